namespace Kandji.Simulator.State;

/// <summary>A tag for devices.</summary>
public sealed class SimulatedTag(string id, string name) : StateItem
{
    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <summary>Its name, which no other tag has.</summary>
    public string Name
    {
        get;
        set
        {
            field = value;
            Changed();
        }
    } = name;
}

public sealed partial class TenantState
{
    /// <summary>The tags.</summary>
    public StateCollection<SimulatedTag> Tags => Collection(ref field, NamesChanged);
}
