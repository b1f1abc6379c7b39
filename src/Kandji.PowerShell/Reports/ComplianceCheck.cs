namespace Kandji.PowerShell.Reports;

/// <summary>The parts of a compliance report.</summary>
public enum ComplianceCheck
{
    /// <summary>The state of the library items, which costs a request for each device.</summary>
    LibraryItems,

    /// <summary>The state of the parameters of a Mac, which costs a request for each device.</summary>
    Parameters,

    /// <summary>The state of FileVault on a Mac: on or off.</summary>
    FileVault,

    /// <summary>The version of the operating system.</summary>
    Os,

    /// <summary>The time of the last check-in.</summary>
    CheckIn,
}
