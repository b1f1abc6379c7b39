namespace Kandji.Automation.Configuration.Sync;

/// <summary>The side that wins for a thing that was changed on both.</summary>
public enum ConflictPolicy
{
    /// <summary>The files' side is taken.</summary>
    Local,

    /// <summary>The tenant's side is taken.</summary>
    Remote,

    /// <summary>Both sides stay as they are.</summary>
    Skip,
}
