namespace Kandji.Simulator.State;

/// <summary>An item of the tenant's state that has a name.</summary>
public abstract class NamedStateItem(string id, string name) : StateItem
{
    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <summary>The name. Blueprints and users may share one; no two tags do.</summary>
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
