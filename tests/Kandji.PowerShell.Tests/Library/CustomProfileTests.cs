using Kandji.Client.Library;

namespace Kandji.PowerShell.Tests.Library;

public sealed class CustomProfileTests : CommandTests
{
    private const string Profile =
        "<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>Größe</key><string>\"&amp;\"</string></dict></plist>";

    [Theory]
    [InlineData("New-KandjiCustomProfile A -Content '<plist/>' -RunsOn @()")]
    [InlineData($"Set-KandjiCustomProfile {KnownFleet.WifiProfileId} -RunsOn @()")]
    [InlineData($"Get-KandjiCustomProfile -Id {KnownFleet.WifiProfileId} | Set-KandjiCustomProfile -RunsOn @()")]
    public void AnyChange_ToAProfileThatRunsNowhere_IsNotSent(string command)
    {
        InvocationResult result = Shell.Run(command);

        Assert.Contains("RunsOn", result.Error.Exception.Message);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public void New_ForAProfileThatRunsNowhereOnThePipeline_NeedsAPlatform()
    {
        var fields = Shell.Tenant.State.Library[KnownFleet.WifiProfileId].Fields;
        foreach (string field in fields.Select(f => f.Key)
            .Where(key => key.StartsWith("runs_on_", System.StringComparison.Ordinal)).ToArray())
            fields[field] = false;

        InvocationResult without = Shell.Run($"Get-KandjiCustomProfile -Id {KnownFleet.WifiProfileId} | New-KandjiCustomProfile Copy");
        Assert.Contains("-RunsOn", without.Error.Exception.Message);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));

        Shell.Run($"Get-KandjiCustomProfile -Id {KnownFleet.WifiProfileId} | New-KandjiCustomProfile Copy -RunsOn iPad").Succeeded();
    }

    [Fact]
    public void Get_ShowsContentsAndPlatforms()
    {
        CustomProfile profile =
            Assert.Single(Shell.Run($"Get-KandjiCustomProfile '{KnownFleet.WifiProfileName}'").Succeeded().As<CustomProfile>());

        Assert.Equal(["Mac", "iPhone", "iPad"], profile.Platforms);
        Assert.Contains("<plist", profile.Profile);
    }

    [Fact]
    public void New_FromAFile_SendsItAsItIs()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Screen lock.mobileconfig", Profile);

        CustomProfile profile = Assert.Single(Shell.Run(
            "$input | New-KandjiCustomProfile -RunsOn mac, appletv -Active $false", new FileInfo(folder.Path + "/Screen lock.mobileconfig"))
                .Succeeded().As<CustomProfile>());

        Assert.Equal(("Screen lock", Profile, false), (profile.Name, profile.Profile, profile.Active));
        Assert.Equal(["Mac", "AppleTV"], profile.Platforms);
        Assert.StartsWith("multipart/form-data", Shell.Tenant.Log.Entries.Single().Headers["Content-Type"]);
    }

    [Fact]
    public void New_FromText_AndAsACopy_SendsTheContents()
    {
        var profiles = Shell.Run(
            $"$new = New-KandjiCustomProfile 'A \"b\"' -Content '{Profile}' -RunsOn iPad; $new; $new | New-KandjiCustomProfile 'Copy'")
                .Succeeded().As<CustomProfile>();

        Assert.Equal(["A \"b\"", "Copy"], profiles.Select(p => p.Name!));
        Assert.All(profiles, p => Assert.Equal(Profile, p.Profile));
        Assert.All(profiles, p => Assert.Equal(["iPad"], p.Platforms));
    }

    [Fact]
    public void New_WhenTheServiceFindsNoProfile_WritesItsWords()
    {
        Shell.Run("New-KandjiCustomProfile A -Content 'no profile'")
            .Failed("KandjiBadRequest,Kandji.PowerShell.Library.NewKandjiCustomProfile", "This is no profile");
    }

    [Fact]
    public void New_FromTextWithoutAName_SendsNothing()
    {
        Shell.Run("New-KandjiCustomProfile -Content '<plist/>'").Failed("KandjiInvalidArgument");

        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Set_WithoutAFile_LeavesTheContents()
    {
        string? before = (string?)Shell.Tenant.State.Library[KnownFleet.WifiProfileId].Fields["profile"];

        CustomProfile profile = Assert.Single(
            Shell.Run($"Set-KandjiCustomProfile '{KnownFleet.WifiProfileName}' -Name 'Wi-Fi' -RunsOn iPhone").Succeeded()
                .As<CustomProfile>());

        Assert.Equal(("Wi-Fi", before), (profile.Name, profile.Profile));
        Assert.Equal(["iPhone"], profile.Platforms);
    }

    [Fact]
    public void Set_WithAFile_ReplacesTheContents()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.mobileconfig", Profile);

        Shell.Run($"Get-KandjiCustomProfile '{KnownFleet.WifiProfileName}' | Set-KandjiCustomProfile -Path '{path}'")
            .Succeeded();

        Assert.Equal(Profile, (string?)Shell.Tenant.State.Library[KnownFleet.WifiProfileId].Fields["profile"]);
    }

    [Theory]
    [InlineData($"Set-KandjiCustomProfile {KnownFleet.WifiProfileId} -Name $half")]
    [InlineData($"Set-KandjiCustomProfile {KnownFleet.WifiProfileId} -Content $half")]
    [InlineData("New-KandjiCustomProfile half -Content $half -RunsOn Mac")]
    [InlineData("Invoke-KandjiApi /api/v1/tags POST -Form @{ name = $half }")]
    [InlineData("Invoke-KandjiApi /api/v1/tags POST -Body $half")]
    [InlineData("Invoke-KandjiApi /api/v1/tags POST -Body @{ name = $half } -ContentType application/x-www-form-urlencoded")]
    [InlineData("Invoke-KandjiApi /api/v1/tags POST -Query @{ name = $half }")]
    public void Change_WithHalfOfACharacter_SendsNoOtherText(string command)
    {
        InvocationResult result = Shell.Run("$half = 'half ' + [char]0xD83D; " + command);

        Assert.StartsWith("KandjiInvalidArgument,", result.Error.FullyQualifiedErrorId);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method is "POST" or "PATCH");
    }
}
