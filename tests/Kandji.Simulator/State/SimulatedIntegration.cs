namespace Kandji.Simulator.State;

/// <summary>A user directory.</summary>
/// <param name="Number">Its number in older tenants.</param>
/// <param name="Id">Its UUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">The product: <c>office365</c>, <c>gsuite</c>, ...</param>
public sealed record SimulatedIntegration(int Number, string Id, string Name, string Type)
{
    /// <summary>The company's directory.</summary>
    public static SimulatedIntegration Default { get; } = new(71, "5d0f1a34-6c8e-4b70-9a52-0e6f3b7c1d01", "Northwind Entra", "office365");

    /// <summary>A second one, from a company bought later.</summary>
    public static SimulatedIntegration Other { get; } = new(88, "5d0f1a34-6c8e-4b70-9a52-0e6f3b7c1d02", "Südwind Workspace", "gsuite");
}
