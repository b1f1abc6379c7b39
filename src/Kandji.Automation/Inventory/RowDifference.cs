using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>A property that has another value than at the last run.</summary>
/// <param name="field">The field, as the service names it; of details with the section before it: <c>general.os_version</c>.</param>
/// <param name="before">The value before; undefined where there was none.</param>
/// <param name="after">The value now; undefined where there is none.</param>
/// <param name="absent">
/// The fields whose absence is all that differs; null where a value differs. Where they are absent from every row of the list, nothing
/// changed.
/// </param>
internal readonly struct RowDifference(string field, JsonElement before, JsonElement after, IReadOnlyList<string>? absent)
{
    public string Field { get; } = field;

    public JsonElement Before { get; } = before;

    public JsonElement After { get; } = after;

    public IReadOnlyList<string>? Absent { get; } = absent;
}
