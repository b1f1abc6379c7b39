namespace Kandji.Automation.Configuration;

/// <summary>The properties of the kinds: their words, and which of them can be compared.</summary>
internal static class ConfigurationKinds
{
    /// <summary>The kinds that a tenant is configured with, in the order of dependence: what others refer to comes first.</summary>
    public static IReadOnlyList<ConfigurationKind> Comparable { get; } =
    [
        ConfigurationKind.Tag, ConfigurationKind.SelfServiceCategory, ConfigurationKind.CustomScript, ConfigurationKind.CustomProfile,
        ConfigurationKind.CustomApp, ConfigurationKind.InHouseApp, ConfigurationKind.Blueprint, ConfigurationKind.BlueprintRouting,
        ConfigurationKind.AdeIntegration,
    ];

    /// <summary>The name of the one thing of a kind that has only one.</summary>
    public const string SingleName = "Blueprint routing";

    /// <summary>The short names that are accepted too.</summary>
    public static IReadOnlyDictionary<string, ConfigurationKind> Aliases { get; } =
        new Dictionary<string, ConfigurationKind>(StringComparer.OrdinalIgnoreCase)
        {
            ["Script"] = ConfigurationKind.CustomScript,
            ["Profile"] = ConfigurationKind.CustomProfile,
            ["App"] = ConfigurationKind.CustomApp,
        };

    /// <summary>The kind of a name or a short name, in any case.</summary>
    public static ConfigurationKind Parse(string name) => Aliases.TryGetValue(name, out ConfigurationKind kind)
        ? kind
        : (ConfigurationKind)Enum.Parse(typeof(ConfigurationKind), name, ignoreCase: true);

    /// <summary>Indicates whether the API can create things of a kind.</summary>
    public static bool CanBeCreated(ConfigurationKind kind) => kind is not (
        ConfigurationKind.SelfServiceCategory or ConfigurationKind.BlueprintRouting or ConfigurationKind.AdeIntegration);

    /// <summary>The name of one of a kind, for messages.</summary>
    public static string Singular(ConfigurationKind kind) => kind switch
    {
        ConfigurationKind.CustomScript => "custom script",
        ConfigurationKind.CustomProfile => "custom profile",
        ConfigurationKind.CustomApp => "custom app",
        ConfigurationKind.InHouseApp => "in-house app",
        ConfigurationKind.Blueprint => "blueprint",
        ConfigurationKind.BlueprintRouting => "settings",
        ConfigurationKind.Tag => "tag",
        ConfigurationKind.SelfServiceCategory => "Self Service category",
        ConfigurationKind.AdeIntegration => "Automated Device Enrollment integration",
        ConfigurationKind.AdeDevice => "Automated Device Enrollment device",
        ConfigurationKind.Device => "device",
        _ => "user",
    };

    /// <summary>The name of several of a kind, for messages.</summary>
    public static string Plural(ConfigurationKind kind) => kind switch
    {
        ConfigurationKind.CustomScript => "custom scripts",
        ConfigurationKind.CustomProfile => "custom profiles",
        ConfigurationKind.CustomApp => "custom apps",
        ConfigurationKind.InHouseApp => "in-house apps",
        ConfigurationKind.Blueprint => "blueprints",
        ConfigurationKind.BlueprintRouting => "settings of blueprint routing",
        ConfigurationKind.Tag => "tags",
        ConfigurationKind.SelfServiceCategory => "Self Service categories",
        ConfigurationKind.AdeIntegration => "Automated Device Enrollment integrations",
        ConfigurationKind.AdeDevice => "Automated Device Enrollment devices",
        ConfigurationKind.Device => "devices",
        _ => "users",
    };
}
