using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>The fields that the rows of a list have, at every level: <c>user</c>, <c>user.email</c>.</summary>
internal sealed class ColumnSet
{
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> _shapes = [];

    /// <summary>The fields.</summary>
    public ISet<string> Fields => _fields;

    /// <summary>Takes note of the fields of a row.</summary>
    public void Add(StoredRow row)
    {
        if (!_shapes.Add(row.Shape))
            return;
        using JsonDocument document = JsonDocument.Parse(row.Json);
        Add("", document.RootElement);
    }

    /// <summary>
    /// The fields that were there before and are in no row now. A field inside an object has vanished only where that object is there.
    /// </summary>
    /// <param name="before">The fields that were there before.</param>
    public List<string> FindVanished(IEnumerable<string> before)
    {
        var parents = new HashSet<string>(_fields.Select(GetParent).OfType<string>(), StringComparer.Ordinal);
        return _fields.Count == 0
            ? []
            : before.Where(field => !_fields.Contains(field) && (GetParent(field) is not { } parent || parents.Contains(parent))).ToList();
    }

    private static string? GetParent(string field) => field.LastIndexOf('.') is var dot and > 0 ? field.Substring(0, dot) : null;

    private void Add(string path, JsonElement element)
    {
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string field = path.Length == 0 ? member.Name : path + "." + member.Name;
            _fields.Add(field);
            if (member.Value.ValueKind == JsonValueKind.Object)
                Add(field, member.Value);
        }
    }
}
