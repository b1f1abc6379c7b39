using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using Kandji.Client.Json;

namespace Kandji.PowerShell.Raw;

/// <summary>JSON as PowerShell objects under the API's own names, with nothing converted: times and sizes stay the text that came.</summary>
internal static class RawOutput
{
    /// <summary>Turns JSON into an object, an array, or a plain value.</summary>
    public static object? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => OfObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Of).ToArray(),
        _ => JsonValues.ToPlain(element),
    };

    private static PSObject OfObject(JsonElement element)
    {
        var custom = new PSObject();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            // Of a name sent twice the last value counts, as everywhere. Names that differ in case only are two, which PowerShell does not know.
            string name = member.Name.Length == 0 ? "_" : member.Name;
            while (custom.Properties[name] is { } taken && taken.Name != name)
                name += "_";
            if (custom.Properties[name] is { } twice)
                twice.Value = Of(member.Value);
            else
                custom.Properties.Add(new PSNoteProperty(name, Of(member.Value)));
        }
        return custom;
    }
}
