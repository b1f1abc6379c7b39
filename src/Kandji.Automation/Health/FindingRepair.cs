namespace Kandji.Automation.Health;

/// <summary>The changes that mend findings, where the module can make them.</summary>
internal enum FindingRepair
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>A blank push wakes an Apple device.</summary>
    BlankPush,

    /// <summary>The agent is reinstalled.</summary>
    ReinstallAgent,

    /// <summary>The device is assigned to nobody.</summary>
    Unassign,
}
