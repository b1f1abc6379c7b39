using System.Text.Json.Nodes;

namespace Kandji.Simulator.Health;

/// <summary>Makes a tenant in which no rule finds anything, as a ground for faults.</summary>
public static class HealthyFleet
{
    private const string OsVersion = "18.6";
    private const string AgentVersion = "5.2.4 (6120)";

    /// <summary>Mends everything in a tenant.</summary>
    public static void Mend(TenantState state)
    {
        var now = state.Clock.GetUtcNow();
        foreach (var user in state.Users)
            (user.Archived, user.Active) = (false, true);
        foreach (var device in state.Devices)
            Mend(device, now);
        foreach (var blueprint in state.Blueprints.ToArray())
        {
            if (!state.Devices.Any(device => device.Blueprint == blueprint))
                state.Blueprints.Remove(blueprint.Id);
        }

        if (state.Blueprints.FirstOrDefault() is { } first)
            first.LibraryItems = [.. state.Library.Select(item => (item.Id, (string?)null))];
        else
            state.Library.Clear();
        foreach (var integration in state.AdeIntegrations)
            (integration.BrokenReason, integration.ExpiresAt) = (null, now.AddDays(300));
        foreach (var vulnerability in state.Vulnerabilities)
            vulnerability.Installations = [];
        state.AuditEvents.Clear();
        state.LicensedDevices = Math.Max(10, state.Devices.Count * 2);
    }

    /// <summary>Mends a device.</summary>
    public static void Mend(SimulatedDevice device, DateTimeOffset now)
    {
        var isMac = device.Platform == DevicePlatform.Mac;
        device.LastCheckIn = now.AddMinutes(-4);
        device.LastCheckInStyle = TimeStyle.Iso;
        device.IsMissing = device.IsRemoved = false;
        device.MdmEnabled = true;
        device.OsVersion = OsVersion;
        device.FileVaultEnabled = isMac ? true : null;
        if (isMac)
            (device.AgentInstalled, device.AgentVersion) = (true, AgentVersion);
        device.EditPrism = MendPrism;
        device.EditDetails = isMac
            ? details => details["recovery_information"]!["recovery_lock_enabled"] = true
            : null;
        foreach (var item in device.Record.LibraryItems)
            item["status"] = "PASS";
    }

    /// <summary>Changes one value of Prism about a device, which is mended otherwise.</summary>
    /// <param name="device">The device.</param>
    /// <param name="category">The category by the API's name.</param>
    /// <param name="field">The field.</param>
    /// <param name="value">The value; null for none.</param>
    public static void SetPrism(SimulatedDevice device, string category, string field, JsonNode? value) =>
        device.EditPrism = (name, row) =>
        {
            MendPrism(name, row);
            if (name == category)
                row[field] = value?.DeepClone();
        };

    private static void MendPrism(string category, JsonObject row)
    {
        switch (category)
        {
            case "application_firewall":
                row["status"] = true;
                break;
            case "gatekeeper_and_xprotect":
                row["gatekeeper_status"] = true;
                break;
            case "startup_settings":
                (row["sip"], row["secure_boot_level"]) = (true, "full");
                break;
        }
    }
}
