using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Filters;

/// <summary>
/// The names of -Tag. The service minds the case of a tag that is written out, and so does this: otherwise a filter that it ignores would
/// find others. With a wildcard among the names, none minds it.
/// </summary>
internal sealed class TagFilter
{
    private readonly WildcardFilter _names;
    private readonly string[] _literals;
    private readonly bool _areLiteral;

    private TagFilter(string[] names, WildcardFilter filter)
    {
        _names = filter;
        _literals = filter.Literals;
        _areLiteral = _literals.Length == names.Length;
    }

    /// <summary>The only name; null when the service is to be asked for several, or for none.</summary>
    public string? OnlyName => _areLiteral && _literals.Length == 1 ? _literals[0] : null;

    /// <summary>The names; null when the service cannot be asked for several. It separates them with commas.</summary>
    public IReadOnlyList<string>? Names =>
        _areLiteral && _literals.Length > 1 && _literals.All(name => !name.Contains(",")) ? _literals : null;

    /// <summary>The names that hold no wildcard.</summary>
    public IReadOnlyList<string> Literals => _literals;

    /// <summary>Compares names as this does.</summary>
    public IEqualityComparer<string> Comparer => _areLiteral ? StringComparer.Ordinal : QuoteInsensitiveComparer.Comparer;

    /// <summary>Makes a filter; null when nothing was asked.</summary>
    public static TagFilter? Create(string[]? names) =>
        names is not null && WildcardFilter.Create(names) is { } filter ? new TagFilter(names, filter) : null;

    /// <summary>Indicates whether a device has one of the tags.</summary>
    public bool Matches(Device device) => _areLiteral
        ? device.Tags?.Intersect(_literals, StringComparer.Ordinal).Any() == true
        : _names.MatchesAny(device.Tags);
}
