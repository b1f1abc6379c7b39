namespace Kandji.Automation.Configuration.Sync;

/// <summary>How files and a tenant differ in one thing, as both were when they last met.</summary>
public enum ConfigurationFileChange
{
    /// <summary>Only the files have it, and the tenant never had it.</summary>
    NewLocal,

    /// <summary>Only the tenant has it, and the files never had it.</summary>
    NewRemote,

    /// <summary>It was changed in the files.</summary>
    UpdatedLocal,

    /// <summary>It was changed in the tenant.</summary>
    UpdatedRemote,

    /// <summary>It was changed on both sides, or nobody knows on which.</summary>
    Conflict,

    /// <summary>It was deleted from the files.</summary>
    RemovedLocal,

    /// <summary>It was deleted from the tenant.</summary>
    RemovedRemote,
}
