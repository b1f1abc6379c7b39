namespace Kandji.Simulator.State;

/// <summary>An upload of an .ipa file that the service looks through.</summary>
internal sealed class PendingUpload(string id, string key, IEnumerable<string> statuses)
{
    private readonly Queue<string> _statuses = new(statuses);
    private readonly Lock _gate = new();

    public string Id { get; } = id;

    public string Key { get; } = key;

    public string Status { get; private set; } = "UPLOADING";

    public string Poll()
    {
        lock (_gate)
            return _statuses.TryDequeue(out var next) ? Status = next : Status;
    }
}
