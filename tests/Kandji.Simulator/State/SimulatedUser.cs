namespace Kandji.Simulator.State;

/// <summary>A person from a directory integration.</summary>
public sealed class SimulatedUser(string id, string name, string email) : NamedStateItem(id, name)
{
    /// <summary>E-mail address.</summary>
    public string Email
    {
        get;
        set
        {
            field = value;
            Changed();
        }
    } = email;

    /// <summary>Indicates whether the directory still has the person.</summary>
    public bool Archived
    {
        get;
        set
        {
            field = value;
            Changed();
        }
    }

    /// <summary>Indicates whether the account is active.</summary>
    public bool Active { get; set; } = true;

    /// <summary>The number that was the id in older tenants.</summary>
    public int DeprecatedId { get; set; }

    /// <summary>Department, or null.</summary>
    public string? Department { get; set; }

    /// <summary>Job title, or null.</summary>
    public string? JobTitle { get; set; }

    /// <summary>The directory the person comes from.</summary>
    public SimulatedIntegration Integration { get; set; } = SimulatedIntegration.Default;

    /// <summary>When the directory first sent the person.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the directory last changed the person.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}

public sealed partial class TenantState
{
    /// <summary>The users.</summary>
    public StateCollection<SimulatedUser> Users => Collection(ref field, NamesChanged);

    /// <summary>Indicates whether a device names its user by a number, as older tenants do.</summary>
    public bool DeviceUserIdsAreIntegers
    {
        get;
        set
        {
            field = value;
            NamesChanged();
        }
    }
}
