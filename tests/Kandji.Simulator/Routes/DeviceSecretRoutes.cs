using Kandji.Simulator.Http;

namespace Kandji.Simulator.Routes;

/// <summary>Secrets kept for a device. One that there is none of is not found.</summary>
internal static class DeviceSecretRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/devices/{device_id}/secrets/bypasscode", "Get Activation Lock Bypass Code", BypassCode);
        routes.Get("/api/v1/devices/{device_id}/secrets/filevaultkey", "Get FileVault Recovery Key", FileVaultKey);
        routes.Get("/api/v1/devices/{device_id}/secrets/unlockpin", "Get Unlock Pin", UnlockPin);
        routes.Get("/api/v1/devices/{device_id}/secrets/recoverypassword", "Get Recovery Lock Password", RecoveryPassword);
    }

    private static Answer BypassCode(Call call)
    {
        var secrets = DeviceRoutes.Find(call).Record.Secrets;
        return secrets is { UserBypassCode: null, DeviceBypassCode: null }
            ? throw None()
            : Answer.Json(new { user_based_albc = secrets.UserBypassCode, device_based_albc = secrets.DeviceBypassCode });
    }

    private static Answer FileVaultKey(Call call) =>
        Answer.Json(new { key = DeviceRoutes.Find(call).Record.Secrets.FileVaultKey ?? throw None() });

    private static Answer UnlockPin(Call call) =>
        Answer.Json(new { pin = DeviceRoutes.Find(call).UnlockPin ?? throw None() });

    private static Answer RecoveryPassword(Call call) =>
        Answer.Json(new { recovery_password = DeviceRoutes.Find(call).Record.Secrets.RecoveryPassword ?? throw None() });

    private static Refusal None() => new(404, ErrorShape.Error, "Nothing is kept for this device.");
}
