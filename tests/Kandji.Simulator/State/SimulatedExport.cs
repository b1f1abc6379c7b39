using System.Text.Json.Nodes;

namespace Kandji.Simulator.State;

/// <summary>A file of a category that was asked for.</summary>
internal sealed class SimulatedExport(string category, JsonObject args, Func<byte[]> make, DateTimeOffset createdAt)
{
    private readonly Lock _gate = new();
    private int _polls;

    public string Id { get; } = Guid.NewGuid().ToString();

    public string Category => category;

    public JsonObject Args => args;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; private set; } = createdAt;

    public string? SignedPath { get; private set; }

    public string? Error { get; private set; }

    /// <summary>One look at the status: the last one that is needed makes the file.</summary>
    public void Poll(TenantState state)
    {
        lock (_gate)
        {
            if (SignedPath is not null || Error is not null || ++_polls < state.Prism.ExportPolls)
                return;
            UpdatedAt = state.Clock.GetUtcNow();
            if (state.Prism.ExportFailure is { } failure)
                Error = failure;
            else
                SignedPath = state.Store.Publish(make());
        }
    }
}
