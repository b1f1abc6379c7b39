using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>A script of the library, which the agent runs on Macs.</summary>
public sealed class CustomScript : TenantObject, ILibraryItem, INullAware
{
    /// <summary>The library item's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The name. Names need not be unique.</summary>
    public string? Name { get; set; }

    /// <summary>Indicates whether the item is given to devices.</summary>
    public bool? Active { get; set; }

    /// <summary>When it runs: <c>once</c>, <c>every_15_min</c>, <c>every_day</c>, or <c>no_enforcement</c>.</summary>
    public string? ExecutionFrequency { get; set; }

    /// <summary>Indicates whether the device is restarted after the script has succeeded.</summary>
    public bool? Restart { get; set; }

    /// <summary>The script itself, which checks whether something is to be done.</summary>
    public string? Script { get; set; }

    /// <summary>The script that runs when the first one failed; empty when there is none.</summary>
    public string? RemediationScript { get; set; }

    /// <summary>Indicates whether people find it in Self Service.</summary>
    public bool? ShowInSelfService { get; set; }

    /// <summary>The id of its category in Self Service.</summary>
    public string? SelfServiceCategoryId { get; set; }

    /// <summary>Indicates whether Self Service recommends it.</summary>
    public bool? SelfServiceRecommended { get; set; }

    /// <summary>When the item was created, in local time.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When the item was last changed, in local time.</summary>
    public DateTime? UpdatedAt { get; set; }

    ICollection<string>? INullAware.NullFields { get; set; }
}
