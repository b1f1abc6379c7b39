namespace Kandji.Simulator;

/// <summary>An area of the API: the routes it has, and the data a new tenant starts with.</summary>
internal sealed record Area(Action<RouteTable> Register, Action<TenantState, SimulatorOptions>? Fill = null);
