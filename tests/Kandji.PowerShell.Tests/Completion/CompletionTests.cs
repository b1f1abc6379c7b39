using System.Reflection;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Completion;

public sealed class CompletionTests : CommandTests
{
    [Fact]
    public void Rule_CompletesInTheOrderOfIds_AndFromAWordOfTheTitle()
    {
        List<string> all = Complete(Shell, "Test-KandjiFleet -Rule KH0");

        Assert.Equal("KH001", all[0]);
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        Assert.Contains("KH001", Complete(Shell, "Test-KandjiFleet -Rule encrypted"));
    }

    [Fact]
    public void Complete_WhenTheWordBeginsASerialNumber_OffersIt()
    {
        Assert.Equal([KnownFleet.MacSerial], Complete(Shell, "Get-KandjiDevice C02KN0WN0M"));
    }

    [Fact]
    public void Complete_WhenTheWordBeginsADevicesName_InsertsTheSerialNumber()
    {
        Assert.Equal([$"\"{KnownFleet.MacSerial}\""], Complete(Shell, "Get-KandjiDevice \"Ada’s Mac"));
    }

    [Fact]
    public void Complete_WhenANameHasATypographicQuote_DoublesIt()
    {
        string text = Assert.Single(Complete(Shell, "Get-KandjiDevice -Name Ada*Mac"));

        Assert.Equal("'Ada’’s MacBook Pro'", text);
        Assert.Equal(KnownFleet.MacName, Shell.Run(text).Succeeded().As<string>().Single());
    }

    [Theory]
    [InlineData("Get-KandjiDevice \"Ada's Mac", "\"" + KnownFleet.MacSerial + "\"")]
    [InlineData("Get-KandjiDevice 'Ada''s Mac", "'" + KnownFleet.MacSerial + "'")]
    [InlineData("Get-KandjiDevice -Name \"Ada's Mac", "\"" + KnownFleet.MacName + "\"")]
    public void Complete_WithAStraightQuote_FindsTheTypographicOne(string line, string expected)
    {
        Assert.Equal([expected], Complete(Shell, line));
    }

    [Fact]
    public void Complete_WhenTwoBlueprintsShareAName_InsertsTheirIds()
    {
        Assert.Equal(
            new[] { KnownFleet.FirstTwiceId, KnownFleet.SecondTwiceId }.Order(),
            Complete(Shell, "Get-KandjiDevice -Blueprint Kio").Order());
        Assert.Equal(["Engineering", $"'{KnownFleet.EngineeringContractorsName}'"], Complete(Shell, "Get-KandjiDevice -Blueprint Eng"));
    }

    [Fact]
    public void Complete_ForUsersAndTags_OffersTheirNames()
    {
        Assert.Equal([KnownFleet.LeaverEmail], Complete(Shell, "Remove-KandjiUser left"));
        Assert.Equal([KnownFleet.LeaverEmail], Complete(Shell, "Remove-KandjiUser Lef"));
        Assert.Equal(["Loaner", "loaner"], Complete(Shell, "Get-KandjiDevice -Tag loan").Order(StringComparer.Ordinal));
        Assert.Equal([$"'{KnownFleet.PilotTagName}'"], Complete(Shell, "Get-KandjiDevice -Tag mac"));
        Assert.Equal(["Mac"], Complete(Shell, "Get-KandjiDevice -Platform m"));
        Assert.Equal(["Lock"], Complete(Shell, "Invoke-KandjiDeviceAction x -Action loc"));
    }

    [Theory]
    [InlineData("Remove-KandjiTag loan", "loaner")]
    [InlineData("Get-KandjiCustomScript clean", "'Clean temp folders'")]
    [InlineData("Set-KandjiAdeIntegration 'Northwind M", "'Northwind Macs'")]
    [InlineData("Set-KandjiAdeDevice C02NEW", "C02NEWMAC001")]
    [InlineData("Get-KandjiDeviceLibraryItem x -Status avail", "Available")]
    [InlineData("Invoke-KandjiApi -Path /api/v1/blueprints/templates", "/api/v1/blueprints/templates/")]
    [InlineData("Test-KandjiPermission -For Get-KandjiLic", "Get-KandjiLicense")]
    [InlineData("Test-KandjiPermission 'Device act", "'Device Actions'")]
    [InlineData("Get-KandjiPrism File", "FileVault")]
    public void Complete_OffersWhatThereIs(string line, string expected)
    {
        Assert.Contains(
            expected,
            Shell.Run($"(TabExpansion2 -inputScript @'\n{line}\n'@ -cursorColumn {line.Length}).CompletionMatches").Output
            .Select(match => ((CompletionResult)match.BaseObject).CompletionText));
    }

    [Theory]
    [InlineData("Get-KandjiAuditEvent -Action u", "update")]
    [InlineData("Get-KandjiAuditEvent -TargetType lib", "library_item")]
    [InlineData("Get-KandjiDeviceParameter x -Category ", null)]
    [InlineData("Get-KandjiDevice -TagId Loaner", KnownFleet.LoanerTagId)]
    [InlineData("Get-KandjiDevice -AssetTag " + KnownFleet.MacAssetTag, null)]
    [InlineData("Get-KandjiLibraryItemActivity x -User ", null)]
    [InlineData("Get-KandjiAuditEvent -ActorId ", null)]
    [InlineData("Get-KandjiAdmin -Email ", null)]
    [InlineData("Get-KandjiUser -Name Ada", "'" + KnownFleet.AdaName + "'")]
    [InlineData("Get-KandjiBlueprintTemplate ", null)]
    [InlineData("Get-KandjiAdeIntegration -Id 'Northwind M", "'Northwind Macs'")]
    [InlineData("New-KandjiCustomApp -SelfServiceCategory ", null)]
    [InlineData("Invoke-KandjiPlan x -Wave 10", "10%")]
    [InlineData("Invoke-KandjiPlan x -MaxFailure 5", "5%")]
    [InlineData("Sync-KandjiInventory x -MaxRemoved ", "5%")]
    public void Complete_OfValuesThatAreNoPaths_OffersThemAndNoFiles(string line, string? expected)
    {
        CompletionResult[] offered =
        [
            .. Shell.Run($"(TabExpansion2 -inputScript @'\n{line}\n'@ -cursorColumn {line.Length}).CompletionMatches").Output
                .Select(match => (CompletionResult)match.BaseObject),
        ];

        Assert.NotEmpty(offered);
        Assert.All(offered, match => Assert.Equal(CompletionResultType.ParameterValue, match.ResultType));
        if (expected is not null)
            Assert.Contains(expected, offered.Select(match => match.CompletionText));
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    [Fact]
    public void Complete_OfAParameterThatTheTenantFills_ReadsFewRequests()
    {
        Complete(Shell, "Get-KandjiAuditEvent -Action ");
        Complete(Shell, "Get-KandjiAuditEvent -Action d");
        Complete(Shell, "Get-KandjiDeviceParameter x -Category ");

        Assert.InRange(Shell.Tenant.Log.Entries.Count(entry => entry.Path == "/api/v1/audit/events"), 1, 2);
        Assert.InRange(Shell.Tenant.Log.Entries.Count(entry => entry.Path.EndsWith("/parameters", StringComparison.Ordinal)), 1, 3);
    }

    [Fact]
    public void Complete_WhenAThingHasNeitherNameNorId_OffersTheOthers()
    {
        Shell.Tenant.Faults.Add((RequestMatch)"GET /api/v1/blueprints", Fault.Replace(_ => (200,
            """{"count":2,"next":null,"previous":null,"results":[{"name":""},{"id":"b1","name":"Only one"}]}""")));

        Assert.Equal(["'Only one'"], Complete(Shell, "Get-KandjiDevice -Blueprint "));
    }

    [Fact]
    public void Results_WithAnEmptyNote_AreStillThere()
    {
        Assert.Equal("C02", Assert.Single(CompletionText.Results([new Suggestion("C02", null, "")], "C")).CompletionText);
    }

    [Theory]
    [InlineData("Lab 1")]
    [InlineData("It's $HOME `n \"x\" [a]*?")]
    [InlineData("\u201cOne\u201d \u2018two\u2019 ; | & { }")]
    [InlineData("-Force")]
    [InlineData("#x")]
    [InlineData("@x")]
    [InlineData("1e3")]
    [InlineData("a,b")]
    [InlineData("a\nb")]
    public void Quote_OfAnyText_IsReadAsTheText(string text)
    {
        foreach (char? quote in new char?[] { null, '\'', '"' })
        {
            string line = $"& {{ param($x) $x }} {CompletionText.Quote(text, quote)}";
            Assert.Equal([text], Shell.Run(line).Succeeded().As<string>());
        }
    }

    [Fact]
    public void Complete_WhenNothingBeginsWithTheWord_OffersWhatContainsIt()
    {
        Assert.Equal([KnownFleet.MacSerial, KnownFleet.LookalikeSerial], Complete(Shell, "Get-KandjiDevice N0WN0MAC").Order());
    }

    [Fact]
    public void Complete_Twice_AsksTheTenantOnce()
    {
        Complete(Shell, "Get-KandjiDevice -Blueprint E");
        Complete(Shell, "Get-KandjiDevice -Blueprint S");

        Assert.Single(Shell.Tenant.Log.Entries, e => e.Path == "/api/v1/blueprints");
    }

    [Fact]
    public async Task Complete_WithoutASession_OffersNothingAndIsSilent()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();

        Assert.Empty(Complete(shell, "Get-KandjiDevice -Blueprint E"));
        Assert.Equal(0, shell.Run("$Error.Count").As<int>().Single());
    }

    [Fact]
    public async Task Complete_WithoutThePermission_OffersNothingAndIsSilent()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        shell.Run($"Connect-Kandji -Uri $uri -Token '{shell.Tenant.CreateToken("Device list")}'").Succeeded();

        Assert.Empty(Complete(shell, "Get-KandjiDevice -Blueprint E"));
        Assert.Equal(0, shell.Run("$Error.Count").As<int>().Single());
    }

    [Fact]
    public void Complete_WithASessionOnTheLine_AsksItsTenant()
    {
        Shell.Run("$other = Get-KandjiSession; Connect-Kandji -Uri $uri -Token $token; Disconnect-Kandji").Succeeded();

        Assert.Empty(Complete(Shell, "Get-KandjiDevice -Blueprint Sal"));
        Assert.Equal(["Sales"], Complete(Shell, "Get-KandjiDevice -Session $other -Blueprint Sal"));
    }

    [Fact]
    public void Parameter_ThatTakesAReference_HasACompleter()
    {
        Type[] references = [typeof(DeviceReference), typeof(BlueprintReference), typeof(UserReference)];

        var without =
            from cmdlet in CmdletOperations.AllCmdlets()
            from property in cmdlet.Type.GetProperties()
            where property.IsDefined(typeof(ParameterAttribute))
            where references.Contains(property.PropertyType.IsArray ? property.PropertyType.GetElementType() : property.PropertyType)
            where !property.IsDefined(typeof(ArgumentCompleterAttribute))
            select $"{cmdlet.Name} -{property.Name}";

        Assert.Empty(without);
    }

    private static List<string> Complete(PowerShellSession shell, string line) =>
        shell.Run($"(TabExpansion2 -inputScript @'\n{line}\n'@ -cursorColumn {line.Length}).CompletionMatches")
            .Output.Select(match => ((CompletionResult)match.BaseObject).CompletionText)
            // Where a completer offers nothing, the engine goes on to file names.
            .Where(text => !text.StartsWith('.') && !text.Contains('/', StringComparison.Ordinal)
                && !text.Contains('\\', StringComparison.Ordinal))
            .ToList();
}
