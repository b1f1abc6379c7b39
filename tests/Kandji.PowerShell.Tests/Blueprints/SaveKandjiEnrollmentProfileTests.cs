using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class SaveKandjiEnrollmentProfileTests
{
    [Fact]
    public async Task Save_ToAFolder_NamesTheFileAfterTheBlueprint()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        shell.Tenant.State.Blueprints[KnownFleet.SalesId].Name = "Sales / EU: <all>";

        FileInfo file = Assert.Single(shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.SalesId} '{folder.Path}'")
            .Succeeded().As<FileInfo>());

        Assert.Equal("Sales _ EU_ _all_.mobileconfig", file.Name);
        Assert.Contains("Sales / EU: &lt;all&gt;", File.ReadAllText(file.FullName));
        Assert.Equal([file.Name], folder.Names);
    }

    [Fact]
    public async Task Save_WhenTheFileExists_NeedsForce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string path = folder.Write("p.mobileconfig", "older");

        InvocationResult refused = shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} '{path}'");
        Assert.Equal("KandjiFileExists,Kandji.PowerShell.Blueprints.SaveKandjiEnrollmentProfile", refused.Error.FullyQualifiedErrorId);
        Assert.Equal("older", File.ReadAllText(path));

        shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} '{path}' -Force").Succeeded();
        Assert.Contains("<plist", File.ReadAllText(path));
    }

    [Theory]
    [InlineData($"Save-KandjiEnrollmentProfile {KnownFleet.SalesId}")]
    [InlineData("Save-KandjiAdePublicKey")]
    public async Task Save_IntoAFolderThatIsNotThere_NamesTheFileAndAsksForNothing(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "missing", "file");

        InvocationResult result = shell.Run($"{command} -Path '{path}'");

        Assert.StartsWith("KandjiNotFound,", result.Error.FullyQualifiedErrorId);
        Assert.Contains($"'{path}'", result.Error.Exception.Message);
        Assert.DoesNotContain(shell.Tenant.Log.Entries,
            e => e.Path.Contains("enrollment-profile", StringComparison.Ordinal)
                || e.Path.Contains("public_key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_WhenTheAnswerIsAPage_WritesNoFile()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        shell.Tenant.Faults.Add(
            RequestMatch.Where(e => e.Path.EndsWith("ota-enrollment-profile", StringComparison.Ordinal)), Fault.HtmlPage(200));

        InvocationResult result =
            shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} '{folder.Path}'");

        Assert.StartsWith("KandjiInvalidResponse", result.Error.FullyQualifiedErrorId);
        Assert.Empty(folder.Names);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("application/json")]
    [InlineData("application/octet-stream")]
    [InlineData("text/plain")]
    [InlineData("")]
    public async Task Save_KnowsAProfileByItsContent(string contentType)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        shell.Tenant.Faults.Add(
            RequestMatch.Where(e => e.Path.EndsWith("ota-enrollment-profile", StringComparison.Ordinal)),
            Fault.WrongContentType(contentType));

        FileInfo file = Assert.Single(shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} '{folder.Path}'")
            .Succeeded().As<FileInfo>());
        InvocationResult address = shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} -SignInAddress");

        Assert.Contains("<plist", File.ReadAllText(file.FullName));
        Assert.StartsWith("KandjiNoSignIn", address.Error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("""{"detail":"<plist"}""")]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Save_WhenTheAnswerIsAnythingElse_WritesNoFileWhateverItsContentType(string body)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        shell.Tenant.Faults.Add(
            RequestMatch.Where(e => e.Path.EndsWith("ota-enrollment-profile", StringComparison.Ordinal)),
            Fault.Status(200, body, "application/x-apple-aspen-config"));

        InvocationResult result = shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} '{folder.Path}'");

        Assert.StartsWith("KandjiInvalidResponse", result.Error.FullyQualifiedErrorId);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public async Task Save_WithSignInAddress_ReturnsIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        Uri address = Assert.Single(shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.SalesName} -SignInAddress").Succeeded()
            .As<Uri>());

        Assert.Contains("/enrollment/authentication?metadata=", address.AbsoluteUri);
        Assert.Equal("?sso=true", shell.Tenant.Log.Entries.Last().Query);
    }

    [Fact]
    public async Task Save_WithSignInAddress_WhenNobodySignsIn_SaysSo()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} -SignInAddress");

        Assert.StartsWith("KandjiNoSignIn", result.Error.FullyQualifiedErrorId);
    }
}
