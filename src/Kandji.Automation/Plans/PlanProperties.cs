using System.Globalization;
using Kandji.Automation.Configuration;
using Kandji.Automation.Inventory;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.Client.Tags;

namespace Kandji.Automation.Plans;

/// <summary>
/// The properties of <see cref="PlanOperation.Properties"/> as an object has them. Planning and applying read and compare them here, so
/// that both see the same.
/// </summary>
internal static class PlanProperties
{
    private const string HashPrefix = "sha256:";

    /// <summary>The value of a property of an object that was read from the service.</summary>
    /// <param name="item">The object.</param>
    /// <param name="property">The key, as the body of the operation has it.</param>
    /// <exception cref="ArgumentException">Objects of this type have no such property.</exception>
    public static object? Read(KandjiObject item, string property) => (item, property) switch
    {
        (Device device, "user") => device.User?.Id,
        (Device device, "asset_tag") => device.AssetTag,
        (Device device, "blueprint_id") => device.BlueprintId,
        (Device device, "tags") => Sorted(device.Tags),
        (Device device, "DeviceName") => device.DeviceName,
        (DeviceNote note, "content") => note.ContentHtml,
        (Blueprint blueprint, "name") => blueprint.Name,
        (Blueprint blueprint, "description") => blueprint.Description,
        (Blueprint blueprint, "icon") => blueprint.Icon,
        (Blueprint blueprint, "color") => blueprint.Color,
        (Blueprint blueprint, "enrollment_code.is_active") => blueprint.EnrollmentCode?.IsActive,
        (BlueprintRouting routing, "enrollment_code.is_active") => routing.EnrollmentCode?.IsActive,
        (Tag tag, "name") => tag.Name,
        (AdeIntegration integration, "blueprint_id") => integration.Blueprint?.Id,
        (AdeIntegration integration, "use_blueprint_routing") => integration.UseBlueprintRouting,
        (AdeIntegration integration, "phone") => integration.Defaults?.Phone,
        (AdeIntegration integration, "email") => integration.Defaults?.Email,
        (AdeDevice device, "blueprint_id") => device.BlueprintId,
        (AdeDevice device, "use_blueprint_routing") => device.UseBlueprintRouting,
        (AdeDevice device, "asset_tag") => device.AssetTag,
        (AdeDevice device, "user_id") => device.UserId,
        (CustomScript script, _) => Read(script, property),
        (CustomProfile profile, _) => Read(profile, property),
        (CustomApp app, _) => Read(app, property),
        (InHouseApp app, _) => Read(app, property),
        _ => throw NoProperty(item, property),
    };

    /// <summary>The values of properties of an object.</summary>
    public static PlanValues Read(KandjiObject item, IEnumerable<string> properties) =>
        new(properties.Select(property => new KeyValuePair<string, object?>(property, Read(item, property))));

    /// <summary>
    /// Indicates whether two values of a property mean the same: nothing, an empty text and an empty list are one; tags have no order; a
    /// switch of a form is a text; an id is a number in older tenants.
    /// </summary>
    /// <param name="property">The key.</param>
    /// <param name="one">A value, of an object or of a plan.</param>
    /// <param name="other">Another.</param>
    public static bool Same(string property, object? one, object? other) => property == "content"
        ? Plain(one) == Plain(other)
        : Canonical(one) == Canonical(other);

    /// <summary>
    /// The text of a library item as a value before and after: <c>sha256:</c> with the hash of the text as the service stores it, without
    /// white space at the ends of scripts and with the tabs of profiles expanded.
    /// </summary>
    /// <param name="property">The key: <c>script</c>, <c>file</c>.</param>
    /// <param name="text">The text; null for none.</param>
    public static string? HashText(string property, string? text)
    {
        string canonical = (property == "file" ? ConfigurationValue.Profile(text) : ConfigurationValue.Script(text)).Canonical;
        return canonical.Length == 0 ? null : HashPrefix + HexText.Hash(canonical);
    }

    /// <summary>The text of a library item that a property stands for, as it was read; null for none.</summary>
    public static string? ReadText(KandjiObject item, string property) => (item, property) switch
    {
        (CustomScript script, "script") => script.Script,
        (CustomScript script, "remediation_script") => script.RemediationScript,
        (CustomProfile profile, "file") => profile.Profile,
        (CustomApp app, "audit_script") => app.AuditScript,
        (CustomApp app, "preinstall_script") => app.PreinstallScript,
        (CustomApp app, "postinstall_script") => app.PostinstallScript,
        _ => throw NoProperty(item, property),
    };

    /// <summary>The installer of an app, by the hash of its file.</summary>
    public static string? HashFile(string? sha256) => string.IsNullOrEmpty(sha256) ? null : HashPrefix + sha256!.ToLowerInvariant();

    private static object? Read(CustomScript script, string property) => property switch
    {
        "name" => script.Name,
        "execution_frequency" => script.ExecutionFrequency,
        "script" or "remediation_script" => HashText(property, ReadText(script, property)),
        "show_in_self_service" => script.ShowInSelfService,
        "self_service_category_id" => script.SelfServiceCategoryId,
        "self_service_recommended" => script.SelfServiceRecommended,
        "active" => script.Active,
        "restart" => script.Restart,
        _ => throw NoProperty(script, property),
    };

    private static object? Read(CustomProfile profile, string property) => property switch
    {
        "name" => profile.Name,
        "file" => HashText(property, profile.Profile),
        "active" => profile.Active,
        "runs_on_mac" => profile.RunsOnMac,
        "runs_on_iphone" => profile.RunsOnIPhone,
        "runs_on_ipad" => profile.RunsOnIPad,
        "runs_on_tv" => profile.RunsOnTV,
        "runs_on_vision" => profile.RunsOnVision,
        "runs_on_android" => profile.RunsOnAndroid,
        "runs_on_windows" => profile.RunsOnWindows,
        _ => throw NoProperty(profile, property),
    };

    private static object? Read(CustomApp app, string property) => property switch
    {
        "name" => app.Name,
        "file_key" => HashFile(app.Sha256),
        "install_type" => app.InstallType,
        "install_enforcement" => app.InstallEnforcement,
        "unzip_location" => app.UnzipLocation,
        "audit_script" or "preinstall_script" or "postinstall_script" => HashText(property, ReadText(app, property)),
        "show_in_self_service" => app.ShowInSelfService,
        "self_service_category_id" => app.SelfServiceCategoryId,
        "self_service_recommended" => app.SelfServiceRecommended,
        "active" => app.Active,
        "restart" => app.Restart,
        _ => throw NoProperty(app, property),
    };

    private static object? Read(InHouseApp app, string property) => property switch
    {
        "name" => app.Name,
        "file_key" => HashFile(app.Sha256),
        "runs_on_iphone" => app.RunsOnIPhone,
        "runs_on_ipad" => app.RunsOnIPad,
        "runs_on_tv" => app.RunsOnTV,
        "active" => app.Active,
        _ => throw NoProperty(app, property),
    };

    private static string Plain(object? content) => new DeviceNote { ContentHtml = content as string }.Content?.Trim() ?? "";

    private static string Canonical(object? value)
    {
        switch (value)
        {
            case null:
                return "";
            case string text:
                return text;
            case bool flag:
                return flag ? "true" : "false";
            case PlanValues map:
                return map.Count == 0 ? "" : Configuration.Documents.CanonicalForm.Write(map);
            case System.Collections.IEnumerable items:
                return string.Join("\0", Sorted(items.Cast<object?>().Select(Canonical)));
            default:
                return Convert.ToString(value, CultureInfo.InvariantCulture)!;
        }
    }

    private static TextList Sorted(IEnumerable<string>? items) =>
        new((items ?? []).OrderBy(item => item, StringComparer.Ordinal).ToArray());

    private static ArgumentException NoProperty(KandjiObject item, string property) =>
        new($"A {item.GetType().Name} has no property '{property}' that a plan changes.", nameof(property));
}
