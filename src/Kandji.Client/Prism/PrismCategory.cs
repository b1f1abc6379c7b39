namespace Kandji.Client.Prism;

/// <summary>What Prism collects.</summary>
public enum PrismCategory
{
    /// <summary>Activation lock: one row for each device.</summary>
    ActivationLock,

    /// <summary>The application firewall: one row for each Mac.</summary>
    ApplicationFirewall,

    /// <summary>Applications: a row for each on each device.</summary>
    Apps,

    /// <summary>The mobile network: one row for each device that has one.</summary>
    Cellular,

    /// <summary>Certificates: a row for each on each device.</summary>
    Certificates,

    /// <summary>Desktop and screensaver: one row for each Mac.</summary>
    DesktopAndScreensaver,

    /// <summary>What each device is: one row for each.</summary>
    DeviceInformation,

    /// <summary>FileVault: one row for each Mac.</summary>
    FileVault,

    /// <summary>Gatekeeper and XProtect: one row for each Mac.</summary>
    GatekeeperAndXProtect,

    /// <summary>Configuration profiles: a row for each on each device.</summary>
    InstalledProfiles,

    /// <summary>Kernel extensions: a row for each on each Mac.</summary>
    KernelExtensions,

    /// <summary>Launch agents and daemons: a row for each on each Mac.</summary>
    LaunchAgentsAndDaemons,

    /// <summary>Local accounts: a row for each on each Mac.</summary>
    LocalUsers,

    /// <summary>How it starts: one row for each Mac.</summary>
    StartupSettings,

    /// <summary>System extensions: a row for each on each Mac.</summary>
    SystemExtensions,

    /// <summary>What applications may do: a row for each consent on each Mac.</summary>
    TransparencyDatabase,
}
