using Kandji.Client.Model;

namespace Kandji.Client.Blueprints;

/// <summary>Something that happened in blueprint routing.</summary>
public sealed class BlueprintRoutingActivity : TenantObject
{
    /// <summary>The entry's id, a number that grows.</summary>
    public long? Id { get; set; }

    /// <summary>When it happened, in local time.</summary>
    public DateTime? ActivityTime { get; set; }

    /// <summary>The type of activity: <c>routing_departure</c>, <c>computer_enrollment</c>, <c>routing_config_edited</c>, ...</summary>
    public string? ActivityType { get; set; }

    /// <summary>Who did it; null where nobody did.</summary>
    public BlueprintRoutingUser? User { get; set; }

    /// <summary>The id of the device that it happened to; null where none is concerned.</summary>
    public string? DeviceId { get; set; }

    /// <summary>The details, whose form depends on the type of activity.</summary>
    public object? Details { get; set; }
}
