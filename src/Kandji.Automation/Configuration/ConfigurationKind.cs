namespace Kandji.Automation.Configuration;

/// <summary>The kinds of things that a tenant is made of.</summary>
public enum ConfigurationKind
{
    /// <summary>A script of the library.</summary>
    CustomScript,

    /// <summary>A configuration profile of the library.</summary>
    CustomProfile,

    /// <summary>An app of the library that comes from an installer.</summary>
    CustomApp,

    /// <summary>An app of the library that an organization made for itself.</summary>
    InHouseApp,

    /// <summary>A blueprint with its settings and the library items that are assigned to it.</summary>
    Blueprint,

    /// <summary>Blueprint routing.</summary>
    BlueprintRouting,

    /// <summary>A tag for devices.</summary>
    Tag,

    /// <summary>A category of Self Service.</summary>
    SelfServiceCategory,

    /// <summary>The defaults of a connection with Apple's Automated Device Enrollment.</summary>
    AdeIntegration,

    /// <summary>A device that Apple knows.</summary>
    AdeDevice,

    /// <summary>A device.</summary>
    Device,

    /// <summary>A user.</summary>
    User,
}
