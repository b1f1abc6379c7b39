using Kandji.Client.Devices;

namespace Kandji.PowerShell.Tests;

/// <summary>Hostile input of a person, a CSV file, or the service itself.</summary>
public sealed class HostileInputTests : CommandTests
{
    public static readonly TheoryData<string> Names =
    [
        "../users", "..", ".", "a/b", "a\\b", "a?archived=true", "a#b", "100%", "%2e%2e%2fusers", "a&limit=1", "line\nbreak", "nul\0",
        "it's", "a\"b", "`$(x)",
        "🙂", "Ångström", "[a-z]*", "*", "?", new string('x', 10_000), "=cmd|' /C calc'!A0", "-Force",
        "a1000000-0000-4000-8000-000000000001/../x",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reference_ThatIsHostile_NeverReachesAnotherEndpoint(string text)
    {
        int devices = Shell.Tenant.State.Devices.Count(), users = Shell.Tenant.State.Users.Count();

        InvocationResult result = Shell.Run("""
            $text = @($input)[0]
            Get-KandjiDevice -Device $text
            Get-KandjiUser -Id $text
            Get-KandjiBlueprint -Id $text
            Get-KandjiDevice -Name $text
            Invoke-KandjiDeviceAction -Device $text -Action Erase -Force
            Remove-KandjiUser -User $text -Force
            """, text);

        Assert.All(Shell.Tenant.Log.Entries,
            e => Assert.Contains(e.Path, new[] { "/api/v1/devices", "/api/v1/users", "/api/v1/blueprints" }));
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
        Assert.All(result.Errors,
            error => Assert.False(error.FullyQualifiedErrorId.StartsWith("KandjiServerError", StringComparison.Ordinal), error.ToString()));
        Assert.Equal((devices, users), (Shell.Tenant.State.Devices.Count(), Shell.Tenant.State.Users.Count()));
    }

    [Fact]
    public void NameWithTerminalEscapes_ReachesTheScreenWithoutThem()
    {
        const string name = "\u009b31m\u007f\u001b]0;owned\u0007\u001b[2JMac\r\nnew\u202e line";
        Shell.Tenant.State.Devices[KnownFleet.MacId].Name = name;
        Shell.Host.Answers.Enqueue("No");

        string table = Shell.Show($"Get-KandjiDevice {KnownFleet.MacId}");
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacId} Erase").Succeeded();
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacId} Erase -WhatIf").Succeeded();

        string error = Shell.Run("Invoke-KandjiDeviceAction (@($input)[0]) Erase -Force", name).Error.ToString();

        Assert.Contains("\u241b]0;owned", error, StringComparison.Ordinal);
        Assert.DoesNotContain(table + error + string.Concat(Shell.Host.Questions), c => c is '\u202e' or '\u001b');
        Assert.DoesNotContain('\u001b', table);
        Assert.DoesNotContain('\u0007', table);
        Assert.DoesNotContain('\u009b', table + string.Concat(Shell.Host.Questions));
        Assert.DoesNotContain('\u007f', table + string.Concat(Shell.Host.Questions));
        Assert.DoesNotContain('\u001b', string.Concat(Shell.Host.Questions));
        Assert.DoesNotContain('\u001b', string.Concat(Shell.Host.Lines.Where(line => line.Contains("What if"))));
        foreach (string command in new[]
        {
            $"Get-KandjiDevice {KnownFleet.MacId}", $"Get-KandjiDeviceDetail {KnownFleet.MacId}",
            $"Get-KandjiDeviceStatus {KnownFleet.MacId}",
            $"Get-KandjiPrism FileVault -Device {KnownFleet.MacId}", $"Get-KandjiDevice {KnownFleet.MacId} | Get-KandjiComplianceReport",
            $"Invoke-KandjiDeviceAction {KnownFleet.MacId} BlankPush",
            $"Invoke-KandjiDeviceAction {KnownFleet.MacId} BlankPush | Wait-KandjiDeviceCommand",
            $"Get-KandjiDevice {KnownFleet.MacId} | Set-KandjiDevice -AssetTag x",
            $"Get-KandjiDeviceApp {KnownFleet.MacId}",
        })
        {
            string shown = string.Join('\n',
                Shell.Run(command + " | ForEach-Object { $_.DeviceName; $_.psobject.Properties['DeviceName'].Value }")
                    .Succeeded().As<string>());
            Assert.Contains("\u241b", shown, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', shown);
        }
        Assert.Equal("",
            Assert.Single(
                Shell.Run($"[Kandji.PowerShell.Views.DisplayText]::OtherFields((Get-KandjiDevice {KnownFleet.MacId}))")
                    .Succeeded().As<string>()));
        Assert.Equal(
            name, Assert.Single(Shell.Run($"Get-KandjiDevice {KnownFleet.MacId}").Succeeded().As<Device>()).DeviceName);
    }

    // An empty variable in a script must not make a command about everything of a command about something.
    [Fact]
    public async Task Filter_ThatIsGivenNothing_ListsNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 20 });

        InvocationResult result = shell.Run("""
            $common = [System.Management.Automation.PSCmdlet]::CommonParameters + 'Session'
            foreach ($command in Get-Command -Module Kandji -Verb Get) {
                foreach ($parameter in $command.Parameters.Values) {
                    if ($parameter.Name -in $common -or $parameter.ParameterType -eq [switch]) { continue }
                    foreach ($nothing in $null, @()) {
                        $given = @{ $parameter.Name = $nothing }
                        if ($command.Name -like '*Prism' -and $parameter.Name -ne 'Category') {
                            $given.Category = 'Apps'
                        }
                        try { $found = @(& $command @given -ErrorAction Ignore) } catch { $found = @() }
                        if ($found.Count -gt 0) { "$($command.Name) -$($parameter.Name)" }
                    }
                }
            }
            """).Succeeded();

        Assert.Empty(result.As<string>());
    }

    [Fact]
    public void RowWithoutAnythingThatNamesADevice_IsOneErrorAndTheRestGoOn()
    {
        InvocationResult result =
            Shell.Run($"[pscustomobject]@{{ serial_number = ''; note = 'x' }}, "
                + $"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}' }} | Get-KandjiDevice");

        Assert.Single(result.Errors);
        Assert.Equal(KnownFleet.MacId, Assert.Single(result.As<Device>()).DeviceId);
    }
}
