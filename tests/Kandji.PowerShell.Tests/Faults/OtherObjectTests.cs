using System.Text.RegularExpressions;

namespace Kandji.PowerShell.Tests.Faults;

/// <summary>
/// A service, or a cache before it, that answers about another object than the one that was asked for by its id: nothing is shown as the
/// object's, and nothing is done to the other.
/// </summary>
public sealed class OtherObjectTests : CommandTests
{
    private const string Other = "0dd00000-0000-4000-8000-00000000000d";

    // The command, the path of its read, and the id in the answer.
    public static readonly TheoryData<string, string, string> Reads = new()
    {
        { $"Get-KandjiDevice {KnownFleet.MacId}", "devices/*", KnownFleet.MacId },
        { $"Get-KandjiDeviceDetail {KnownFleet.MacId}", "devices/*/details", KnownFleet.MacId },
        { $"Get-KandjiDeviceDetail {KnownFleet.WindowsId}", "devices/*/details", KnownFleet.WindowsId },
        { $"Get-KandjiDeviceApp {KnownFleet.MacId}", "devices/*/apps", KnownFleet.MacId },
        { $"Get-KandjiDeviceActivity {KnownFleet.MacId}", "devices/*/activity", KnownFleet.MacId },
        { $"Get-KandjiDeviceCommand {KnownFleet.MacId}", "devices/*/commands", KnownFleet.MacId },
        { $"Get-KandjiDeviceLibraryItem {KnownFleet.MacId}", "devices/*/library-items", KnownFleet.MacId },
        { $"Get-KandjiDeviceParameter {KnownFleet.MacId}", "devices/*/parameters", KnownFleet.MacId },
        { $"Get-KandjiDeviceStatus {KnownFleet.MacId}", "devices/*/status", KnownFleet.MacId },
        { $"Get-KandjiDeviceLostMode {KnownFleet.LostPadId}", "devices/*/details/lostmode", KnownFleet.LostPadId },
        { $"Get-KandjiBlueprint -Id {KnownFleet.EngineeringId}", "blueprints/*", KnownFleet.EngineeringId },
        { $"Get-KandjiUser -Id {KnownFleet.AdaId}", "users/*", KnownFleet.AdaId },
        { $"Get-KandjiCustomScript -Id {KnownFleet.ScriptId}", "library/custom-scripts/*", KnownFleet.ScriptId },
        { $"Get-KandjiCustomProfile -Id {KnownFleet.WifiProfileId}", "library/custom-profiles/*", KnownFleet.WifiProfileId },
        { $"Get-KandjiCustomApp -Id {KnownFleet.CustomAppId}", "library/custom-apps/*", KnownFleet.CustomAppId },
        { $"Get-KandjiInHouseApp -Id {KnownFleet.InHouseAppId}", "library/ipa-apps/*", KnownFleet.InHouseAppId },
        {
            $"Get-KandjiAdeIntegration -Id {KnownFleet.AdeIntegrationId}", "integrations/apple/ade/*", KnownFleet.AdeIntegrationId
        },
        { $"Get-KandjiAdeDevice {KnownFleet.NewMacAdeId}", "integrations/apple/ade/devices/*", KnownFleet.NewMacAdeId },
        {
            $"Get-KandjiVulnerability {KnownFleet.CriticalCve}", "vulnerability-management/vulnerabilities/*", KnownFleet.CriticalCve
        },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public void Read_AnsweredAboutAnother_IsAnErrorAndShowsNothing(string command, string path, string id)
    {
        Assert.NotEmpty(Shell.Run(command).Succeeded().Output);
        Shell.Tenant.Faults.Add($"GET /api/v1/{path}", Fault.RewriteBody(body => body.Replace(id, Other, StringComparison.Ordinal)));
        Shell.Tenant.Log.Clear();

        InvocationResult run = Shell.Run(command).Failed("KandjiInvalidResponse", Other, id);

        Assert.Empty(run.Output);
        // What was read whole and does not fit is not asked for again.
        Assert.Single(Shell.Tenant.Log.Entries, entry => new Regex($"^/api/v1/{path.Replace("*", "[^/]+")}$").IsMatch(entry.Path));
    }

    [Theory]
    [InlineData($"Invoke-KandjiDeviceAction {KnownFleet.MacId} Erase -Pin 123456 -Force", KnownFleet.MacId)]
    [InlineData($"Lock-KandjiDevice {KnownFleet.MacId} -Force", KnownFleet.MacId)]
    [InlineData($"Restart-KandjiDevice {KnownFleet.MacId}", KnownFleet.MacId)]
    [InlineData($"Remove-KandjiDevice {KnownFleet.MacId} -Force", KnownFleet.MacId)]
    [InlineData($"Set-KandjiDevice {KnownFleet.MacId} -AssetTag a", KnownFleet.MacId)]
    [InlineData($"[pscustomobject]@{{ device_id = '{KnownFleet.MacId}' }} | Remove-KandjiDevice -Force", KnownFleet.MacId)]
    [InlineData($"Remove-KandjiUser {KnownFleet.IdleId} -Force", KnownFleet.IdleId)]
    [InlineData($"Remove-KandjiBlueprint {KnownFleet.FirstTwiceId} -Force", KnownFleet.FirstTwiceId)]
    [InlineData($"Remove-KandjiCustomScript {KnownFleet.ScriptId} -Force", KnownFleet.ScriptId)]
    [InlineData($"Set-KandjiCustomScript {KnownFleet.ScriptId} -Active $false", KnownFleet.ScriptId)]
    [InlineData($"Remove-KandjiAdeIntegration {KnownFleet.AdeIntegrationId} -Force", KnownFleet.AdeIntegrationId)]
    [InlineData($"Set-KandjiAdeIntegration {KnownFleet.AdeIntegrationId} -Phone 1", KnownFleet.AdeIntegrationId)]
    public void Change_OfWhatIsReadAsAnother_IsNotMadeToTheOther(string command, string id)
    {
        Shell.Tenant.Faults.Add("GET /**", Fault.RewriteBody(body => body.Replace(id, Other, StringComparison.Ordinal)));

        InvocationResult run = Shell.Run(command);

        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Path.Contains(Other, StringComparison.Ordinal));
        Assert.True(run.Error is not null);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }
}
