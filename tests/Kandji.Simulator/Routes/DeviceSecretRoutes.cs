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

    private static ApiResponse BypassCode(ApiRequest apiRequest)
    {
        var secrets = DeviceRoutes.Find(apiRequest).Record.Secrets;
        return secrets is { UserBypassCode: null, DeviceBypassCode: null }
            ? throw None()
            : ApiResponse.Json(new { user_based_albc = secrets.UserBypassCode, device_based_albc = secrets.DeviceBypassCode });
    }

    private static ApiResponse FileVaultKey(ApiRequest apiRequest) =>
        ApiResponse.Json(new { key = DeviceRoutes.Find(apiRequest).Record.Secrets.FileVaultKey ?? throw None() });

    private static ApiResponse UnlockPin(ApiRequest apiRequest) =>
        ApiResponse.Json(new { pin = DeviceRoutes.Find(apiRequest).UnlockPin ?? throw None() });

    private static ApiResponse RecoveryPassword(ApiRequest apiRequest) =>
        ApiResponse.Json(new { recovery_password = DeviceRoutes.Find(apiRequest).Record.Secrets.RecoveryPassword ?? throw None() });

    private static ApiErrorException None() => new(404, ErrorShape.Error, "Nothing is kept for this device.");
}
