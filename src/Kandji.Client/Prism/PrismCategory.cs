namespace Kandji.Client.Prism;

/// <summary>
/// The categories of what Prism collects. This is the table of categories: an entry has all that is known about one. See
/// <see cref="PrismCategoryAttribute"/>.
/// </summary>
public enum PrismCategory
{
    /// <summary>Activation lock: one row for each device.</summary>
    [PrismCategory("activation_lock", "Activation lock", typeof(PrismActivationLock), OneRowPerDevice = true)]
    ActivationLock,

    /// <summary>The application firewall: one row for each Mac.</summary>
    [PrismCategory("application_firewall", "Application firewall", typeof(PrismApplicationFirewall), OneRowPerDevice = true)]
    ApplicationFirewall,

    /// <summary>Applications: one row for each application on each device.</summary>
    [PrismCategory("apps", "Applications", typeof(PrismApp))]
    Apps,

    /// <summary>The mobile network: one row for each device that has one.</summary>
    [PrismCategory("cellular", "Cellular", typeof(PrismCellular), OneRowPerDevice = true)]
    Cellular,

    /// <summary>Certificates: one row for each certificate on each device.</summary>
    [PrismCategory("certificates", "Certificates", typeof(PrismCertificate))]
    Certificates,

    /// <summary>Desktop and screensaver: one row for each Mac.</summary>
    [PrismCategory("desktop_and_screensaver", "Desktop and Screensaver", typeof(PrismDesktopAndScreensaver), OneRowPerDevice = true)]
    DesktopAndScreensaver,

    /// <summary>Device information: one row for each device.</summary>
    [PrismCategory("device_information", "Device information", typeof(PrismDeviceInformation), OneRowPerDevice = true)]
    DeviceInformation,

    /// <summary>FileVault: one row for each Mac.</summary>
    [PrismCategory("filevault", "FileVault", typeof(PrismFileVault), OneRowPerDevice = true)]
    FileVault,

    /// <summary>Gatekeeper and XProtect: one row for each Mac.</summary>
    [PrismCategory("gatekeeper_and_xprotect", "Gatekeeper and XProtect", typeof(PrismGatekeeperAndXProtect), OneRowPerDevice = true)]
    GatekeeperAndXProtect,

    /// <summary>Configuration profiles: one row for each profile on each device.</summary>
    [PrismCategory("installed_profiles", "Installed profiles", typeof(PrismInstalledProfile))]
    InstalledProfiles,

    /// <summary>Kernel extensions: one row for each extension on each Mac.</summary>
    [PrismCategory("kernel_extensions", "Kernel Extensions", typeof(PrismKernelExtension))]
    KernelExtensions,

    /// <summary>Launch agents and daemons: one row for each of them on each Mac.</summary>
    [PrismCategory("launch_agents_and_daemons", "Launch Agents and Daemons", typeof(PrismLaunchItem))]
    LaunchAgentsAndDaemons,

    /// <summary>Local accounts: one row for each account on each Mac.</summary>
    [PrismCategory("local_users", "Local users", typeof(PrismLocalUser))]
    LocalUsers,

    /// <summary>Startup settings: one row for each Mac.</summary>
    [PrismCategory("startup_settings", "Startup settings", typeof(PrismStartupSettings), OneRowPerDevice = true)]
    StartupSettings,

    /// <summary>System extensions: one row for each extension on each Mac.</summary>
    [PrismCategory("system_extensions", "System Extensions", typeof(PrismSystemExtension))]
    SystemExtensions,

    /// <summary>Consents given to applications: one row for each consent on each Mac.</summary>
    [PrismCategory("transparency_database", "Transparency database", typeof(PrismTransparencyDatabase))]
    TransparencyDatabase,
}
