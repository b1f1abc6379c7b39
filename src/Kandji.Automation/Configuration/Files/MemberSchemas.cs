namespace Kandji.Automation.Configuration.Files;

/// <summary>How each kind is kept in files.</summary>
internal static class MemberSchemas
{
    /// <summary>The platforms of a profile.</summary>
    public static IReadOnlyList<string> Platforms { get; } =
        ["runs_on_mac", "runs_on_iphone", "runs_on_ipad", "runs_on_tv", "runs_on_vision", "runs_on_android", "runs_on_windows"];

    private static readonly InfoKey[] Common =
    [
        new(MemberSchema.IdKey), new("name") { IsRequired = true }, new("active", InfoKeyType.Flag),
        new(MemberSchema.CreatedKey, InfoKeyType.Time), new(MemberSchema.UpdatedKey, InfoKeyType.Time), new(MemberSchema.HashKey),
        new("ensure_blueprints", InfoKeyType.Blueprints),
    ];

    private static readonly InfoKey[] SelfService =
    [
        new("show_in_self_service", InfoKeyType.Flag),
        new("self_service_category_id") { Property = "SelfServiceCategory" },
        new("self_service_recommended", InfoKeyType.Flag),
    ];

    private static readonly InfoKey[] Own = [new(MemberSchema.IdKey), new("name") { IsRequired = true }, new(MemberSchema.HashKey)];

    /// <summary>The kinds in the order of dependence: what others refer to comes first.</summary>
    public static IReadOnlyList<MemberSchema> All { get; } =
    [
        new(ConfigurationKind.Tag, "kandji/tags", Own) { ListKey = "tags" },
        new(ConfigurationKind.SelfServiceCategory, "kandji/categories", Own)
        {
            ListKey = "categories", CanCreate = false, IsRecorded = true,
        },
        new(ConfigurationKind.CustomScript, "scripts",
        [
            .. Common,
            new("execution_frequency") { Choices = ["once", "every_15_min", "every_day", "no_enforcement"] },
            new("restart", InfoKeyType.Flag),
            .. SelfService,
        ])
        {
            Texts =
            [
                new("audit", "audit.zsh", "Script", IsRequired: true), new("remediation", "remediation.zsh", "RemediationScript"),
            ],
            EnforcementKey = "execution_frequency",
            DefaultCategory = "Utilities",
        },
        new(ConfigurationKind.CustomProfile, "profiles",
        [
            .. Common, new("mdm_identifier") { IsRecorded = true }, .. Platforms.Select(name => new InfoKey(name, InfoKeyType.Flag)),
        ])
        {
            Texts = [new("profile", "profile.mobileconfig", "Profile", IsRequired: true) { Extension = ".mobileconfig" }],
        },
        new(ConfigurationKind.CustomApp, "apps",
        [
            .. Common,
            new("install_type") { IsRequired = true, Choices = ["package", "zip", "image"] },
            new("install_enforcement") { IsRequired = true, Choices = ["install_once", "continuously_enforce", "no_enforcement"] },
            new("restart", InfoKeyType.Flag),
            new("unzip_location"),
            .. SelfService,
            new("file", InfoKeyType.File) { IsRequired = true, Property = "Sha256" },
        ])
        {
            Texts =
            [
                new("audit", "audit.zsh", "AuditScript"), new("preinstall", "preinstall.zsh", "PreinstallScript"),
                new("postinstall", "postinstall.zsh", "PostinstallScript"),
            ],
            EnforcementKey = "install_enforcement",
            DefaultCategory = "Apps",
        },
        new(ConfigurationKind.InHouseApp, "kandji/in-house-apps",
        [
            .. Own,
            new("active", InfoKeyType.Flag) { IsOptional = true },
            new("runs_on_iphone", InfoKeyType.Flag) { IsOptional = true },
            new("runs_on_ipad", InfoKeyType.Flag) { IsOptional = true },
            new("runs_on_tv", InfoKeyType.Flag) { IsOptional = true },
            new("app_identifier") { IsRecorded = true }, new("app_version") { IsRecorded = true },
            new("file", InfoKeyType.File) { IsRequired = true, Property = "Sha256" },
        ]),
        new(ConfigurationKind.Blueprint, "kandji/blueprints",
        [
            .. Own,
            new("type") { IsRecorded = true, Choices = ["classic", "map"] },
            new("description"), new("icon") { IsOptional = true }, new("color") { IsOptional = true },
            new("enrollment_code", InfoKeyType.Settings)
            {
                IsRecorded = true, Settings = [new("code"), new("is_active", InfoKeyType.Flag)],
            },
            new("params", InfoKeyType.FreeForm) { IsRecorded = true },
            new("library_items", InfoKeyType.LibraryItems) { IsOptional = true },
        ]),
        new(ConfigurationKind.BlueprintRouting, "kandji/routing",
        [
            new(MemberSchema.HashKey),
            new("enrollment_code", InfoKeyType.Settings)
            {
                IsRecorded = true, Settings = [new("code"), new("is_active", InfoKeyType.Flag)],
            },
        ])
        {
            IsSingle = true, CanCreate = false, IsRecorded = true,
        },
        new(ConfigurationKind.AdeIntegration, "kandji/ade",
        [
            new(MemberSchema.IdKey), new("server_name") { IsRequired = true, IsRecorded = true }, new(MemberSchema.HashKey),
            new("blueprint", InfoKeyType.Blueprint) { IsOptional = true },
            new("use_blueprint_routing", InfoKeyType.Flag) { IsOptional = true },
            new("defaults", InfoKeyType.Settings) { IsOptional = true, Settings = [new("email"), new("phone")] },
        ])
        {
            NameKey = "server_name", CanCreate = false,
        },
    ];

    /// <summary>How a kind is kept.</summary>
    public static MemberSchema For(ConfigurationKind kind) => All.First(schema => schema.Kind == kind);
}
