namespace Kandji.Automation.Health;

/// <summary>The kinds of things that findings are about.</summary>
public enum FindingSubjectKind
{
    /// <summary>The tenant as a whole.</summary>
    Tenant,

    /// <summary>A device.</summary>
    Device,

    /// <summary>A user.</summary>
    User,

    /// <summary>A blueprint.</summary>
    Blueprint,

    /// <summary>A custom script.</summary>
    CustomScript,

    /// <summary>A custom profile.</summary>
    CustomProfile,

    /// <summary>A custom app.</summary>
    CustomApp,

    /// <summary>An in-house app.</summary>
    InHouseApp,

    /// <summary>A library item of another kind.</summary>
    LibraryItem,

    /// <summary>A connection with Apple's Automated Device Enrollment.</summary>
    AdeIntegration,

    /// <summary>A device that Apple knows.</summary>
    AdeDevice,

    /// <summary>A vulnerability.</summary>
    Vulnerability,

    /// <summary>A person or a token in the audit log.</summary>
    Actor,

    /// <summary>An exception in the policy.</summary>
    Exclusion,
}
