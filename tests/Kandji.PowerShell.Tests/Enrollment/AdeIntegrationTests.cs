using System.Text;
using Kandji.Client.Blueprints;
using Kandji.Client.Enrollment;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Enrollment;

/// <summary>Get, New, Set, Update and Remove-KandjiAdeIntegration.</summary>
public sealed class AdeIntegrationTests : CommandTests
{
    private const string Token = "Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nMIIB…";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kandji-ade-");
    private readonly string _tokenFile;

    public AdeIntegrationTests()
    {
        _tokenFile = Path.Combine(_folder.FullName, "Nordwind Süd_Token.p7m");
        File.WriteAllText(_tokenFile, Token);
    }

    public override async ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        await base.DisposeAsync();
    }

    [Fact]
    public void Get_WithoutParameters_ListsAll()
    {
        Shell.Tenant.State.PageSizes.Page = 2;

        var integrations = Shell.Run("Get-KandjiAdeIntegration").Succeeded().As<AdeIntegration>();

        Assert.Equal(3, integrations.Count);
        Assert.Equal(2, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Get_ExpiringWithinDays_ReturnsThoseAndTheExpired()
    {
        var integrations = Shell.Run("Get-KandjiAdeIntegration -ExpiringWithinDays 30").Succeeded().As<AdeIntegration>();

        Assert.Equal(2, integrations.Count);
        Assert.Contains(integrations, i => i.Id == KnownFleet.ExpiringAdeIntegrationId);
        Assert.DoesNotContain(integrations, i => i.Id == KnownFleet.AdeIntegrationId);
    }

    [Fact]
    public void Get_PipedIntoGetKandjiBlueprint_ReturnsItsBlueprint()
    {
        var blueprints = Shell.Run($"Get-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}' | Get-KandjiBlueprint")
            .Succeeded().As<Blueprint>();

        Assert.Equal(KnownFleet.SalesId, Assert.Single(blueprints).Id);
    }

    [Fact]
    public void Table_FitsEightyColumnsAndSaysWhatMustBeRenewed()
    {
        string table = Shell.Show("Get-KandjiAdeIntegration");

        Assert.Matches("in 1[12] days, RENEW", table);
        Assert.Contains("EXPIRED 3", table);
        Assert.Matches("in 21[12] days", table);
        Assert.All(table.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    [Fact]
    public void New_WithATokenFile_UploadsIt()
    {
        AdeIntegration integration = Assert.Single(Shell.Run(
            $"New-KandjiAdeIntegration '{_tokenFile}' -Blueprint '{KnownFleet.EngineeringName}' -Email it@example.com -Phone '+49 30 5550 "
                + $"0100'")
            .Succeeded().As<AdeIntegration>());

        SimulatedAdeIntegration stored = Shell.Tenant.State.AdeIntegrations[integration.Id!];
        Assert.Equal(Token, Encoding.UTF8.GetString(stored.Token));
        Assert.Equal("Nordwind Süd_Token.p7m", stored.TokenFileName);
        Assert.Equal((KnownFleet.EngineeringId, "+49 30 5550 0100"), (stored.Blueprint!.Id, stored.Phone));
        Assert.Equal("it@example.com", integration.Defaults!.Email);
    }

    [Fact]
    public void New_WithBlueprintRouting_SendsNoBlueprint()
    {
        AdeIntegration integration = Assert.Single(Shell.Run(
            $"New-KandjiAdeIntegration '{_tokenFile}' -UseBlueprintRouting -Email it@example.com -Phone 1").Succeeded()
                .As<AdeIntegration>());

        Assert.True(integration.UseBlueprintRouting);
        Assert.Null(integration.Blueprint);
    }

    [Theory]
    [InlineData("", "KandjiInvalidArgument", "-Blueprint or -UseBlueprintRouting")]
    [InlineData("-UseBlueprintRouting -Phone 1", "KandjiInvalidArgument", "-Email")]
    [InlineData("-UseBlueprintRouting -Blueprint x", "KandjiInvalidArgument", "exclude each other")]
    public void New_WithTooLittleOrTooMuch_SaysWhatBeforeAnythingIsSent(string parameters, string id, string words)
    {
        Shell.Run($"New-KandjiAdeIntegration '{_tokenFile}' {parameters}").Failed(id, words);
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void New_WithoutTheFile_SaysSo()
    {
        Shell.Run("New-KandjiAdeIntegration ./nosuch.p7m -UseBlueprintRouting -Email a@example.com -Phone 1")
            .Failed("KandjiNotFound,Kandji.PowerShell.Enrollment.NewKandjiAdeIntegration", "nosuch.p7m");
    }

    // The key that Apple was given, in its stead; a page; a token of Apps and Books; text that Windows PowerShell redirected.
    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n")]
    [InlineData("<!DOCTYPE html><html>Sign in</html>")]
    [InlineData("eyJvcmdOYW1lIjoiTm9yZHdpbmQifQ==")]
    [InlineData("{\"detail\":\"not found\"}")]
    [InlineData("Content-Type: text/html\r\n\r\nSign in")]
    [InlineData("\uFEFFC\0o\0n\0t\0e\0n\0t\0")]
    [InlineData("something else")]
    public void Token_ThatIsAnotherFile_IsRefusedBeforeAnythingIsSent(string content)
    {
        File.WriteAllText(_tokenFile, content);

        Shell.Run($"New-KandjiAdeIntegration '{_tokenFile}' -UseBlueprintRouting -Email a@example.com -Phone 1")
            .Failed("KandjiFileError", Path.GetFileName(_tokenFile), "not a server token", ".p7m");
        Shell.Run($"Update-KandjiAdeIntegration {KnownFleet.AdeIntegrationId} '{_tokenFile}'")
            .Failed("KandjiFileError", Path.GetFileName(_tokenFile), "not a server token", ".p7m");

        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    // As Apple gives it, and as tools write what they have decoded.
    [Theory]
    [InlineData("Content-Type: application/pkcs7-mime; name=\"smime.p7m\"; smime-type=enveloped-data\nContent-Transfer-Encoding: base64")]
    [InlineData("\uFEFFMIME-Version: 1.0\r\nContent-Type: application/x-pkcs7-mime\r\n\r\nMIAG")]
    [InlineData("\r\nMIAGCSqGSIb3DQEHA6CAMIACAQAx")]
    [InlineData("-----BEGIN PKCS7-----\nMIAG\n-----END PKCS7-----\n")]
    [InlineData("-----BEGIN CMS-----\nMIAG\n-----END CMS-----\n")]
    public void Token_InAnyOfItsForms_IsTaken(string content)
    {
        File.WriteAllText(_tokenFile, content);

        Shell.Run($"New-KandjiAdeIntegration '{_tokenFile}' -UseBlueprintRouting -Email a@example.com -Phone 1 -WhatIf").Succeeded();
    }

    [Fact]
    public void Token_InBinary_IsTaken()
    {
        File.WriteAllBytes(_tokenFile, [0x30, 0x80, 0x06, 0x09, 0x2a, 0x86]);

        Shell.Run($"New-KandjiAdeIntegration '{_tokenFile}' -UseBlueprintRouting -Email a@example.com -Phone 1 -WhatIf").Succeeded();
    }

    [Fact]
    public void Update_KeepsWhatIsNotGivenAndRenewsTheToken()
    {
        AdeIntegration integration = Assert.Single(Shell.Run(
            $"Update-KandjiAdeIntegration '{KnownFleet.ExpiringAdeIntegrationName}' -TokenFile '{_tokenFile}'").Succeeded()
                .As<AdeIntegration>());

        SimulatedAdeIntegration stored = Shell.Tenant.State.AdeIntegrations[KnownFleet.ExpiringAdeIntegrationId];
        Assert.Equal(Token, Encoding.UTF8.GetString(stored.Token));
        Assert.Equal(("it@example.com", "+49 30 5550 0100"), (stored.Email, stored.Phone));
        Assert.Null(stored.Blueprint);
        Assert.InRange(integration.DaysLeft!.Value, 364, 365);
    }

    [Fact]
    public void Update_WithATokenThatTheServiceRefuses_ShowsItsWords()
    {
        File.WriteAllText(_tokenFile, "MIIB of something else");

        InvocationResult result = Shell.Run(
            $"Get-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}' | Update-KandjiAdeIntegration -TokenFile '{_tokenFile}'")
            .Failed("KandjiBadRequest,Kandji.PowerShell.Enrollment.UpdateKandjiAdeIntegration");

        Assert.StartsWith("file: This file is not a server token", result.Error.Exception.Message);
    }

    [Fact]
    public void Update_OfSeveral_ReadsTheTokenFileOnce()
    {
        InvocationResult result = Shell.Run($$"""
            Get-KandjiAdeIntegration | ForEach-Object { $_; [System.IO.File]::Delete('{{_tokenFile}}') } |
                Update-KandjiAdeIntegration -TokenFile '{{_tokenFile}}' -WhatIf
            """);

        result.Succeeded();
        Assert.True(Shell.Tenant.State.AdeIntegrations.Count > 1);
        Assert.False(File.Exists(_tokenFile));
    }

    [Fact]
    public void Update_OfSeveral_SaysOfEachThatTheFileIsMissing()
    {
        int count = Shell.Tenant.State.AdeIntegrations.Count;

        InvocationResult result = Shell.Run($"Get-KandjiAdeIntegration | Update-KandjiAdeIntegration -TokenFile '{_tokenFile}.missing'");

        Assert.Equal(count, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId));
    }

    [Fact]
    public void Update_WithWhatIf_RenewsNothing()
    {
        Shell.Run($"Update-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}' '{_tokenFile}' -WhatIf").Succeeded();

        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
        Assert.Contains(Shell.Host.Lines, line => line.Contains(KnownFleet.AdeIntegrationName));
    }

    [Fact]
    public void Set_ChangesOneThingAndSendsTheRestAsItIs()
    {
        Shell.Run($"Set-KandjiAdeIntegration {KnownFleet.AdeIntegrationId} -Phone '+49 30 5550 0199'").Succeeded();

        SimulatedAdeIntegration stored = Shell.Tenant.State.AdeIntegrations[KnownFleet.AdeIntegrationId];
        Assert.Equal(("it@example.com", "+49 30 5550 0199", KnownFleet.SalesId), (stored.Email, stored.Phone, stored.Blueprint!.Id));
    }

    [Theory]
    [InlineData("Set-KandjiAdeIntegration -Email 'new@example.com'")]
    [InlineData("Update-KandjiAdeIntegration -Email 'new@example.com' -TokenFile '{0}'")]
    public void Change_OfAnObjectThatIsOlderThanTheLastChange_KeepsThat(string change)
    {
        Shell.Run(
            $"$global:old = Get-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}'; $old | Set-KandjiAdeIntegration "
                + $"-UseBlueprintRouting -Phone '+49 30 1'").Succeeded();

        Shell.Run("$old | " + string.Format(null, change, _tokenFile)).Succeeded();

        SimulatedAdeIntegration stored = Shell.Tenant.State.AdeIntegrations[KnownFleet.AdeIntegrationId];
        Assert.Equal(("new@example.com", "+49 30 1", null), (stored.Email, stored.Phone, stored.Blueprint));
    }

    [Fact]
    public void Set_WithNothing_IsAnErrorForEach()
    {
        InvocationResult result = Shell.Run("Get-KandjiAdeIntegration | Set-KandjiAdeIntegration");

        Assert.Equal(3, result.Errors.Count);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Method == "PATCH");
    }

    [Fact]
    public void Remove_NamesTheIntegrationAndItsDevicesAndAsks()
    {
        int devices = Shell.Tenant.State.AdeDevices.Count(d => d.Integration.Id == KnownFleet.AdeIntegrationId);
        Shell.Host.Answers.Enqueue("Yes");

        Shell.Run($"Remove-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}'").Succeeded();

        string question = Assert.Single(Shell.Host.Questions);
        Assert.Contains(KnownFleet.AdeIntegrationName, question);
        Assert.Contains($"unassign its {devices} devices", question);
        Assert.False(Shell.Tenant.State.AdeIntegrations.TryGet(KnownFleet.AdeIntegrationId, out _));
    }

    [Fact]
    public void SavePublicKey_WritesTheCertificate()
    {
        FileInfo file = Assert.Single(Shell.Run($"Save-KandjiAdePublicKey '{_folder.FullName}'").Succeeded().As<FileInfo>());

        Assert.StartsWith("-----BEGIN CERTIFICATE-----", File.ReadAllText(file.FullName));
        Assert.Equal(2, _folder.GetFiles().Length);
    }

    [Fact]
    public void SavePublicKey_WhenTheFileExists_LeavesItUnlessForced()
    {
        string file = Path.Combine(_folder.FullName, "key.pem");
        File.WriteAllText(file, "older");

        Shell.Run($"Save-KandjiAdePublicKey '{file}'").Failed("KandjiFileExists,Kandji.PowerShell.Enrollment.SaveKandjiAdePublicKey");
        Assert.Equal("older", File.ReadAllText(file));

        Shell.Run($"Save-KandjiAdePublicKey '{file}' -Force").Succeeded();
        Assert.StartsWith("-----BEGIN", File.ReadAllText(file));
    }

    [Fact]
    public void SavePublicKey_WhenTheAnswerIsNoCertificate_WritesNoFile()
    {
        Shell.Tenant.Faults.Add(RequestMatch.Any, Fault.RewriteBody(_ => "<html>Sign in</html>"));

        Shell.Run($"Save-KandjiAdePublicKey '{Path.Combine(_folder.FullName, "key.pem")}'").Failed("KandjiInvalidResponse");
        Assert.Equal(["Nordwind Süd_Token.p7m"], _folder.GetFiles().Select(f => f.Name));
    }

    [Fact]
    public void Remove_WhenTheNumberOfDevicesIsNotTold_DoesNotAskAboutNone()
    {
        string id = KnownFleet.AdeIntegrationId;
        Shell.Tenant.Faults.Add("GET /**", Fault.Status(200, $$"""{"id":"{{id}}","server_name":"Macs","device_counts":null}"""));
        Shell.Host.Answers.Enqueue("No");

        Shell.Run($"Remove-KandjiAdeIntegration '{id}'");

        string question = Assert.Single(Shell.Host.Questions);
        Assert.DoesNotContain(" 0 ", question);
        Assert.Contains("all of its devices (how many is not known)", question);
    }

    [Theory]
    [InlineData("Set-KandjiAdeIntegration $id -Phone 1", "\"use_blueprint_routing\":true")]
    [InlineData("Set-KandjiAdeIntegration $id -Phone 1 -UseBlueprintRouting:$false", "\"use_blueprint_routing\":true")]
    public void Set_OfAnIntegrationThatRoutingDecidesFor_LeavesItSoWhateverBlueprintItShows(string command, string sent)
    {
        string id = KnownFleet.AdeIntegrationId;
        Shell.Tenant.Faults.Add("GET /**", Fault.Status(200, $$"""
            {"id":"{{id}}","server_name":"Macs","use_blueprint_routing":true,"blueprint":{"id":"{{KnownFleet.SalesId}}","name":"Sales"},
            "defaults":{"email":"it@example.com","phone":"2"} }
            """));

        Shell.Run($"$id = '{id}'; {command}").Succeeded();

        Assert.Contains(sent, Shell.Tenant.Log.Entries.Single(entry => entry.Method == "PATCH").Body);
    }
}
