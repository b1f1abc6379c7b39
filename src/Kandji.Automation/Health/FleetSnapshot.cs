using Kandji.Client.Audit;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Prism;
using Kandji.Client.Tenant;
using Kandji.Client.Users;
using Kandji.Client.Vulnerabilities;

namespace Kandji.Automation.Health;

/// <summary>The lists that a test read from one tenant. One that it did not need, or could not read, says so.</summary>
internal sealed class FleetSnapshot
{
    private const string NotNeeded = "It was not needed.";

    /// <summary>The devices.</summary>
    public FleetList<Device> Devices { get; set; } = FleetList<Device>.Missing(NotNeeded);

    /// <summary>The users.</summary>
    public FleetList<User> Users { get; set; } = FleetList<User>.Missing(NotNeeded);

    /// <summary>The blueprints.</summary>
    public FleetList<Blueprint> Blueprints { get; set; } = FleetList<Blueprint>.Missing(NotNeeded);

    /// <summary>The licenses: one object.</summary>
    public FleetList<License> Licenses { get; set; } = FleetList<License>.Missing(NotNeeded);

    /// <summary>FileVault, by Mac.</summary>
    public FleetList<PrismFileVault> FileVault { get; set; } = FleetList<PrismFileVault>.Missing(NotNeeded);

    /// <summary>Activation Lock, by Apple device.</summary>
    public FleetList<PrismActivationLock> ActivationLock { get; set; } = FleetList<PrismActivationLock>.Missing(NotNeeded);

    /// <summary>The application firewall, by Mac.</summary>
    public FleetList<PrismApplicationFirewall> Firewall { get; set; } = FleetList<PrismApplicationFirewall>.Missing(NotNeeded);

    /// <summary>Gatekeeper, by Mac.</summary>
    public FleetList<PrismGatekeeperAndXProtect> Gatekeeper { get; set; } = FleetList<PrismGatekeeperAndXProtect>.Missing(NotNeeded);

    /// <summary>The startup settings, by Mac.</summary>
    public FleetList<PrismStartupSettings> Startup { get; set; } = FleetList<PrismStartupSettings>.Missing(NotNeeded);

    /// <summary>The device information, by Apple device.</summary>
    public FleetList<PrismDeviceInformation> Information { get; set; } = FleetList<PrismDeviceInformation>.Missing(NotNeeded);

    /// <summary>The recovery locks of Macs, from their details; one request each.</summary>
    public FleetList<MacRecovery> MacDetails { get; set; } = FleetList<MacRecovery>.Missing(NotNeeded);

    /// <summary>The applications that the policy names, as devices have them.</summary>
    public FleetList<PrismApp> Apps { get; set; } = FleetList<PrismApp>.Missing(NotNeeded);

    /// <summary>The vulnerabilities.</summary>
    public FleetList<Vulnerability> Vulnerabilities { get; set; } = FleetList<Vulnerability>.Missing(NotNeeded);

    /// <summary>The connections with Apple's Automated Device Enrollment.</summary>
    public FleetList<AdeIntegration> AdeIntegrations { get; set; } = FleetList<AdeIntegration>.Missing(NotNeeded);

    /// <summary>The devices that Apple knows.</summary>
    public FleetList<AdeDevice> AdeDevices { get; set; } = FleetList<AdeDevice>.Missing(NotNeeded);

    /// <summary>The custom scripts, profiles and apps and the in-house apps.</summary>
    public FleetList<FleetLibraryItem> LibraryItems { get; set; } = FleetList<FleetLibraryItem>.Missing(NotNeeded);

    /// <summary>The library items of the blueprints.</summary>
    public FleetList<BlueprintLibraryItem> BlueprintItems { get; set; } = FleetList<BlueprintLibraryItem>.Missing(NotNeeded);

    /// <summary>The states of the library items; where there were too many, of those that were read.</summary>
    public FleetList<LibraryItemState> ItemStates { get; set; } = FleetList<LibraryItemState>.Missing(NotNeeded);

    /// <summary>The events of the audit log in the days that the policy names.</summary>
    public FleetList<AuditEvent> AuditEvents { get; set; } = FleetList<AuditEvent>.Missing(NotNeeded);

    /// <summary>The administrators.</summary>
    public FleetList<Admin> Admins { get; set; } = FleetList<Admin>.Missing(NotNeeded);

    /// <summary>Why a list was not read, or not in full; null when it was.</summary>
    public string? FindReason(FleetSource source) => source switch
    {
        FleetSource.Devices => Devices.NotRead,
        FleetSource.Users => Users.NotRead,
        FleetSource.Licenses => Licenses.NotRead,
        FleetSource.FileVault => FileVault.NotRead,
        FleetSource.ActivationLock => ActivationLock.NotRead,
        FleetSource.Firewall => Firewall.NotRead,
        FleetSource.Gatekeeper => Gatekeeper.NotRead,
        FleetSource.Startup => Startup.NotRead,
        FleetSource.Information => Information.NotRead,
        FleetSource.Apps => Apps.NotRead,
        FleetSource.Vulnerabilities => Vulnerabilities.NotRead,
        FleetSource.AdeIntegrations => AdeIntegrations.NotRead,
        FleetSource.AdeDevices => AdeDevices.NotRead,
        FleetSource.Blueprints => Blueprints.NotRead,
        FleetSource.LibraryItems => LibraryItems.NotRead,
        // The administrators are only for names.
        FleetSource.AuditEvents => AuditEvents.NotRead,
        FleetSource.BlueprintItems => BlueprintItems.NotRead,
        FleetSource.ItemStates => ItemStates.NotRead,
        _ => MacDetails.NotRead,
    };

    /// <summary>The lists of this test, and of an older one those that this one did not read.</summary>
    /// <param name="older">The lists of the older test.</param>
    public FleetSnapshot Or(FleetSnapshot older) => new()
    {
        Devices = Choose(Devices, older.Devices),
        Users = Choose(Users, older.Users),
        Blueprints = Choose(Blueprints, older.Blueprints),
        Licenses = Choose(Licenses, older.Licenses),
        FileVault = Choose(FileVault, older.FileVault),
        ActivationLock = Choose(ActivationLock, older.ActivationLock),
        Firewall = Choose(Firewall, older.Firewall),
        Gatekeeper = Choose(Gatekeeper, older.Gatekeeper),
        Startup = Choose(Startup, older.Startup),
        Information = Choose(Information, older.Information),
        MacDetails = Choose(MacDetails, older.MacDetails),
        Apps = Choose(Apps, older.Apps),
        Vulnerabilities = Choose(Vulnerabilities, older.Vulnerabilities),
        AdeIntegrations = Choose(AdeIntegrations, older.AdeIntegrations),
        AdeDevices = Choose(AdeDevices, older.AdeDevices),
        LibraryItems = Choose(LibraryItems, older.LibraryItems),
        BlueprintItems = Choose(BlueprintItems, older.BlueprintItems),
        ItemStates = Choose(ItemStates, older.ItemStates),
        AuditEvents = Choose(AuditEvents, older.AuditEvents),
        Admins = Choose(Admins, older.Admins),
    };

    // Of two that could not be read in full, one that was tried says why.
    private static FleetList<T> Choose<T>(FleetList<T> newer, FleetList<T> older) =>
        !newer.IsRead && (older.IsRead || newer.NotRead == NotNeeded) ? older : newer;
}
