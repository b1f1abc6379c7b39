namespace Kandji.Automation.Inventory.Watch;

/// <summary>Is told of what happens while a tenant is watched, from any thread.</summary>
internal sealed class WatchObserver
{
    /// <summary>Is told of what a person should know, and that does not end the watch.</summary>
    public Action<string> Warn { get; init; } = static _ => { };

    /// <summary>Is told of each step.</summary>
    public Action<string> Tell { get; init; } = static _ => { };

    /// <summary>Is told of a failure that somebody has to see to, and that does not end the watch.</summary>
    public Action<InventoryException> Fail { get; init; } = static _ => { };
}
