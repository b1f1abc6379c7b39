namespace Kandji.Automation.Configuration.Sync;

/// <summary>The outcome of a job for a thing of a configuration.</summary>
public enum ConfigurationOutcome
{
    /// <summary>Its files were written.</summary>
    Written,

    /// <summary>Its files were deleted.</summary>
    FilesDeleted,

    /// <summary>Its installer was downloaded.</summary>
    Downloaded,

    /// <summary>It was created in the tenant.</summary>
    Created,

    /// <summary>It was changed in the tenant.</summary>
    Updated,

    /// <summary>It was deleted in the tenant.</summary>
    Deleted,

    /// <summary>The tenant had it already, and its file now says so.</summary>
    Adopted,

    /// <summary>It was left as it is on both sides.</summary>
    Left,
}
