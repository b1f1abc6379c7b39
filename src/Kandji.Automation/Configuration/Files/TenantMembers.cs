using System.Collections;
using System.Text.RegularExpressions;
using Kandji.Automation.Configuration.Documents;
using Kandji.Client.Blueprints;
using Kandji.Client.Enrollment;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.Client.Tags;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// Makes members of what a tenant answers, mended as the vendor's tool does it: what means nothing is dropped, and what is implied stands
/// there.
/// </summary>
internal static class TenantMembers
{
    // The token that the service puts between a file's name and its extension when it is uploaded.
    private static readonly Regex UploadToken = new("_[0-9a-fA-F]+(?=\\.[^.]*$)", RegexOptions.CultureInvariant);

    /// <summary>The member that a thing of a tenant is.</summary>
    /// <param name="item">The thing as it was read.</param>
    public static ConfigurationMember From(ConfigurationItem item) => From(item.Source, item.LibraryItems);

    /// <summary>The member that an answer describes.</summary>
    /// <param name="source">The answer.</param>
    /// <param name="libraryItems">The items of a blueprint.</param>
    public static ConfigurationMember From(KandjiObject source, IReadOnlyList<BlueprintLibraryItem>? libraryItems = null) => source switch
    {
        CustomScript script => FromScript(script),
        CustomProfile profile => FromProfile(profile),
        CustomApp app => FromApp(app),
        InHouseApp app => FromInHouseApp(app),
        Blueprint blueprint => FromBlueprint(blueprint, libraryItems),
        BlueprintRouting routing => new Fields(ConfigurationKind.BlueprintRouting, routing, null, ConfigurationKinds.SingleName)
            .Set("enrollment_code", Code(routing.EnrollmentCode)).ToMember(),
        Tag tag => new Fields(ConfigurationKind.Tag, tag, tag.Id, tag.Name).ToMember(),
        SelfServiceCategory category =>
            new Fields(ConfigurationKind.SelfServiceCategory, category, category.Id, category.Name).ToMember(),
        AdeIntegration integration => FromIntegration(integration),
        _ => throw new ArgumentException($"A {source.GetType().Name} is no part of a configuration.", nameof(source)),
    };

    private static ConfigurationMember FromScript(CustomScript script) =>
        new Fields(ConfigurationKind.CustomScript, script, script.Id, script.Name)
            .Set("active", script.Active)
            .SetTimes(script.CreatedAt, script.UpdatedAt)
            .Set("execution_frequency", script.ExecutionFrequency)
            .Set("restart", script.Restart)
            .SetSelfService(
                script.ShowInSelfService, script.SelfServiceCategoryId, script.SelfServiceRecommended, script.ExecutionFrequency)
            .SetText("audit", script.Script, "script")
            .SetText("remediation", script.RemediationScript, "remediation_script")
            .ToMember();

    private static ConfigurationMember FromProfile(CustomProfile profile)
    {
        bool?[] platforms =
        [
            profile.RunsOnMac, profile.RunsOnIPhone, profile.RunsOnIPad, profile.RunsOnTV, profile.RunsOnVision, profile.RunsOnAndroid,
            profile.RunsOnWindows,
        ];
        // None at all cannot be set; it is how the service writes all of them.
        bool isEverywhere = platforms.All(runs => runs == false);
        var fields = new Fields(ConfigurationKind.CustomProfile, profile, profile.Id, profile.Name)
            .Set("active", profile.Active)
            .SetTimes(profile.CreatedAt, profile.UpdatedAt)
            .Set("mdm_identifier", profile.MdmIdentifier);
        for (int i = 0; i < platforms.Length; i++)
            fields.Set(MemberSchemas.Platforms[i], isEverywhere ? true : platforms[i]);
        return fields.SetText("profile", profile.Profile is { } text ? ConfigurationValue.ExpandTabs(text) : null, "profile").ToMember();
    }

    private static ConfigurationMember FromApp(CustomApp app)
    {
        bool isZip = app.InstallType == "zip", isEnforced = app.InstallEnforcement == "continuously_enforce";
        return new Fields(ConfigurationKind.CustomApp, app, app.Id, app.Name)
            .Set("active", app.Active)
            .SetTimes(app.CreatedAt, app.UpdatedAt)
            .Set("install_type", app.InstallType)
            .Set("install_enforcement", app.InstallEnforcement)
            .Set("restart", app.Restart)
            .Set("unzip_location", isZip ? app.UnzipLocation : "")
            .SetSelfService(app.ShowInSelfService, app.SelfServiceCategoryId, app.SelfServiceRecommended, app.InstallEnforcement)
            .Set("file", Installer(app))
            .SetText("audit", isEnforced ? app.AuditScript : "", "audit_script")
            .SetText("preinstall", app.PreinstallScript, "preinstall_script")
            .SetText("postinstall", app.PostinstallScript, "postinstall_script")
            .ToMember();
    }

    private static ConfigurationMember FromInHouseApp(InHouseApp app) =>
        new Fields(ConfigurationKind.InHouseApp, app, app.Id, app.Name)
            .Set("active", app.Active)
            .Set("runs_on_iphone", app.RunsOnIPhone)
            .Set("runs_on_ipad", app.RunsOnIPad)
            .Set("runs_on_tv", app.RunsOnTV)
            .Set("app_identifier", app.AppIdentifier)
            .Set("app_version", app.AppVersion)
            .Set("file", Installer(app))
            .ToMember();

    private static ConfigurationMember FromBlueprint(Blueprint blueprint, IReadOnlyList<BlueprintLibraryItem>? items)
    {
        bool isMap = blueprint.Type == "map";
        return new Fields(ConfigurationKind.Blueprint, blueprint, blueprint.Id, blueprint.Name)
            .Set("type", blueprint.Type)
            .Set("description", blueprint.Description)
            // A map has none of its own, and answers with what cannot be set.
            .SetUnless(isMap, "icon", blueprint.Icon)
            .SetUnless(isMap, "color", blueprint.Color)
            .Set("enrollment_code", Code(blueprint.EnrollmentCode))
            .Set("params", FreeForm(blueprint.Params))
            .Set("library_items", items?.Select(
                item => new ConfigurationReference(item.Id?.ToLowerInvariant(), item.Name)).OrderBy(item =>
                    item.Name, StringComparer.Ordinal)
                    .ThenBy(item => item.Id, StringComparer.Ordinal).ToList())
            .ToMember();
    }

    private static ConfigurationMember FromIntegration(AdeIntegration integration)
    {
        var fields = new Fields(ConfigurationKind.AdeIntegration, integration, integration.Id, integration.ServerName)
            .Set("server_name", integration.ServerName)
            .Set("use_blueprint_routing", integration.UseBlueprintRouting)
            .Set("defaults",
                new InfoMap { { "email", Filled(integration.Defaults?.Email) }, { "phone", Filled(integration.Defaults?.Phone) } });
        // Without one, blueprint routing decides.
        if (integration.Blueprint is { } blueprint)
            fields.Set("blueprint", new ConfigurationReference(blueprint.Id?.ToLowerInvariant(), blueprint.Name));
        return fields.ToMember();
    }

    // The time that a link lasts, and the key of the upload, mean nothing; the file's own name does.
    private static InstallerFile? Installer(IUploadedItem app) => app.FileKey is { Length: > 0 } key
        ? new InstallerFile(
            InstallerFile.MakePortable(UploadToken.Replace(key.Substring(key.LastIndexOf('/') + 1), "", 1)),
            Filled(app.Sha256)?.ToLowerInvariant())
        : null;

    private static InfoMap? Code(EnrollmentCode? code) =>
        code is null ? null : new InfoMap { { "code", Filled(code.Code) }, { "is_active", code.IsActive } };

    private static object? FreeForm(object? value) => value switch
    {
        null => null,
        string or bool => value,
        IEnumerable<KeyValuePair<string, object?>> map => new InfoMap(
            map.Select(entry => new KeyValuePair<string, object?>(entry.Key, FreeForm(entry.Value)))),
        IEnumerable items => items.Cast<object?>().Select(FreeForm).ToList(),
        _ => value,
    };

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    // Tells what the answer does not carry from what is empty in it.
    private sealed class Fields(ConfigurationKind kind, KandjiObject source, string? id, string? name)
    {
        private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
        private readonly List<string> _unknown = [];

        public Fields Set(string key, object? value)
        {
            if (value is null && !IsNull(key))
                _unknown.Add(key);
            else if (value is not null and not (string { Length: 0 } or InfoMap { Count: 0 }))
                _values[key] = value;
            return this;
        }

        // The value in the answer has no meaning.
        public Fields SetUnless(bool isMeaningless, string key, object? value)
        {
            if (!isMeaningless)
                return Set(key, value);
            _unknown.Add(key);
            return this;
        }

        public Fields SetTimes(DateTime? created, DateTime? updated) =>
            Set(MemberSchema.CreatedKey, ConfigurationTime.Format(created)).Set(MemberSchema.UpdatedKey, ConfigurationTime.Format(updated));

        public Fields SetSelfService(bool? isShown, string? category, bool? isRecommended, string? enforcement)
        {
            // A script that is not shown may be answered without this key.
            Set("show_in_self_service", isShown ?? (category is { Length: > 0 } ? null : false));
            if (isShown != true && enforcement != "no_enforcement")
                return this;
            if (category is { Length: > 0 })
                Set("self_service_category_id", category);
            return Set("self_service_recommended", isRecommended ?? false);
        }

        public Fields SetText(string role, string? text, string field)
        {
            // With a byte order mark, a script in a file is an error: macOS would not find its interpreter.
            string? written = role == "profile" || text is null ? text : ConfigurationValue.WithLineFeeds(text).TrimStart('\ufeff');
            if (written is null && !IsNull(field))
                _unknown.Add(role);
            else if (written?.Trim().Length > 0)
                _texts[role] = written!;
            return this;
        }

        private bool IsNull(string field) => source is INullAware { NullFields: { } nulls } && nulls.Contains(field);

        public ConfigurationMember ToMember() => new()
        {
            Schema = MemberSchemas.For(kind), Id = id?.ToLowerInvariant(), Name = name ?? "", Values = _values, Texts = _texts,
            UnknownKeys = _unknown, Source = source,
        };
    }
}
