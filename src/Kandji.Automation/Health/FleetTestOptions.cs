namespace Kandji.Automation.Health;

/// <summary>The scope of a test, and its limit of requests.</summary>
internal sealed class FleetTestOptions
{
    /// <summary>How many requests a test may take without another limit.</summary>
    public const int DefaultMaxRequests = 1000;

    /// <summary>The ids of the rules to test; null for all.</summary>
    public IReadOnlyCollection<string>? Rules { get; init; }

    /// <summary>The ids of the rules to leave out.</summary>
    public IReadOnlyCollection<string> ExcludedRules { get; init; } = [];

    /// <summary>The ids of the devices to look at; null for all. With some, only rules about devices are tested.</summary>
    public IReadOnlyCollection<string>? DeviceIds { get; init; }

    /// <summary>Leaves out what takes a request for each device, blueprint or library item.</summary>
    public bool Fast { get; init; }

    /// <summary>How many requests the test may take.</summary>
    public int MaxRequests { get; init; } = DefaultMaxRequests;
}
