namespace Kandji.Automation.Plans;

/// <summary>How a step is undone.</summary>
internal enum PlanUndoKind
{
    /// <summary>It cannot be.</summary>
    None,

    /// <summary>The same operation, with the values from before.</summary>
    Restore,

    /// <summary>Another operation, with the same arguments and the same body.</summary>
    Opposite,

    /// <summary>The new object is removed, by the id in the answer.</summary>
    RemoveMade,
}
