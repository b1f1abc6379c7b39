using System.Reflection;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Completion;

public sealed class CompletionTests
{
    [Fact]
    public async Task Complete_WhenTheWordBeginsASerialNumber_OffersIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Equal([KnownFleet.MacSerial], Complete(shell, "Get-KandjiDevice C02KN0WN0M"));
    }

    [Fact]
    public async Task Complete_WhenTheWordBeginsADevicesName_InsertsTheSerialNumber()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Equal([$"\"{KnownFleet.MacSerial}\""], Complete(shell, "Get-KandjiDevice \"Ada’s Mac"));
    }

    [Fact]
    public async Task Complete_WhenANameHasATypographicQuote_DoublesIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        string text = Assert.Single(Complete(shell, "Get-KandjiDevice -Name Ada*Mac"));

        Assert.Equal("'Ada’’s MacBook Pro'", text);
        Assert.Equal(KnownFleet.MacName, shell.Run(text).Succeeded().As<string>().Single());
    }

    [Theory]
    [InlineData("Get-KandjiDevice \"Ada's Mac", "\"" + KnownFleet.MacSerial + "\"")]
    [InlineData("Get-KandjiDevice 'Ada''s Mac", "'" + KnownFleet.MacSerial + "'")]
    [InlineData("Get-KandjiDevice -Name \"Ada's Mac", "\"" + KnownFleet.MacName + "\"")]
    public async Task Complete_WithAStraightQuote_FindsTheTypographicOne(string line, string expected)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Equal([expected], Complete(shell, line));
    }

    [Fact]
    public async Task Complete_WhenTwoBlueprintsShareAName_InsertsTheirIds()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Equal(
            new[] { KnownFleet.FirstTwiceId, KnownFleet.SecondTwiceId }.Order(),
            Complete(shell, "Get-KandjiDevice -Blueprint Kio").Order());
        Assert.Equal(["Engineering", $"'{KnownFleet.EngineeringContractorsName}'"], Complete(shell, "Get-KandjiDevice -Blueprint Eng"));
    }

    [Fact]
    public async Task Complete_ForUsersAndTags_OffersTheirNames()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Equal([KnownFleet.LeaverEmail], Complete(shell, "Remove-KandjiUser left"));
        Assert.Equal([KnownFleet.LeaverEmail], Complete(shell, "Remove-KandjiUser Lef"));
        Assert.Equal(["Loaner", "loaner"], Complete(shell, "Get-KandjiDevice -Tag loan").Order(StringComparer.Ordinal));
        Assert.Equal([$"'{KnownFleet.PilotTagName}'"], Complete(shell, "Get-KandjiDevice -Tag mac"));
        Assert.Equal(["Mac"], Complete(shell, "Get-KandjiDevice -Platform m"));
        Assert.Equal(["Lock"], Complete(shell, "Invoke-KandjiDeviceAction x -Action loc"));
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
    public async Task Complete_OffersWhatThereIs(string line, string expected)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Contains(
            expected,
            shell.Run($"(TabExpansion2 -inputScript @'\n{line}\n'@ -cursorColumn {line.Length}).CompletionMatches").Output
            .Select(match => ((CompletionResult)match.BaseObject).CompletionText));
    }

    [Fact]
    public async Task Complete_WhenNothingBeginsWithTheWord_OffersWhatContainsIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Equal([KnownFleet.MacSerial, KnownFleet.LookalikeSerial], Complete(shell, "Get-KandjiDevice N0WN0MAC").Order());
    }

    [Fact]
    public async Task Complete_Twice_AsksTheTenantOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Complete(shell, "Get-KandjiDevice -Blueprint E");
        Complete(shell, "Get-KandjiDevice -Blueprint S");

        Assert.Single(shell.Tenant.Log.Entries, e => e.Path == "/api/v1/blueprints");
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
    public async Task Complete_WithASessionOnTheLine_AsksItsTenant()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run("$other = Get-KandjiSession; Connect-Kandji -Uri $uri -Token $token; Disconnect-Kandji").Succeeded();

        Assert.Empty(Complete(shell, "Get-KandjiDevice -Blueprint Sal"));
        Assert.Equal(["Sales"], Complete(shell, "Get-KandjiDevice -Session $other -Blueprint Sal"));
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
