using System.Text.Json.Nodes;

namespace Kandji.Simulator.State;

/// <summary>An item of the library.</summary>
public sealed class SimulatedLibraryItem(string id, LibraryItemKind kind, string name) : StateItem
{
    private readonly List<JsonObject> _activity = [];

    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <summary>Its kind.</summary>
    public LibraryItemKind Kind { get; } = kind;

    /// <summary>Its name, which need not be unique.</summary>
    public string Name { get; set; } = name;

    /// <summary>Everything else that the API shows of it, under the API's names.</summary>
    public JsonObject Fields { get; } = [];

    /// <summary>Its activity, newest first, as the API shows it.</summary>
    public IReadOnlyList<JsonObject> Activity
    {
        get
        {
            lock (Gate)
                return [.. Enumerable.Reverse(_activity)];
        }
    }

    internal void AddActivity(string type, DateTimeOffset at, params string[] details)
    {
        lock (Gate)
        {
            _activity.Add(new JsonObject
            {
                ["id"] = 2_000 + (_activity.Count * 3),
                ["activity_time"] = Times.Iso(at),
                ["activity_type"] = type,
                ["user_id"] = "c9000000-0000-4000-8000-000000000001",
                ["user_email"] = "admin@example.com",
                ["details"] = details.Length == 0 ? null : new JsonArray([.. details.Select(d => (JsonNode)d)]),
            });
        }
    }
}

public sealed partial class TenantState
{
    private readonly Dictionary<string, PendingUpload> _pendingUploads = new(StringComparer.Ordinal);
    private readonly Lock _uploads = new();

    /// <summary>The library.</summary>
    public StateCollection<SimulatedLibraryItem> Library => Collection(ref field);

    /// <summary>The categories of Self Service, by id.</summary>
    public IReadOnlyDictionary<string, string> SelfServiceCategories { get; set; } = new Dictionary<string, string>
    {
        [KnownFleet.ToolsCategoryId] = KnownFleet.ToolsCategoryName,
        ["e2000000-0000-4000-8000-000000000002"] = "Büro",
        ["e2000000-0000-4000-8000-000000000003"] = "Security & VPN",
    };

    /// <summary>Indicates whether lists of scripts and profiles come without texts, which the answer for a single one has.</summary>
    public bool ListsOmitTexts { get; set; }

    /// <summary>How many times in all the library answers 503 because it is busy with an uploaded file.</summary>
    public int BusyWithUploads { get; set; }

    /// <summary>The statuses of an uploaded .ipa file, one for each time it is read; the last one stays.</summary>
    public IReadOnlyList<string> UploadStatuses { get; set; } = ["UPLOADING", "UPLOADED", "VALIDATED"];

    internal PendingUpload AddPendingUpload(string key)
    {
        var upload = new PendingUpload(Guid.NewGuid().ToString(), key, UploadStatuses);
        lock (_uploads)
            _pendingUploads[upload.Id] = upload;
        return upload;
    }

    internal PendingUpload? FindPendingUpload(string id)
    {
        lock (_uploads)
            return _pendingUploads.GetValueOrDefault(id);
    }

    internal bool IsValidated(string key)
    {
        lock (_uploads)
            return _pendingUploads.Values.Any(u => u.Key == key && u.Status == "VALIDATED");
    }
}
