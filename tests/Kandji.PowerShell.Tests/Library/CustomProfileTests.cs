using Kandji.Client.Library;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Library;

public sealed class CustomProfileTests
{
    private const string Profile =
        "<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>Größe</key><string>\"&amp;\"</string></dict></plist>";

    [Theory]
    [InlineData("New-KandjiCustomProfile A -Content '<plist/>' -RunsOn @()")]
    [InlineData($"Set-KandjiCustomProfile {KnownFleet.WifiProfileId} -RunsOn @()")]
    [InlineData($"Get-KandjiCustomProfile -Id {KnownFleet.WifiProfileId} | Set-KandjiCustomProfile -RunsOn @()")]
    public async Task AnyChange_ToAProfileThatRunsNowhere_IsNotSent(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(command);

        Assert.Contains("RunsOn", result.Error.Exception.Message);
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public async Task New_ForAProfileThatRunsNowhereOnThePipeline_NeedsAPlatform()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        var fields = shell.Tenant.State.Library[KnownFleet.WifiProfileId].Fields;
        foreach (string field in fields.Select(f => f.Key)
            .Where(key => key.StartsWith("runs_on_", System.StringComparison.Ordinal)).ToArray())
            fields[field] = false;

        InvocationResult without = shell.Run($"Get-KandjiCustomProfile -Id {KnownFleet.WifiProfileId} | New-KandjiCustomProfile Copy");
        Assert.Contains("-RunsOn", without.Error.Exception.Message);
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));

        shell.Run($"Get-KandjiCustomProfile -Id {KnownFleet.WifiProfileId} | New-KandjiCustomProfile Copy -RunsOn iPad").Succeeded();
    }

    [Fact]
    public async Task Get_ShowsContentsAndPlatforms()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        CustomProfile profile =
            Assert.Single(shell.Run($"Get-KandjiCustomProfile '{KnownFleet.WifiProfileName}'").Succeeded().As<CustomProfile>());

        Assert.Equal(["Mac", "iPhone", "iPad"], profile.Platforms);
        Assert.Contains("<plist", profile.Profile);
    }

    [Fact]
    public async Task New_FromAFile_SendsItAsItIs()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        folder.Write("Screen lock.mobileconfig", Profile);

        CustomProfile profile = Assert.Single(shell.Run(
            "$input | New-KandjiCustomProfile -RunsOn mac, appletv -Active $false", new FileInfo(folder.Path + "/Screen lock.mobileconfig"))
                .Succeeded().As<CustomProfile>());

        Assert.Equal(("Screen lock", Profile, false), (profile.Name, profile.Profile, profile.Active));
        Assert.Equal(["Mac", "AppleTV"], profile.Platforms);
        Assert.StartsWith("multipart/form-data", shell.Tenant.Log.Entries.Single().Headers["Content-Type"]);
    }

    [Fact]
    public async Task New_FromText_AndAsACopy_SendsTheContents()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var profiles = shell.Run(
            $"$new = New-KandjiCustomProfile 'A \"b\"' -Content '{Profile}' -RunsOn iPad; $new; $new | New-KandjiCustomProfile 'Copy'")
                .Succeeded().As<CustomProfile>();

        Assert.Equal(["A \"b\"", "Copy"], profiles.Select(p => p.Name!));
        Assert.All(profiles, p => Assert.Equal(Profile, p.Profile));
        Assert.All(profiles, p => Assert.Equal(["iPad"], p.Platforms));
    }

    [Fact]
    public async Task New_WhenTheServiceFindsNoProfile_WritesItsWords()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run("New-KandjiCustomProfile A -Content 'no profile'");

        Assert.Equal("KandjiBadRequest,Kandji.PowerShell.Library.NewKandjiCustomProfile", result.Error.FullyQualifiedErrorId);
        Assert.Contains("This is no profile", result.Error.Exception.Message);
    }

    [Fact]
    public async Task New_FromTextWithoutAName_SendsNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.StartsWith(
            "KandjiInvalidArgument", shell.Run("New-KandjiCustomProfile -Content '<plist/>'").Error.FullyQualifiedErrorId);

        Assert.Equal(0, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Set_WithoutAFile_LeavesTheContents()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string? before = (string?)shell.Tenant.State.Library[KnownFleet.WifiProfileId].Fields["profile"];

        CustomProfile profile = Assert.Single(
            shell.Run($"Set-KandjiCustomProfile '{KnownFleet.WifiProfileName}' -Name 'Wi-Fi' -RunsOn iPhone").Succeeded()
                .As<CustomProfile>());

        Assert.Equal(("Wi-Fi", before), (profile.Name, profile.Profile));
        Assert.Equal(["iPhone"], profile.Platforms);
    }

    [Fact]
    public async Task Set_WithAFile_ReplacesTheContents()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.mobileconfig", Profile);

        shell.Run($"Get-KandjiCustomProfile '{KnownFleet.WifiProfileName}' | Set-KandjiCustomProfile -Path '{path}'")
            .Succeeded();

        Assert.Equal(Profile, (string?)shell.Tenant.State.Library[KnownFleet.WifiProfileId].Fields["profile"]);
    }
}
