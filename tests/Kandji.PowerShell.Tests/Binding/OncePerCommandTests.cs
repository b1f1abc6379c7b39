using Kandji.Client.Enrollment;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Parameters that are the same for every object of the pipeline are worked out once for the command.</summary>
public sealed class OncePerCommandTests : CommandTests
{
    [Theory]
    [InlineData("Get-KandjiCustomScript", "Set-KandjiCustomScript -SelfServiceCategory Tools", "/api/v1/self-service/categories", 1)]
    [InlineData("Get-KandjiCustomApp", "Set-KandjiCustomApp -SelfServiceCategory Tools", "/api/v1/self-service/categories", 1)]
    [InlineData("Get-KandjiAdeIntegration", "Set-KandjiAdeIntegration -Blueprint Engineering", "/api/v1/blueprints", 1)]
    [InlineData("Get-KandjiAdeDevice", "Set-KandjiAdeDevice -Blueprint Engineering -User ada@example.com", "/api/v1/blueprints", 1)]
    [InlineData("Get-KandjiAdeDevice", "Set-KandjiAdeDevice -Blueprint Engineering -User ada@example.com", "/api/v1/users", 1)]
    [InlineData("Get-KandjiDevice -First 4", "Set-KandjiDevice -Blueprint Engineering -User ada@example.com", "/api/v1/blueprints", 1)]
    [InlineData("Get-KandjiDevice -First 4", "Set-KandjiDevice -Blueprint Engineering -User ada@example.com", "/api/v1/users", 1)]
    public void Set_OfManyObjects_LooksUpWhatAParameterNamesOnce(string get, string set, string path, int times)
    {
        int many = Shell.Run($"$global:many = @({get}) * 2; $many").Succeeded().Output.Count;
        Assert.True(many > 1);
        Shell.Tenant.Log.Clear();

        InvocationResult result = Shell.Run($"$many | {set}").Succeeded();

        Assert.Equal(many, result.Output.Count);
        Assert.Equal(times, Shell.Tenant.Log.Entries.Count(entry => entry.Method == "GET" && entry.Path == path));
        Assert.True(Shell.Tenant.Log.Entries.Count(entry => entry.Method == "PATCH") > 1);
    }

    [Theory]
    [InlineData("Get-KandjiCustomScript", "Set-KandjiCustomScript -Path")]
    [InlineData("Get-KandjiCustomScript", "Set-KandjiCustomScript -RemediationScriptPath")]
    [InlineData("Get-KandjiCustomProfile", "Set-KandjiCustomProfile -Path")]
    [InlineData("Get-KandjiCustomApp", "Set-KandjiCustomApp -InstallEnforcement ContinuouslyEnforce -AuditScriptPath")]
    [InlineData("Get-KandjiCustomApp", "Set-KandjiCustomApp -PreinstallScriptPath")]
    [InlineData("Get-KandjiCustomApp", "Set-KandjiCustomApp -PostinstallScriptPath")]
    public void Set_OfManyObjects_ReadsAFileOnce(string get, string set)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("once", "#!/bin/zsh\n<plist version=\"1.0\"><dict/></plist>\n");
        int many = Shell.Run($"$global:many = @({get}) * 2; $many").Succeeded().Output.Count;
        Assert.True(many > 1);

        // The file goes once the first object has come out.
        InvocationResult result =
            Shell.Run($"$many | {set} '{path}' | ForEach-Object "
                + $"{{ $_; if ([System.IO.File]::Exists('{path}')) {{ [System.IO.File]::Delete('{path}') }} }}").Succeeded();

        Assert.Equal(many, result.Output.Count);
        Assert.False(System.IO.File.Exists(path));
    }

    [Theory]
    [InlineData("-SelfServiceCategory Nowhere", 1)]
    [InlineData("-Path ./nosuch.zsh", 0)]
    public void Set_OfManyObjectsToWhatThereIsNot_LooksOnceAndSaysSoOfEach(string parameters, int requests)
    {
        int many = Shell.Run("$global:many = @(Get-KandjiCustomScript); $many").Succeeded().Output.Count;
        Shell.Tenant.Log.Clear();

        InvocationResult result = Shell.Run($"$many | Set-KandjiCustomScript {parameters}");

        Assert.Null(result.Terminating);
        Assert.Equal(many, result.Errors.Count);
        Assert.Equal(many, result.Errors.Select(error => error.TargetObject).Distinct().Count());
        Assert.All(result.Errors, error => Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId));
        Assert.Equal(requests, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void New_FromManyFiles_LooksUpTheCategoryOnce()
    {
        using var folder = new TemporaryFolder();
        string a = folder.Write("a.zsh", "#!/bin/zsh\n"), b = folder.Write("b.zsh", "#!/bin/zsh\n");

        Shell.Run($"[pscustomobject]@{{ Path = '{a}' }}, [pscustomobject]@{{ Path = '{b}' }} | New-KandjiCustomScript -SelfServiceCategory "
            + $"{KnownFleet.ToolsCategoryName}").Succeeded();

        Assert.Equal(["GET", "POST", "POST"], Shell.Tenant.Log.Entries.Select(entry => entry.Method));
    }

    [Fact]
    public void Set_WithAScriptBlockThatDiffersByObject_EvaluatesItForEach()
    {
        var integrations = Shell.Run(
            "Get-KandjiAdeIntegration | Set-KandjiAdeIntegration -Phone { \"call $($_.ServerName)\" } -Blueprint Engineering")
            .Succeeded().As<AdeIntegration>();

        Assert.True(integrations.Count > 1);
        Assert.All(integrations, integration => Assert.Equal($"call {integration.ServerName}", integration.Defaults!.Phone));
    }
}
