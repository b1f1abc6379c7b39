namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Paths that name something else than the command takes: the error says what is there, and what is expected.</summary>
public sealed class LocalPathTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("Sync-KandjiInventory {0}")]
    [InlineData("Sync-KandjiInventory {0}/inventory -Baseline")]
    [InlineData("Complete-KandjiInventory {0}")]
    [InlineData("Get-KandjiInventory {0}")]
    [InlineData("Watch-KandjiTenant {0} -Baseline")]
    [InlineData("Export-KandjiReport x.html -Inventory {0}")]
    [InlineData("Export-KandjiReport {0} -As Csv -Fast")]
    [InlineData("New-KandjiConfiguration {0}")]
    [InlineData("Export-KandjiConfiguration {0}")]
    [InlineData("Import-KandjiConfiguration {0}")]
    [InlineData("Compare-KandjiConfiguration {0}")]
    [InlineData("Sync-KandjiConfiguration {0}")]
    public void File_WhereAFolderIsExpected_IsAnErrorThatSaysSo(string command)
    {
        string file = _folder.Write("notes.txt", "mine");

        Shell.Run(command.Replace("{0}", file, StringComparison.Ordinal))
            .Failed("KandjiFileError", $"'{file}' is a file. A folder is expected.");
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("Get-KandjiPlan {0}")]
    [InlineData("Invoke-KandjiPlan {0} -Force")]
    [InlineData("Test-KandjiFleet -Policy {0}")]
    [InlineData("New-KandjiCustomScript new -Path {0}")]
    [InlineData("New-KandjiCustomProfile new -Path {0}")]
    [InlineData("New-KandjiCustomApp new -Path {0} -InstallType Package -InstallEnforcement NoEnforcement")]
    public void Folder_WhereAFileIsExpected_IsAnErrorThatSaysSo(string command) =>
        Shell.Run(command.Replace("{0}", $"'{_folder.Path}'", StringComparison.Ordinal))
            .Failed("KandjiFileError", $"'{_folder.Path}' is a folder. A file is expected.");

    // Files are written under another name at first, which nobody has given.
    [Theory]
    [InlineData("New-KandjiPolicy {0}")]
    [InlineData("Save-KandjiAdePublicKey {0}")]
    [InlineData("Export-KandjiReport {0} -As Markdown -Fast")]
    [InlineData($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag x -AsPlan | Export-KandjiPlan {{0}}")]
    [InlineData("Export-KandjiPrism Apps {0}")]
    public void File_InAFolderThatMayNotBeWrittenTo_IsAnErrorThatNamesThatFile(string command)
    {
        // The system refuses this one whoever asks.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /sys.");

        InvocationResult result = Shell.Run(command.Replace("{0}", "/sys/kandji.txt", StringComparison.Ordinal))
            .Failed("KandjiFileError", "'/sys/kandji.txt'");
        Assert.DoesNotContain(".part", result.Error.Exception.Message, StringComparison.Ordinal);
    }

    // Where one thing is meant, a pattern is not tried.
    [Theory]
    [InlineData("Remove-KandjiUser 'ada*' -Force")]
    [InlineData("Remove-KandjiBlueprint 'Eng*' -Force")]
    [InlineData("Remove-KandjiTag '*' -Force")]
    [InlineData("Remove-KandjiCustomScript '*' -Force")]
    [InlineData($"Set-KandjiDevice {KnownFleet.MacSerial} -Blueprint 'Eng*'")]
    [InlineData($"Set-KandjiDevice {KnownFleet.MacSerial} -User 'ada*'")]
    [InlineData("Remove-KandjiDevice '*' -Force")]
    public void Pattern_WhereOneThingIsMeant_IsAnErrorThatSaysSo(string command)
    {
        Shell.Run(command).Failed("KandjiNotFound", "Wildcards ");
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }
}
