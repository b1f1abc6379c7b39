using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kandji.Simulator.Shapes;

namespace Kandji.Simulator.State;

/// <summary>The data that Prism has collected, which follows from the fleet, and the exported files.</summary>
public sealed class SimulatedPrism
{
    private readonly TenantState _state;
    private readonly ConcurrentDictionary<string, (long Version, IReadOnlyList<JsonObject> Rows)> _tables = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SimulatedExport> _exports = new(StringComparer.Ordinal);

    internal SimulatedPrism(TenantState state) => _state = state;

    /// <summary>How many times an export's status has to be asked before the file is ready.</summary>
    public int ExportPolls { get; set; } = 2;

    /// <summary>Makes exports fail with this message; null lets them succeed.</summary>
    public string? ExportFailure { get; set; }

    /// <summary>How lists are paged.</summary>
    public PrismPaging Paging { get; set; }

    /// <summary>Indicates whether <c>total</c> is null, as the service has been seen to answer.</summary>
    public bool TotalIsNull { get; set; }

    /// <summary>Indicates whether counts are estimates.</summary>
    public bool CountIsApproximate { get; set; }

    /// <summary>The rows of a category, by the API's name.</summary>
    internal IReadOnlyList<JsonObject>? Rows(string category)
    {
        if (!PrismRows.Categories.TryGetValue(category, out var of))
            return null;
        var version = _state.Devices.Version + _state.NameVersion;
        if (_tables.TryGetValue(category, out var table) && table.Version == version)
            return table.Rows;
        var rows = new List<JsonObject>();
        foreach (var device in _state.Devices.Items)
        {
            if (!device.IsApple)
                continue;
            foreach (var row in of(device, _state))
            {
                device.EditPrism?.Invoke(category, row);
                rows.Add(row);
            }
        }

        _tables[category] = (version, rows);
        return rows;
    }

    /// <summary>How many rows a category has. Where each device has one, none is made to be counted.</summary>
    internal int? Count(string category) =>
        category == "device_information" ? _state.Devices.Items.Count(device => device.IsApple) : Rows(category)?.Count;

    internal SimulatedExport Add(SimulatedExport export) => _exports[export.Id] = export;

    internal SimulatedExport? Find(string id) => _exports.GetValueOrDefault(id);
}

public sealed partial class TenantState
{
    /// <summary>Prism.</summary>
    public SimulatedPrism Prism => field ?? Interlocked.CompareExchange(ref field, new SimulatedPrism(this), null) ?? field!;
}
