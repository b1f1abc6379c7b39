namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class SaveKandjiEnrollmentProfileTests : CommandTests
{
    [Fact]
    public void Save_ToAFolder_NamesTheFileAfterTheBlueprint()
    {
        using var folder = new TemporaryFolder();
        Shell.Tenant.State.Blueprints[KnownFleet.SalesId].Name = "Sales / EU: <all>";

        FileInfo file = Assert.Single(Shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.SalesId} '{folder.Path}'")
            .Succeeded().As<FileInfo>());

        Assert.Equal("Sales _ EU_ _all_.mobileconfig", file.Name);
        Assert.Contains("Sales / EU: &lt;all&gt;", File.ReadAllText(file.FullName));
        Assert.Equal([file.Name], folder.Names);
    }

    [Fact]
    public void Save_WhenTheFileExists_NeedsForce()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("p.mobileconfig", "older");

        Shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} '{path}'")
            .Failed("KandjiFileExists,Kandji.PowerShell.Blueprints.SaveKandjiEnrollmentProfile");
        Assert.Equal("older", File.ReadAllText(path));

        Shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} '{path}' -Force").Succeeded();
        Assert.Contains("<plist", File.ReadAllText(path));
    }

    [Theory]
    [InlineData($"Save-KandjiEnrollmentProfile {KnownFleet.SalesId}")]
    [InlineData("Save-KandjiAdePublicKey")]
    public void Save_IntoAFolderThatIsNotThere_NamesTheFileAndAsksForNothing(string command)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "missing", "file");

        Shell.Run($"{command} -Path '{path}'").Failed("KandjiNotFound", $"'{path}'");
        Assert.DoesNotContain(Shell.Tenant.Log.Entries,
            e => e.Path.Contains("enrollment-profile", StringComparison.Ordinal)
                || e.Path.Contains("public_key", StringComparison.Ordinal));
    }

    [Fact]
    public void Save_WhenTheAnswerIsAPage_WritesNoFile()
    {
        using var folder = new TemporaryFolder();
        Shell.Tenant.Faults.Add(
            RequestMatch.Where(e => e.Path.EndsWith("ota-enrollment-profile", StringComparison.Ordinal)), Fault.HtmlPage(200));

        Shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} '{folder.Path}'").Failed("KandjiInvalidResponse");
        Assert.Empty(folder.Names);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("application/json")]
    [InlineData("application/octet-stream")]
    [InlineData("text/plain")]
    [InlineData("")]
    public void Save_KnowsAProfileByItsContent(string contentType)
    {
        using var folder = new TemporaryFolder();
        Shell.Tenant.Faults.Add(
            RequestMatch.Where(e => e.Path.EndsWith("ota-enrollment-profile", StringComparison.Ordinal)),
            Fault.WrongContentType(contentType));

        FileInfo file = Assert.Single(Shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} '{folder.Path}'")
            .Succeeded().As<FileInfo>());
        InvocationResult address = Shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} -SignInAddress");

        Assert.Contains("<plist", File.ReadAllText(file.FullName));
        Assert.StartsWith("KandjiNoSignIn", address.Error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("""{"detail":"<plist"}""")]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>")]
    [InlineData("null")]
    [InlineData("")]
    public void Save_WhenTheAnswerIsAnythingElse_WritesNoFileWhateverItsContentType(string body)
    {
        using var folder = new TemporaryFolder();
        Shell.Tenant.Faults.Add(
            RequestMatch.Where(e => e.Path.EndsWith("ota-enrollment-profile", StringComparison.Ordinal)),
            Fault.Status(200, body, "application/x-apple-aspen-config"));

        Shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} '{folder.Path}'").Failed("KandjiInvalidResponse");
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Save_WithSignInAddress_ReturnsIt()
    {
        Uri address = Assert.Single(Shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.SalesName} -SignInAddress").Succeeded()
            .As<Uri>());

        Assert.Contains("/enrollment/authentication?metadata=", address.AbsoluteUri);
        Assert.Equal("?sso=true", Shell.Tenant.Log.Entries.Last().Query);
    }

    [Fact]
    public void Save_WithSignInAddress_WhenNobodySignsIn_SaysSo()
    {
        Shell.Run($"Save-KandjiEnrollmentProfile {KnownFleet.EngineeringName} -SignInAddress").Failed("KandjiNoSignIn");
    }

    [Theory]
    [InlineData("A / B", "A : B", "")]
    [InlineData("One", "Two", "all.mobileconfig")]
    public void Save_OfSeveralBlueprintsToOneFile_KeepsTheFirstWithForceToo(string first, string second, string file)
    {
        using var folder = new TemporaryFolder();
        Shell.Tenant.State.Blueprints[KnownFleet.EngineeringId].Name = first;
        Shell.Tenant.State.Blueprints[KnownFleet.SalesId].Name = second;
        string path = Path.Combine(folder.Path, file);

        foreach (string mode in new[] { "-WhatIf", "" })
        {
            InvocationResult result = Shell.Run(
                $"'{KnownFleet.EngineeringId}', '{KnownFleet.SalesId}' | Save-KandjiEnrollmentProfile -Path '{path}' -Force {mode}");

            Assert.StartsWith("KandjiFileExists,", result.Error.FullyQualifiedErrorId);
            Assert.Contains($"'{first}'", result.Error.Exception.Message);
        }
        Assert.Contains(first, File.ReadAllText(Path.Combine(folder.Path, Assert.Single(folder.Names))));
    }

    [Fact]
    public void Save_OfOneBlueprintTwice_WithForce_WritesItsFile()
    {
        using var folder = new TemporaryFolder();

        Shell.Run($"'{KnownFleet.SalesId}', '{KnownFleet.SalesName}' | Save-KandjiEnrollmentProfile -Path '{folder.Path}' -Force")
            .Succeeded();

        Assert.Single(folder.Names);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Save_AfterOneThatWasNotSaved_TakesItsFile(bool isDeclined)
    {
        using var folder = new TemporaryFolder();
        if (isDeclined)
        {
            Shell.Host.Answers.Enqueue("No");
            Shell.Host.Answers.Enqueue("Yes");
        }
        else
        {
            Shell.Tenant.Faults.Add(
                $"GET /api/v1/blueprints/{KnownFleet.EngineeringId}/ota-enrollment-profile", Fault.Status(404, """{"detail":"Gone"}"""));
        }

        InvocationResult result = Shell.Run($"'{KnownFleet.EngineeringId}', '{KnownFleet.SalesId}' | "
            + $"Save-KandjiEnrollmentProfile -Path '{folder.Path}/p.mobileconfig' {(isDeclined ? "-Confirm" : "")}");

        Assert.Equal("p.mobileconfig", Assert.Single(result.As<FileInfo>()).Name);
        Assert.DoesNotContain(
            result.Errors, error => error.FullyQualifiedErrorId.StartsWith("KandjiFileExists", StringComparison.Ordinal));
    }
}
