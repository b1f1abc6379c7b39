namespace Kandji.Automation.Configuration.Sync;

/// <summary>The types of steps of an export or an import.</summary>
internal enum ConfigurationStepType
{
    /// <summary>Makes the files of a thing.</summary>
    CreateFiles,

    /// <summary>Changes the files of a thing.</summary>
    UpdateFiles,

    /// <summary>Deletes the files of a thing.</summary>
    DeleteFiles,

    /// <summary>Writes the id, the hash and the times of a thing that is the same on both sides.</summary>
    WriteBack,

    /// <summary>Downloads the installer of a thing.</summary>
    Download,

    /// <summary>Creates a thing in the tenant.</summary>
    Create,

    /// <summary>Changes a thing in the tenant.</summary>
    Update,

    /// <summary>Gives blueprints library items, and takes them away.</summary>
    Assign,

    /// <summary>Deletes a thing in the tenant.</summary>
    Delete,
}
