using System.Globalization;

namespace Kandji.PowerShell.Tests.Faults;

/// <summary>
/// Runs random pipelines between three tenants whose ids, serial numbers and names are all the same. No tenant gets a request about an
/// object that did not come from it, and each one that an object came from does. KANDJI_TESTS=full runs ten times as many.
/// </summary>
public sealed class TenantFuzzTests
{
    private const int Seed = 20261128;

    private static readonly int Count = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 1000 : 100;

    private static readonly string[] Names = ["a", "b", "c"];

    // The kind of object, the parameter that takes it, the columns by which a row names it, and the commands that use it.
    private static readonly (string Read, string Parameter, string[] Columns, string[] Uses)[] Kinds =
    [
        ("Get-KandjiDevice -Platform Mac", "Device", ["SerialNumber"],
        [
            "Get-KandjiDevice", "Get-KandjiDeviceDetail", "Get-KandjiDeviceApp", "Get-KandjiDeviceActivity", "Get-KandjiDeviceStatus",
            "Get-KandjiComplianceReport", "Set-KandjiDevice -AssetTag {0}", "Set-KandjiDevice -AddTag Loaner", "Restart-KandjiDevice",
            "Invoke-KandjiDeviceAction -Action BlankPush", "Invoke-KandjiDeviceAction -Action Lock -Force",
            "New-KandjiDeviceNote -Content {0}",
            "Rename-KandjiDevice -NewName {0}", "Move-KandjiDevice -Blueprint Sales", "Get-KandjiPrism -Category FileVault",
            "Get-KandjiDeviceSecret -Type FileVaultKey", "Lock-KandjiDevice -Force -ThrottleLimit 4",
        ]),
        ($"Get-KandjiUser {KnownFleet.AdaEmail}", "User", ["Email"], ["Get-KandjiUser", "Remove-KandjiUser -UnassignDevices -Force"]),
        ("Get-KandjiBlueprint -Name Sales", "Blueprint", ["BlueprintId"],
        [
            "Get-KandjiBlueprintLibraryItem", "Set-KandjiBlueprint -Description {0}", "Get-KandjiDevice",
        ]),
        ($"Get-KandjiTag -Id {KnownFleet.PilotTagId}", "Tag", ["TagId"], ["Get-KandjiDevice", "Rename-KandjiTag -NewName Loaner{0}"]),
        ($"Get-KandjiCustomScript -Id {KnownFleet.ScriptId}", "CustomScript", ["LibraryItemId"],
        [
            "Set-KandjiCustomScript -Restart", "Get-KandjiLibraryItemStatus", "Get-KandjiLibraryItemActivity",
        ]),
        ($"Get-KandjiDeviceNote {KnownFleet.MacSerial}", "Device", [], ["Set-KandjiDeviceNote -Content {0}", "Get-KandjiDevice"]),
        ("Get-KandjiAdeIntegration", "Integration", [], ["Get-KandjiAdeIntegration", "Set-KandjiAdeIntegration -Phone {0}"]),
        ("Get-KandjiVulnerability", "CveId", ["CveId"],
        [
            "Get-KandjiVulnerability", "Get-KandjiVulnerabilityDevice", "Get-KandjiVulnerabilitySoftware",
            "Get-KandjiVulnerabilityDetection",
        ]),
    ];

    [Fact]
    public async Task RandomPipelines_BetweenTenantsThatLookAlike_StayInTheTenantOfTheirObjects()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 30 });
        await using SimulatedTenant b = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 30 });
        await using SimulatedTenant c = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 30 });
        shell.Open(b, "b");
        shell.Open(c, "c");
        shell.Run("$a = Get-KandjiSession").Succeeded();
        SimulatedTenant[] tenants = [shell.Tenant, b, c];
        foreach (SimulatedTenant tenant in tenants)
        {
            // Nothing is really removed, so that every pipeline finds what it names.
            tenant.Faults.Add("DELETE /**", Fault.Status(204));
        }
        var random = new Random(Seed);
        int[] requests = new int[3];
        int taken = 0;

        for (int i = 0; i < Count; i++)
        {
            var kind = Kinds[random.Next(Kinds.Length)];
            int[] from = [.. Enumerable.Range(0, 3).OrderBy(_ => random.Next()).Take(random.Next(1, 3)).Order()];
            // Two of each tenant at most.
            string read = $"$n = @{{}}; $x = @({kind.Read} -Session {string.Join(", ", from.Select(index => "$" + Names[index]))} | "
                + "Where-Object { ($n[$_.Tenant] += 1) -le 2 })";
            string use = string.Format(CultureInfo.InvariantCulture, kind.Uses[random.Next(kind.Uses.Length)], random.Next(1000));
            string pipeline = Carry(random, kind.Parameter, kind.Columns, use);
            string whole = $"Seed {Seed}, pipeline {i}: {read}; {pipeline}";
            Assert.NotEmpty(shell.Run(read + "; $x").Succeeded().Output);
            foreach (SimulatedTenant tenant in tenants)
                tenant.Log.Clear();

            InvocationResult result = shell.Run(pipeline);

            // Some commands take an object and not a row or what a file brought back.
            bool isTaken = result.Errors.Append(result.Terminating).All(
                error => error?.Exception is not ParameterBindingException);
            taken += isTaken ? 1 : 0;
            for (int index = 0; index < tenants.Length; index++)
            {
                int count = tenants[index].Log.Count;
                requests[index] += count;
                Assert.True(
                    count == 0 ? !isTaken || !from.Contains(index) : from.Contains(index),
                    $"{whole}\n{Names[index]} got {count} requests: {string.Join(", ", tenants[index].Log.Entries)}\n"
                        + string.Join("\n", result.Errors.Append(result.Terminating)));
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"Seed {Seed}: {taken} of {Count} pipelines, {string.Join(", ", requests)} requests.");
        Assert.True(taken > Count * 3 / 4, $"{taken} of {Count}");
        Assert.All(requests, count => Assert.NotEqual(0, count));
    }

    // The ways that objects take to a command.
    private static string Carry(Random random, string parameter, string[] columns, string use)
    {
        string row = string.Join("; ", columns.Append("Tenant").Select(column => $"{column} = $_.{Property(column)}"));
        return random.Next(columns.Length == 0 ? 5 : parameter == "Device" ? 8 : 7) switch
        {
            0 => $"$x | {use}",
            1 => $"$x | ForEach-Object {{ $_ }} | {use} -ErrorAction Continue",
            2 => "$x | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize("
                + $"[Management.Automation.PSSerializer]::Serialize($_)) }} | {use}",
            3 => $"foreach ($one in $x) {{ $one | {use} }}",
            // As Select-Object *.
            4 => "$x | ForEach-Object { $all = [ordered]@{}; $_.PSObject.Properties | ForEach-Object { $all[$_.Name] = $_.Value }; "
                + $"[pscustomobject]$all }} | {use}",
            5 => $"$x | ForEach-Object {{ [pscustomobject]@{{ {row} }} }} | {use}",
            7 => $"{use} -{parameter} $x",
            _ => $"$x | ForEach-Object {{ @{{ {row} }} }} | {use}",
        };
    }

    // The ids of blueprints, tags and library items are in a property Id.
    private static string Property(string column) => column is "BlueprintId" or "TagId" or "LibraryItemId" ? "Id" : column;
}
