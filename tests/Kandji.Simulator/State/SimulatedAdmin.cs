namespace Kandji.Simulator.State;

/// <summary>A person who administers the tenant.</summary>
public sealed class SimulatedAdmin(string id, string name, string email) : StateItem
{
    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <summary>The display name.</summary>
    public string Name { get; set; } = name;

    /// <summary>The e-mail address.</summary>
    public string Email { get; set; } = email;

    /// <summary>The name of the role.</summary>
    public string Role { get; set; } = "Administrator";
}

public sealed partial class TenantState
{
    /// <summary>The administrators.</summary>
    public StateCollection<SimulatedAdmin> Admins => Collection(ref field);
}
