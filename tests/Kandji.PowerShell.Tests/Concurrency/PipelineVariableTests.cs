using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Concurrency;

/// <summary>With -ThrottleLimit 1 an answer is written while -PipelineVariable still holds the object that it is about.</summary>
public sealed class PipelineVariableTests : CommandTests
{
    private const string Devices = "Get-KandjiDevice -Platform Mac -First 5";

    /// <summary>
    /// The source of the objects, a command, and the expression of the object that a row is about and that of the row itself.
    /// </summary>
    public static TheoryData<string, string, string, string> Commands { get; } = new()
    {
        { Devices, "Get-KandjiDeviceDetail", "$in.DeviceId", "$_.DeviceId" },
        { Devices, "Get-KandjiDeviceApp", "$in.DeviceId", "$_.DeviceId" },
        { Devices, "Get-KandjiDeviceActivity", "$in.DeviceId", "$_.DeviceId" },
        { Devices, "Get-KandjiDeviceCommand", "$in.DeviceId", "$_.DeviceId" },
        { Devices, "Get-KandjiDeviceLibraryItem", "$in.DeviceId", "$_.DeviceId" },
        { Devices, "Get-KandjiDeviceParameter", "$in.DeviceId", "$_.DeviceId" },
        { Devices, "Get-KandjiDeviceStatus", "$in.DeviceId", "$_.DeviceId" },
        { Devices, "Get-KandjiDeviceSecret -Type FileVaultKey -ErrorAction SilentlyContinue", "$in.DeviceId", "$_.DeviceId" },
        { Devices, "Get-KandjiComplianceReport", "$in.DeviceId", "$_.DeviceId" },
        { Devices, "Set-KandjiDevice -AddTag 'in-step'", "$in.DeviceId", "$_.DeviceId" },
        { Devices, "Set-KandjiDevice -AssetTag 'in-step'", "$in.DeviceId", "$_.DeviceId" },
        { Devices, "Invoke-KandjiDeviceAction -Action BlankPush", "$in.DeviceId", "$_.DeviceId" },
        { "Get-KandjiVulnerability -First 5", "Get-KandjiVulnerabilityDevice", "$in.CveId", "$_.CveId" },
        { "Get-KandjiVulnerability -First 5", "Get-KandjiVulnerabilitySoftware", "$in.CveId", "$_.CveId" },
        { "Get-KandjiBlueprint", "Get-KandjiBlueprintLibraryItem", "$in.Id", "$_.BlueprintId" },
        {
            $"'{KnownFleet.WifiProfileId}', '{KnownFleet.ScriptId}', '{KnownFleet.CustomAppId}' | ForEach-Object {{ $_ }}",
            "Get-KandjiLibraryItemStatus", "$in", "$_.LibraryItemId"
        },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Row_OfAThrottleLimitOfOne_GoesWithItsObject(string source, string command, string expected, string actual)
    {
        List<string> pairs = Shell.Run(
            $"{source} -PipelineVariable in | {command} -ThrottleLimit 1 | ForEach-Object {{ \"$({expected}) $({actual})\" }}")
            .Succeeded().As<string>();

        Assert.NotEmpty(pairs);
        Assert.All(pairs, pair => Assert.Equal(pair.Split(' ')[0], pair.Split(' ')[1]));
        Assert.True(pairs.Distinct().Count() > 1, "The rows are about one object only.");
    }

    [Fact]
    public void ThrottleLimit_OfEveryCommand_IsDescribedWithPipelineVariable() =>
        Assert.Empty(
            from cmdlet in CmdletOperations.AllCmdlets()
            where cmdlet.Type.GetProperty("ThrottleLimit") is not null
            where !File.ReadAllText(Path.Combine(Repository.Root, "docs", "commands", cmdlet.Name + ".md")).Contains(
                "with -PipelineVariable use 1", StringComparison.Ordinal)
            select cmdlet.Name);
}
