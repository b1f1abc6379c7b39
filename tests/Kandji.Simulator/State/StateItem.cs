namespace Kandji.Simulator.State;

/// <summary>Something a tenant has. Setting a property is seen by the next answer.</summary>
public abstract class StateItem
{
    internal Action? OnChange { get; set; }

    /// <summary>The key by which the collection finds it.</summary>
    public abstract string Id { get; }

    /// <summary>Held while several things of one item are changed together.</summary>
    internal Lock Gate { get; } = new();

    private protected virtual void Changed() => OnChange?.Invoke();
}
