namespace Kandji.Automation.Health;

/// <summary>The lists that rules look at, each of which is read once for all of them.</summary>
internal enum FleetSource
{
    /// <summary>The device list.</summary>
    Devices,

    /// <summary>The users.</summary>
    Users,

    /// <summary>The licenses.</summary>
    Licenses,

    /// <summary>Prism's FileVault.</summary>
    FileVault,

    /// <summary>Prism's Activation Lock.</summary>
    ActivationLock,

    /// <summary>Prism's application firewall.</summary>
    Firewall,

    /// <summary>Prism's Gatekeeper.</summary>
    Gatekeeper,

    /// <summary>Prism's startup settings.</summary>
    Startup,

    /// <summary>Prism's device information, which tells when a device last reported.</summary>
    Information,

    /// <summary>Prism's applications, those that the policy names.</summary>
    Apps,

    /// <summary>The vulnerabilities.</summary>
    Vulnerabilities,

    /// <summary>The integrations of Automated Device Enrollment.</summary>
    AdeIntegrations,

    /// <summary>The devices of Automated Device Enrollment.</summary>
    AdeDevices,

    /// <summary>The blueprints.</summary>
    Blueprints,

    /// <summary>The custom scripts, profiles and apps and the in-house apps.</summary>
    LibraryItems,

    /// <summary>The audit log, and who the administrators are.</summary>
    AuditEvents,

    /// <summary>The library items of each blueprint.</summary>
    BlueprintItems,

    /// <summary>The statuses of each library item.</summary>
    ItemStates,

    /// <summary>The details of each Mac.</summary>
    MacDetails,
}
