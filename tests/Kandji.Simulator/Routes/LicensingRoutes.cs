namespace Kandji.Simulator.Routes;

internal static class LicensingRoutes
{
    public static void Register(RouteTable routes) => routes.Get("/api/v1/settings/licensing", "Licensing", Get);

    private static ApiResponse Get(ApiRequest apiRequest)
    {
        var counts = apiRequest.State.Devices.CountBy(d => d.Platform).ToDictionary();
        var all = counts.Values.Sum();
        var limit = apiRequest.State.LicensedDevices ?? (int)Math.Ceiling(all * 1.1);
        return ApiResponse.Json(new
        {
            counts = new
            {
                computers_count = all,
                ios_count = counts.GetValueOrDefault(DevicePlatform.iPhone),
                ipados_count = counts.GetValueOrDefault(DevicePlatform.iPad),
                macos_count = counts.GetValueOrDefault(DevicePlatform.Mac),
                tvos_count = counts.GetValueOrDefault(DevicePlatform.AppleTV),
            },
            limits = new
            {
                plan_type = "single_limit",
                max_devices = limit,
                max_devices_per_platform = new { macos = 0, ios_ipados = 0 },
            },
            tenantOverLicenseLimit = all > limit,
        });
    }
}
