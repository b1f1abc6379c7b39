using Kandji.Client.Json;

namespace Kandji.Client.Library;

/// <summary>A custom script to create, or a change of one. Properties that are null are not sent and stay as they are.</summary>
public sealed class CustomScriptChange
{
    /// <summary>The name. Needed to create one.</summary>
    public string? Name { get; set; }

    /// <summary>When it runs: <c>once</c>, <c>every_15_min</c>, <c>every_day</c>, or <c>no_enforcement</c>. Needed to create one.</summary>
    public string? ExecutionFrequency { get; set; }

    /// <summary>The script itself. Needed to create one.</summary>
    public string? Script { get; set; }

    /// <summary>The script that runs when the first one failed; empty for none.</summary>
    public string? RemediationScript { get; set; }

    /// <summary>Indicates whether people find it in Self Service, which needs a category.</summary>
    public bool? ShowInSelfService { get; set; }

    /// <summary>The id of its category in Self Service.</summary>
    public string? SelfServiceCategoryId { get; set; }

    /// <summary>Indicates whether Self Service recommends it.</summary>
    public bool? SelfServiceRecommended { get; set; }

    /// <summary>Indicates whether it is given to devices.</summary>
    public bool? Active { get; set; }

    /// <summary>Indicates whether the device is restarted after the script has succeeded.</summary>
    public bool? Restart { get; set; }

    /// <summary>True when nothing is set, so that there is nothing to send.</summary>
    public bool IsEmpty => !ToBody().Keys.Any();

    internal JsonBody ToBody() => new JsonBody()
        .AddIfGiven("name", Name)
        .AddIfGiven("execution_frequency", ExecutionFrequency)
        .AddIfGiven("script", Script)
        .AddIfGiven("remediation_script", RemediationScript)
        .AddIfGiven("show_in_self_service", ShowInSelfService)
        .AddIfGiven("self_service_category_id", SelfServiceCategoryId)
        .AddIfGiven("self_service_recommended", SelfServiceRecommended)
        .AddIfGiven("active", Active)
        .AddIfGiven("restart", Restart);
}
