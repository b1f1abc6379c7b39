using System.Text.Json.Nodes;

namespace Kandji.Simulator.State;

/// <summary>A blueprint.</summary>
public sealed class SimulatedBlueprint(string id, string name) : NamedStateItem(id, name)
{
    /// <summary>The description.</summary>
    public string Description { get; set; } = "";

    /// <summary>Name of its icon.</summary>
    public string Icon { get; set; } = "ss-laptop";

    /// <summary>Name of its colour.</summary>
    public string Color { get; set; } = "teal-400";

    /// <summary><c>classic</c> or <c>map</c>.</summary>
    public string Type { get; set; } = "classic";

    /// <summary>Its parameters, by id.</summary>
    public JsonObject Params { get; } = [];

    /// <summary>The code people type at the enrolment portal.</summary>
    public string EnrollmentCode { get; set; } = "";

    /// <summary>Indicates whether the code works.</summary>
    public bool EnrollmentCodeIsActive { get; set; } = true;

    /// <summary>Indicates whether people have to sign in before they get the enrolment profile.</summary>
    public bool RequiresAuthentication { get; set; }

    /// <summary>Nodes of a map that has conditions; an item has to be assigned to one of them. None: there are no conditions.</summary>
    public IReadOnlyList<string> AssignmentNodes { get; set; } = [];

    /// <summary>The library items, each with the node that it is assigned to.</summary>
    public IReadOnlyList<(string ItemId, string? NodeId)> LibraryItems { get; set; } = [];
}

public sealed partial class TenantState
{
    /// <summary>The blueprints.</summary>
    public StateCollection<SimulatedBlueprint> Blueprints => Collection(ref field, NamesChanged);
}
