using System.Text.Json;
using Kandji.Client.Json;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Raw;

/// <summary>
/// JSON as PowerShell objects under the API's own names, with nothing converted: times and sizes stay the text that came.
/// </summary>
internal static class RawOutput
{
    /// <summary>Turns JSON into an object, a list, or a plain value.</summary>
    public static object? Create(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => FromObject(element),
        JsonValueKind.Array => new ObjectList<object?>(element.EnumerateArray().Select(Create)),
        _ => JsonValues.ToPlain(element),
    };

    private static PSObject FromObject(JsonElement element)
    {
        var custom = new PSObject();
        var given = new Dictionary<string, PSNoteProperty>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            // Of a name sent twice the last value counts, as everywhere. Names that differ in case only are two, which PowerShell does not
            // know.
            string name = MemberName.Usable(member.Name);
            if (given.TryGetValue(member.Name, out PSNoteProperty? twice))
            {
                twice.Value = Create(member.Value);
                continue;
            }
            while (custom.Properties[name] is not null)
                name += "_";
            var note = new PSNoteProperty(name, Create(member.Value));
            custom.Properties.Add(note);
            given.Add(member.Name, note);
        }
        return custom;
    }
}
