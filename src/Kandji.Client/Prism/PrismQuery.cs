namespace Kandji.Client.Prism;

/// <summary>A filter for the rows of a category. Properties that are null do not filter.</summary>
public sealed class PrismQuery
{
    /// <summary>The ids of blueprints: devices in any of them.</summary>
    public IReadOnlyList<string>? BlueprintIds { get; init; }

    /// <summary>Device families: <c>Mac</c>, <c>iPhone</c>, <c>iPad</c>, <c>tvOS</c>.</summary>
    public IReadOnlyList<string>? DeviceFamilies { get; init; }

    /// <summary>
    /// Conditions by field, all of which a row must meet, by the API's names: <c>{ "apple_silicon": { "eq": true } }</c>. The
    /// operators are <c>eq</c> for booleans, <c>in</c>, <c>not_in</c>, <c>like</c> and <c>not_like</c> for lists of strings,
    /// <c>lt</c>, <c>lte</c>, <c>gt</c>, <c>gte</c> and <c>or</c> for times.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? Filter { get; init; }

    /// <summary>
    /// The API's name of a field to sort by; with a dash before it, from the last to the first. Null leaves the order to the service.
    /// </summary>
    public string? SortBy { get; init; }

    /// <summary>How many rows to list at most; null for all.</summary>
    public long? First { get; init; }
}
