namespace Kandji.PowerShell.Reports;

/// <summary>What a compliance report looks at.</summary>
public enum ComplianceCheck
{
    /// <summary>The state of the library items, which costs a request for each device.</summary>
    LibraryItems,

    /// <summary>The state of the parameters of a Mac, which costs a request for each device.</summary>
    Parameters,

    /// <summary>Whether FileVault is on, on a Mac.</summary>
    FileVault,

    /// <summary>Whether the operating system is new enough.</summary>
    Os,

    /// <summary>When the device was last heard from.</summary>
    CheckIn,
}
