using Kandji.Client.Devices;
using Kandji.Client.Prism;

namespace Kandji.Automation.Health.Rules;

/// <summary>Rules about what Prism collected, device by device.</summary>
internal static class PrismRules
{
    private static readonly string[] ApplePlatforms = ["Mac", "iPhone", "iPad", "AppleTV", "Vision"];

    /// <summary>FileVault is off.</summary>
    public static void DiskNotEncrypted(RuleContext context) => EachMac(
        context, context.Snapshot.FileVault, row => IsGood(row.Status),
        (device, _) => $"FileVault is off on {device}.",
        row => [("Status", row.Status), ("LastCollectedAt", row.LastCollectedAt)]);

    /// <summary>FileVault is on, and the service does not have the key.</summary>
    public static void KeyNotEscrowed(RuleContext context) => EachMac(
        context, context.Snapshot.FileVault, row => row.Status switch
        {
            null => Verdict.Unknown,
            false => Verdict.NotApplicable,
            _ => IsGood(row.KeyEscrowed),
        },
        (device, _) => $"FileVault is on on {device}, and its recovery key is not escrowed.",
        row => [("KeyEscrowed", row.KeyEscrowed), ("KeyType", row.KeyType), ("LastCollectedAt", row.LastCollectedAt)]);

    /// <summary>The recovery key has to be made anew.</summary>
    public static void KeyRegenerationNeeded(RuleContext context) => EachMac(
        context, context.Snapshot.FileVault, row => row.Status switch
        {
            null => Verdict.Unknown,
            false => Verdict.NotApplicable,
            _ => IsGood(!row.RegenerationNeeded),
        },
        (device, _) => $"The FileVault recovery key of {device} has to be regenerated before it can be escrowed.",
        row =>
        [
            ("RegenerationNeeded", row.RegenerationNeeded), ("KeyEscrowed", row.KeyEscrowed), ("LastCollectedAt", row.LastCollectedAt),
        ]);

    /// <summary>The service could not get the code that lifts Activation Lock.</summary>
    public static void BypassCodeFailed(RuleContext context) => Each(
        context, context.Snapshot.ActivationLock, ApplePlatforms,
        row => row.ActivationLockSupported == false ? Verdict.NotApplicable : IsGood(!row.BypassCodeFailed),
        (device, _) => $"The bypass code for the Activation Lock of {device} could not be obtained.",
        row =>
        [
            ("BypassCodeFailed", row.BypassCodeFailed), ("DeviceActivationLockEnabled", row.DeviceActivationLockEnabled),
            ("UserActivationLockEnabled", row.UserActivationLockEnabled),
        ]);

    /// <summary>The application firewall is off.</summary>
    public static void FirewallOff(RuleContext context) => EachMac(
        context, context.Snapshot.Firewall, row => IsGood(row.Status),
        (device, _) => $"The application firewall is off on {device}.",
        row => [("Status", row.Status), ("LastCollectedAt", row.LastCollectedAt)]);

    /// <summary>Gatekeeper is off.</summary>
    public static void GatekeeperOff(RuleContext context) => EachMac(
        context, context.Snapshot.Gatekeeper, row => IsGood(row.GatekeeperStatus),
        (device, _) => $"Gatekeeper is off on {device}.",
        row => [("GatekeeperStatus", row.GatekeeperStatus), ("LastCollectedAt", row.LastCollectedAt)]);

    /// <summary>System Integrity Protection is off.</summary>
    public static void SystemIntegrityProtectionOff(RuleContext context) => EachMac(
        context, context.Snapshot.Startup, row => IsGood(row.Sip),
        (device, _) => $"System Integrity Protection is off on {device}.",
        row => [("Sip", row.Sip), ("LastCollectedAt", row.LastCollectedAt)]);

    /// <summary>Secure boot is off. A word that is not known is no data.</summary>
    public static void SecureBootOff(RuleContext context) => EachMac(
        context, context.Snapshot.Startup, row => row.SecureBootLevel?.Trim().ToUpperInvariant() switch
        {
            "OFF" or "NONE" or "NO SECURITY" or "PERMISSIVE" => Verdict.Bad,
            "FULL" or "MEDIUM" or "REDUCED" => Verdict.Good,
            "NOT SUPPORTED" or "UNSUPPORTED" => Verdict.NotApplicable,
            _ => Verdict.Unknown,
        },
        (device, row) => $"Secure boot of {device} is '{row.SecureBootLevel}', so that any system starts.",
        row => [("SecureBootLevel", row.SecureBootLevel), ("LastCollectedAt", row.LastCollectedAt)]);

    /// <summary>A Mac starts into recovery without a password.</summary>
    public static void RecoveryLockMissing(RuleContext context)
    {
        Dictionary<string, MacRecovery> rows = ByDevice(context.Snapshot.MacDetails, row => row.DeviceId);
        foreach (Device device in context.Devices.Where(device => device.Platform == "Mac"))
        {
            // One whose details were not read is not without data: the rule says that it did not look.
            if (!rows.TryGetValue(device.DeviceId ?? "", out MacRecovery? row))
                continue;
            (bool? isOn, bool? hasPassword) = (row.Recovery?.RecoveryLockEnabled, row.Recovery?.FirmwarePasswordExist);
            if (isOn is null && hasPassword is null)
            {
                context.Unknown(RuleContext.Of(device));
                continue;
            }
            context.Check();
            if (isOn != true && hasPassword != true)
            {
                context.Found(
                    RuleContext.Of(device), $"Neither a recovery lock nor a firmware password protects {device}.",
                    [("RecoveryLockEnabled", isOn), ("FirmwarePasswordExist", hasPassword)]);
            }
        }
    }

    /// <summary>The rows by the device that they are about.</summary>
    public static Dictionary<string, T> ByDevice<T>(IEnumerable<T> rows, Func<T, string?> deviceId)
    {
        var byDevice = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (T row in rows)
            byDevice[deviceId(row) ?? ""] = row;
        return byDevice;
    }

    private static void EachMac<T>(
        RuleContext context, FleetList<T> rows, Func<T, Verdict> judge, Func<Device, T, string> message,
        Func<T, (string Name, object? Value)[]> evidence)
        where T : PrismRow => Each(context, rows, ["Mac"], judge, message, evidence);

    // Since when is not known: the time of a row's last change may be that of anything else in it.
    private static void Each<T>(
        RuleContext context, FleetList<T> rows, string[] platforms, Func<T, Verdict> judge, Func<Device, T, string> message,
        Func<T, (string Name, object? Value)[]> evidence)
        where T : PrismRow
    {
        Dictionary<string, T> byDevice = ByDevice(rows, row => row.DeviceId);
        foreach (Device device in context.Devices.Where(device => platforms.Contains(device.Platform, StringComparer.OrdinalIgnoreCase)))
        {
            Verdict verdict = byDevice.TryGetValue(device.DeviceId ?? "", out T? row) ? judge(row) : Verdict.Unknown;
            if (verdict == Verdict.Unknown)
                context.Unknown(RuleContext.Of(device));
            if (verdict is Verdict.Good or Verdict.Bad)
                context.Check();
            if (verdict == Verdict.Bad)
                context.Found(RuleContext.Of(device), message(device, row!), evidence(row!));
        }
    }

    private static Verdict IsGood(bool? value) => value switch
    {
        null => Verdict.Unknown,
        true => Verdict.Good,
        false => Verdict.Bad,
    };
}
