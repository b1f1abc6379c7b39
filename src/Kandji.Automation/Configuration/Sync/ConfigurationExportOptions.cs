using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>How a tenant is written to files.</summary>
internal sealed record ConfigurationExportOptions
{
    /// <summary>The format of new files; null for the repository's.</summary>
    public ConfigurationFormat? Format { get; init; }

    /// <summary>Indicates whether installers are downloaded.</summary>
    public bool Installer { get; init; }

    /// <summary>Indicates whether the files of things that were deleted in the tenant are deleted.</summary>
    public bool Prune { get; init; }

    /// <summary>Indicates whether the tenant's side is taken wherever the files were changed or deleted.</summary>
    public bool Force { get; init; }

    /// <summary>Indicates whether the tenant's side is taken where both were changed.</summary>
    public bool TakeConflicts { get; init; }

    /// <summary>Indicates whether enrollment codes are written.</summary>
    public bool IncludeEnrollmentCode { get; init; }
}
