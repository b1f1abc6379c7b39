namespace Kandji.Automation.Health;

/// <summary>The costs of the lists.</summary>
internal static class FleetSources
{
    /// <summary>The rows of a page of most lists.</summary>
    public const int PageSize = 300;

    private const int VulnerabilityPageSize = 50;
    private const int LibraryKinds = 4;

    /// <summary>The lists that a list is read with.</summary>
    public static IReadOnlyList<FleetSource> Requirements(FleetSource source) => source switch
    {
        FleetSource.FileVault or FleetSource.ActivationLock or FleetSource.Firewall or FleetSource.Gatekeeper or FleetSource.Startup
            or FleetSource.Information or FleetSource.MacDetails => [FleetSource.Devices],
        FleetSource.Apps => [FleetSource.Devices, FleetSource.Information],
        FleetSource.BlueprintItems => [FleetSource.Blueprints],
        FleetSource.ItemStates => [FleetSource.Devices, FleetSource.LibraryItems, FleetSource.Blueprints, FleetSource.BlueprintItems],
        _ => [],
    };

    /// <summary>Indicates whether a list takes a request for each thing, which -Fast leaves out.</summary>
    public static bool IsSlow(FleetSource source) =>
        source is FleetSource.BlueprintItems or FleetSource.ItemStates or FleetSource.MacDetails;

    /// <summary>The cost of a list, in words.</summary>
    public static string DescribeCost(FleetSource source) => source switch
    {
        FleetSource.Devices => "a request for every 300 devices",
        FleetSource.Users => "a request for each page of users",
        FleetSource.Licenses => "one request",
        FleetSource.FileVault or FleetSource.Firewall or FleetSource.Gatekeeper or FleetSource.Startup => "a request for every 300 Macs",
        FleetSource.ActivationLock or FleetSource.Information => "a request for every 300 Apple devices",
        FleetSource.Apps => "a request for every 300 installations of the applications that the policy names",
        FleetSource.Vulnerabilities => "a request for every 50 vulnerabilities",
        FleetSource.AdeIntegrations => "a request for every 300 integrations",
        FleetSource.AdeDevices => "a request for every 300 devices that Apple knows",
        FleetSource.Blueprints => "a request for every 300 blueprints",
        FleetSource.LibraryItems => "four requests, and one for every further 300 library items of a kind",
        FleetSource.AuditEvents => "a request for every 500 events, and one for the administrators",
        FleetSource.BlueprintItems => "a request for each blueprint",
        FleetSource.ItemStates => "a request for every 300 devices of each library item, and one for each item that fails",
        _ => "a request for each Mac",
    };

    /// <summary>The name of a list, for messages.</summary>
    public static string Name(FleetSource source) => source switch
    {
        FleetSource.Devices => "the devices",
        FleetSource.Users => "the users",
        FleetSource.Licenses => "the licenses",
        FleetSource.FileVault => "FileVault",
        FleetSource.ActivationLock => "Activation Lock",
        FleetSource.Firewall => "the firewall",
        FleetSource.Gatekeeper => "Gatekeeper",
        FleetSource.Startup => "the startup settings",
        FleetSource.Information => "the device information",
        FleetSource.Apps => "the applications",
        FleetSource.Vulnerabilities => "the vulnerabilities",
        FleetSource.AdeIntegrations => "the Automated Device Enrollment integrations",
        FleetSource.AdeDevices => "the Automated Device Enrollment devices",
        FleetSource.Blueprints => "the blueprints",
        FleetSource.LibraryItems => "the library items",
        FleetSource.AuditEvents => "the audit log",
        FleetSource.BlueprintItems => "the library items of the blueprints",
        FleetSource.ItemStates => "the statuses of the library items",
        _ => "the details of the Macs",
    };

    /// <summary>How many requests a list takes, as far as can be told from what was read before.</summary>
    public static int Estimate(FleetSource source, FleetSnapshot known)
    {
        int devices = known.Devices.Count;
        return source switch
        {
            // Its pages overlap by one device, and the end is asked for.
            FleetSource.Devices => Pages(devices, PageSize - 1) + 1,
            FleetSource.Users or FleetSource.AdeDevices => Pages(devices),
            FleetSource.FileVault or FleetSource.Firewall or FleetSource.Gatekeeper or FleetSource.Startup => Pages(CountMacs(known)),
            FleetSource.ActivationLock or FleetSource.Information or FleetSource.Apps => Pages(devices),
            FleetSource.Vulnerabilities => Pages(known.Vulnerabilities.Count, VulnerabilityPageSize),
            FleetSource.LibraryItems => LibraryKinds,
            FleetSource.AuditEvents => 2,
            FleetSource.BlueprintItems => known.Blueprints.Count,
            FleetSource.ItemStates => CountItems(known) * Pages(devices),
            FleetSource.MacDetails => CountMacs(known),
            _ => 1,
        };
    }

    /// <summary>How many pages a list of a length has; an empty one has one.</summary>
    public static int Pages(int count, int size = PageSize) => Math.Max(1, (count + size - 1) / size);

    private static int CountMacs(FleetSnapshot known) =>
        known.Devices.Count(device => device.Platform == "Mac" && device.IsRemoved != true);

    private static int CountItems(FleetSnapshot known) => known.LibraryItems.Select(item => item.Id)
        .Concat(known.BlueprintItems.Select(item => item.Id ?? "")).Distinct(StringComparer.OrdinalIgnoreCase).Count();
}
