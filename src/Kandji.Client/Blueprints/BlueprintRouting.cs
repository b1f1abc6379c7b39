using System;

namespace Kandji.Client.Blueprints;

/// <summary>How devices are enrolled into blueprint routing.</summary>
public sealed class BlueprintRouting : KandjiObject
{
    /// <summary>The code with which devices enroll by hand.</summary>
    public EnrollmentCode? EnrollmentCode { get; set; }
}

/// <summary>Something that happened in blueprint routing.</summary>
public sealed class BlueprintRoutingActivity : KandjiObject
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

/// <summary>An administrator who changed blueprint routing.</summary>
public sealed class BlueprintRoutingUser : KandjiObject
{
    /// <summary>The user's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The e-mail address.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => Printable.Of(Email ?? Id);
}
