using System.Text.Json.Nodes;

namespace Kandji.Simulator.State;

/// <summary>Blueprint routing.</summary>
public sealed class SimulatedBlueprintRouting
{
    private readonly Lock _gate = new();
    private readonly List<JsonObject> _activity = [];

    /// <summary>The code people type at the enrolment portal.</summary>
    public string Code { get; set; } = "042117";

    /// <summary>Indicates whether the code works.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>The activity, newest first, as the API shows it.</summary>
    public IReadOnlyList<JsonObject> Activity
    {
        get
        {
            lock (_gate)
                return [.. Enumerable.Reverse(_activity)];
        }
    }

    internal void AddActivity(string type, string? deviceId, DateTimeOffset at, JsonObject details)
    {
        lock (_gate)
        {
            _activity.Add(new JsonObject
            {
                ["id"] = 7_000 + _activity.Count,
                ["activity_time"] = Times.Iso(at),
                ["activity_type"] = type,
                ["user"] = deviceId is null
                    ? new JsonObject { ["id"] = "c9000000-0000-4000-8000-000000000001", ["email"] = "admin@example.com" }
                    : null,
                ["device_id"] = deviceId,
                ["details"] = details,
            });
        }
    }
}

public sealed partial class TenantState
{
    /// <summary>Blueprint routing.</summary>
    public SimulatedBlueprintRouting BlueprintRouting { get; } = new();
}
