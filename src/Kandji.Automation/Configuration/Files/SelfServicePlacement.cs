namespace Kandji.Automation.Configuration.Files;

/// <summary>Where a script or an app is in Self Service.</summary>
/// <param name="IsShown">Indicates whether it is there.</param>
/// <param name="Category">The category, as a name or an id; null when it is not there.</param>
/// <param name="IsRecommended">Indicates whether it is recommended; null when it is not there.</param>
internal sealed record SelfServicePlacement(bool IsShown, string? Category, bool? IsRecommended)
{
    /// <summary>
    /// The placement that the settings of a member mean: a category, a recommendation and the lack of enforcement imply that it is shown.
    /// </summary>
    public static SelfServicePlacement Of(ConfigurationMember member)
    {
        string? category = member.Text("self_service_category_id");
        bool isShown = member.Flag("show_in_self_service") == true || !string.IsNullOrEmpty(category)
            || member.Flag("self_service_recommended") == true
            || (member.Schema.EnforcementKey is { } key && member.Text(key) == "no_enforcement");
        return isShown
            ? new SelfServicePlacement(
                true, string.IsNullOrEmpty(category) ? member.Schema.DefaultCategory : category,
                member.Flag("self_service_recommended") ?? false)
            : new SelfServicePlacement(false, null, null);
    }
}
