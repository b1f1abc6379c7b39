namespace Kandji.Simulator.State;

/// <summary>Secrets kept for a device; null is a secret that there is none of.</summary>
public sealed record DeviceSecrets(
    string? UserBypassCode, string? DeviceBypassCode, string? FileVaultKey, string? RecoveryPassword);
