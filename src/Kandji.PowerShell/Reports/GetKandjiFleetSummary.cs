using Kandji.Client.Devices;
using Kandji.Client.Tenant;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Reports;

/// <summary>
/// <para type="synopsis">
/// Counts the tenant's devices by platform, operating system, blueprint, state and when they were last seen, and shows license use.
/// </para>
/// <para type="description">
/// Writes one object for each count, largest first within a category, and in LastSeen from the most recent to never. Each device counts
/// once in each category. Blueprints of one name are counted apart, with their ids. The device list is read once,
/// 300 devices a request, and the license with one request more. A token that may not read the license gets the other counts and an error.
/// Values that the service does not send are counted as unknown; a count of licenses that it does not send is empty, not 0.
/// </para>
/// </summary>
/// <example>
///   <summary>See the fleet at a glance</summary>
///   <code>Get-KandjiFleetSummary</code>
/// </example>
/// <example>
///   <summary>Which versions of macOS are there?</summary>
///   <code>Get-KandjiFleetSummary -Category OS | Where-Object Name -like 'Mac *'</code>
/// </example>
/// <example>
///   <summary>Warn when nine in ten licenses are used</summary>
///   <code>if ((Get-KandjiFleetSummary License)[0].Share -gt 0.9) { Write-Warning 'Few licenses are left.' }</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiFleetSummary")]
[OutputType(typeof(FleetCount))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List), When = "for everything but License")]
[KandjiOperation(typeof(TenantOperations), nameof(TenantOperations.Licensing), When = "for License")]
public sealed class GetKandjiFleetSummary : KandjiCmdlet
{
    private static readonly string[] Everything = ["Platform", "OS", "Blueprint", "State", "LastSeen", "License"];
    private static readonly string[] Ages = ["within a day", "within a week", "within a month", "longer ago", "never"];

    /// <summary>The properties to count by. The default is all of them.</summary>
    [Parameter(Position = 0)]
    [EnumSpellingTransformation]
    [ValidateSet("Platform", "OS", "Blueprint", "State", "LastSeen", "License")]
    [ValidateNotNullOrEmpty]
    public string[] Category { get; set; } = Everything;

    /// <inheritdoc/>
    protected override void Process()
    {
        var asked = new HashSet<string>(Category, StringComparer.OrdinalIgnoreCase);
        if (asked.Any(category => !category.Equals("License", StringComparison.OrdinalIgnoreCase)))
        {
            List<Device> devices = Stream(Client.Devices.ListAsync(null, StopToken)).ToList();
            DateTime now = ConnectedSession.Clock.GetUtcNow().UtcDateTime;
            foreach ((string category, Func<Device, string> name) in Counted(devices, now).Where(pair => asked.Contains(pair.Category)))
                Write(category, devices, name);
        }
        if (asked.Contains("License"))
            Guard("License", WriteLicense);
    }

    private static IEnumerable<(string Category, Func<Device, string> Name)> Counted(List<Device> devices, DateTime now) =>
    [
        ("Platform", device => device.Platform ?? "unknown"),
        ("OS", device => $"{device.Platform ?? "unknown"} {device.OsVersion ?? "unknown"}"),
        ("Blueprint", CreateBlueprintName(devices)),
        ("State", State),
        ("LastSeen", device => LastSeen(device.LastCheckIn, now)),
    ];

    // Two blueprints may have the same name.
    private static Func<Device, string> CreateBlueprintName(List<Device> devices)
    {
        HashSet<string?> twins = devices.GroupBy(device => device.BlueprintName)
            .Where(named => named.Select(device => device.BlueprintId).Distinct().Count() > 1)
            .Select(named => named.Key)
            .ToHashSet();
        return device => string.IsNullOrEmpty(device.BlueprintName) ? "none"
            : twins.Contains(device.BlueprintName) ? $"{device.BlueprintName} ({device.BlueprintId})"
            : device.BlueprintName!;
    }

    private void Write(string category, List<Device> devices, Func<Device, string> name)
    {
        IEnumerable<IGrouping<string, Device>> groups = devices.GroupBy(name);
        groups = category == "LastSeen"
            ? groups.OrderBy(group => Array.IndexOf(Ages, group.Key))
            : groups.OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.CurrentCulture);
        foreach (IGrouping<string, Device> group in groups)
            WriteCount(category, group.Key, group.Count(), devices.Count);
    }

    private void WriteLicense()
    {
        License license = Await(Client.Tenant.GetLicenseAsync(StopToken));
        WriteCount("License", "All devices", Known(license.Counts?.ComputersCount), Given(license.Limits?.MaxDevices));
        LicensePlatformLimits? limits = license.Limits?.MaxDevicesPerPlatform;
        WriteCount("License", "Mac", Known(license.Counts?.MacosCount), Given(limits?.Macos));
        // The contract counts these together.
        WriteCount(
            "License", "iPhone and iPad", Known(license.Counts?.IosCount) + Known(license.Counts?.IpadosCount), Given(limits?.IosIpados));
        WriteCount("License", "AppleTV", Known(license.Counts?.TvosCount), null);
    }

    private void WriteCount(string category, string name, int? count, int? of) =>
        WriteObject(new FleetCount { Tenant = ConnectedSession.Tenant, Category = category, Name = name, Count = count, Of = of });

    // A count that is missing is no count of 0, and a negative one stands for none.
    private static int? Known(int? count) => count >= 0 ? count : null;

    // Where one number counts for all platforms, those of the platforms are 0.
    private static int? Given(int? limit) => limit > 0 ? limit : null;

    private static string State(Device device) =>
        device.IsRemoved == true ? "Removed"
        : device.IsMissing == true ? "Missing"
        : device.MdmEnabled == false ? "MDM off"
        : device.MdmEnabled == true ? "Managed"
        : "unknown";

    private static string LastSeen(DateTime? time, DateTime now) =>
        time is not { } seen ? Ages[4] : (now - seen.ToUniversalTime()).TotalDays switch
    {
        < 1 => Ages[0],
        < 7 => Ages[1],
        < 30 => Ages[2],
        _ => Ages[3],
    };
}
