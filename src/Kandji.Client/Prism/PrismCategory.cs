namespace Kandji.Client.Prism;

/// <summary>What Prism collects.</summary>
public enum PrismCategory
{
    /// <summary>Activation lock: one row for each device.</summary>
    ActivationLock,

    /// <summary>The application firewall: one row for each Mac.</summary>
    ApplicationFirewall,

    /// <summary>Applications: one row for each application on each device.</summary>
    Apps,

    /// <summary>The mobile network: one row for each device that has one.</summary>
    Cellular,

    /// <summary>Certificates: one row for each certificate on each device.</summary>
    Certificates,

    /// <summary>Desktop and screensaver: one row for each Mac.</summary>
    DesktopAndScreensaver,

    /// <summary>What each device is: one row for each device.</summary>
    DeviceInformation,

    /// <summary>FileVault: one row for each Mac.</summary>
    FileVault,

    /// <summary>Gatekeeper and XProtect: one row for each Mac.</summary>
    GatekeeperAndXProtect,

    /// <summary>Configuration profiles: one row for each profile on each device.</summary>
    InstalledProfiles,

    /// <summary>Kernel extensions: one row for each extension on each Mac.</summary>
    KernelExtensions,

    /// <summary>Launch agents and daemons: one row for each of them on each Mac.</summary>
    LaunchAgentsAndDaemons,

    /// <summary>Local accounts: one row for each account on each Mac.</summary>
    LocalUsers,

    /// <summary>Startup settings: one row for each Mac.</summary>
    StartupSettings,

    /// <summary>System extensions: one row for each extension on each Mac.</summary>
    SystemExtensions,

    /// <summary>What applications may do: one row for each consent on each Mac.</summary>
    TransparencyDatabase,
}
