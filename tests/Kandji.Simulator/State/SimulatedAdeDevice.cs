namespace Kandji.Simulator.State;

/// <summary>A device that Apple knows to belong to the tenant, whether it has enrolled or not.</summary>
public sealed class SimulatedAdeDevice(string id, string serialNumber, SimulatedAdeIntegration integration) : StateItem
{
    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <summary>Serial number.</summary>
    public string SerialNumber { get; } = serialNumber;

    /// <summary>The connection that it comes through.</summary>
    public SimulatedAdeIntegration Integration { get; } = integration;

    /// <summary><c>Mac</c>, <c>iPad</c>, ...</summary>
    public required string Family { get; init; }

    /// <summary>Apple's name of the system.</summary>
    public string System => Family switch
    {
        "Mac" => "OSX",
        "iPad" => "iPadOS",
        "AppleTV" => "tvOS",
        _ => "iOS",
    };

    /// <summary>Model.</summary>
    public string Model { get; init; } = "";

    /// <summary>Colour of the case.</summary>
    public string Color { get; init; } = "";

    /// <summary>Model and equipment in the trade's words.</summary>
    public string Description { get; init; } = "";

    /// <summary>Blueprint of its own; null when blueprint routing decides.</summary>
    public SimulatedBlueprint? Blueprint { get; set; }

    /// <summary>Indicates whether blueprint routing decides; null where it does for a device without a blueprint.</summary>
    public bool? UsesBlueprintRouting { get; set; }

    /// <summary>Who has it; null when nobody.</summary>
    public SimulatedUser? User { get; set; }

    /// <summary>Asset tag; null when it has none.</summary>
    public string? AssetTag { get; set; }

    /// <summary>When it was assigned to the server at Apple.</summary>
    public DateTimeOffset AssignedAt { get; init; }

    /// <summary>The enrolled device; null before it enrols.</summary>
    public SimulatedDevice? Enrolled { get; set; }
}

public sealed partial class TenantState
{
    /// <summary>The devices that Apple knows.</summary>
    public StateCollection<SimulatedAdeDevice> AdeDevices => Collection(ref field);
}
