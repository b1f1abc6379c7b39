namespace Kandji.Simulator.State;

/// <summary>A connection with an MDM server at Apple.</summary>
public sealed class SimulatedAdeIntegration(string id, string serverName) : StateItem
{
    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <summary>The server's name at Apple.</summary>
    public string ServerName { get; } = serverName;

    /// <summary>The server's id at Apple.</summary>
    public string ServerId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>The blueprint for its devices; null leaves it to blueprint routing.</summary>
    public SimulatedBlueprint? Blueprint { get; set; }

    /// <summary>Indicates whether blueprint routing decides; null where it does for an integration without a blueprint.</summary>
    public bool? UsesBlueprintRouting { get; set; }

    /// <summary>When the token expires.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Name of the token's file.</summary>
    public string TokenFileName { get; set; } = "";

    /// <summary>The content of the token's file; empty for a token from before the simulation began.</summary>
    public byte[] Token { get; set; } = [];

    /// <summary>Shown during setup.</summary>
    public string Email { get; set; } = "";

    /// <summary>Shown during setup.</summary>
    public string Phone { get; set; } = "";

    /// <summary>When the list of devices was last fetched; null when never.</summary>
    public DateTimeOffset? LastSync { get; set; }

    /// <summary>Why Apple refuses the token; null when it does not.</summary>
    public string? BrokenReason { get; set; }
}

public sealed partial class TenantState
{
    /// <summary>The connections with Apple's Automated Device Enrollment.</summary>
    public StateCollection<SimulatedAdeIntegration> AdeIntegrations => Collection(ref field);
}
