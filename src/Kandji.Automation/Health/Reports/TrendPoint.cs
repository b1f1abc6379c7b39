namespace Kandji.Automation.Health.Reports;

/// <summary>The state of a fleet at a time.</summary>
internal sealed class TrendPoint
{
    /// <summary>The time of the inventory's run, in UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The number of devices.</summary>
    public required int Devices { get; init; }

    /// <summary>The number of devices that the service counted as missing.</summary>
    public required int Missing { get; init; }

    /// <summary>
    /// The number of devices with the newest main version of their platform that any device had at that time, and of those whose version
    /// was known.
    /// </summary>
    public required (int Newest, int Known) Systems { get; init; }

    /// <summary>The number of devices by platform.</summary>
    public required IReadOnlyDictionary<string, int> ByPlatform { get; init; }
}
