namespace Kandji.Simulator.State;

/// <summary>A tag for devices.</summary>
public sealed class SimulatedTag(string id, string name) : NamedStateItem(id, name);

public sealed partial class TenantState
{
    /// <summary>The tags.</summary>
    public StateCollection<SimulatedTag> Tags => Collection(ref field, NamesChanged);
}
