using System.Runtime.CompilerServices;
using Kandji.Client.Model;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Checks that the rows of a list are those that the service was asked for. A service that ignores a filter answers with everything, which
/// must not pass for the part that was meant: the next command in the pipeline may erase it. Only a row that contradicts the filter is an
/// error; a row that does not show the property is not. A row whose time is off by what services round times by is left out.
/// </summary>
internal sealed class FilterCheck<T>
    where T : KandjiObject
{
    private readonly List<Func<T, string?>> _contradictions = [];
    private readonly List<Func<T, bool>> _outside = [];

    /// <summary>Adds that a property has one of some values, without regard to case and spelling; null adds nothing.</summary>
    /// <param name="filter">The parameter, with its dash.</param>
    /// <param name="asked">The values.</param>
    /// <param name="value">Reads the property: null where the row does not show it, and empty where it shows that there is none.</param>
    /// <param name="known">
    /// The words that the service is known to use. Another word is not a contradiction, as it may be a new name of one of those asked for.
    /// </param>
    public FilterCheck<T> In(string filter, IEnumerable<string>? asked, Func<T, string?> value, IEnumerable<string>? known = null)
    {
        if (asked is null)
            return this;
        var wanted = new HashSet<string>(asked.Select(Letters), StringComparer.OrdinalIgnoreCase);
        HashSet<string>? words = known is null ? null : new HashSet<string>(known.Select(Letters), StringComparer.OrdinalIgnoreCase);
        _contradictions.Add(row => value(row) is { } found && !wanted.Contains(Letters(found))
            && words?.Contains(Letters(found)) != false ? $"'{found}', which is not what {filter} asks for" : null);
        return this;
    }

    /// <summary>Adds that a list of texts has at least one of some values; null adds nothing.</summary>
    public FilterCheck<T> AnyOf(string filter, IReadOnlyList<string>? asked, Func<T, IReadOnlyList<string>?> value)
    {
        if (asked is not null)
        {
            _contradictions.Add(row => value(row) is { } found && !found.Intersect(asked, StringComparer.OrdinalIgnoreCase).Any()
                ? $"'{string.Join(", ", found)}', which is not what {filter} asks for" : null);
        }
        return this;
    }

    /// <summary>Adds that a flag is on or off; null adds nothing.</summary>
    public FilterCheck<T> Is(string filter, bool? asked, Func<T, bool?> value)
    {
        if (asked is not null)
            _contradictions.Add(
                row => value(row) is { } found && found != asked ? $"'{found}', which is not what {filter} asks for" : null);
        return this;
    }

    /// <summary>Adds that a time is not before another; null adds nothing.</summary>
    /// <param name="filter">The parameter, with its dash.</param>
    /// <param name="asked">The other time.</param>
    /// <param name="value">Reads the property.</param>
    /// <param name="isExact">False where the service rounds the bound as it means to, so that what it returns is not left out.</param>
    public FilterCheck<T> NotBefore(string filter, DateTime? asked, Func<T, DateTime?> value, bool isExact = true) =>
        AddBound("gte", $"before {filter}", asked, value, isExact);

    /// <summary>Adds that a time is not after another; null adds nothing.</summary>
    public FilterCheck<T> NotAfter(string filter, DateTime? asked, Func<T, DateTime?> value) =>
        AddBound("lte", $"after {filter}", asked, value, isExact: true);

    /// <summary>Adds the conditions by field.</summary>
    public FilterCheck<T> Add(FieldFilter filter)
    {
        _contradictions.Add(filter.FindContradiction);
        if (filter.HasTimes)
            _outside.Add(filter.IsOutside);
        return this;
    }

    /// <summary>Indicates whether a row is one that was asked for.</summary>
    /// <returns>False for a row to leave out.</returns>
    /// <exception cref="ObjectException">The row contradicts a filter.</exception>
    public bool Matches(T row) =>
        _contradictions.Select(contradiction => contradiction(row)).FirstOrDefault(found => found is not null) is { } found
            ? throw NotApplied($"The service returned {row} with {found}") : !_outside.Exists(isOutside => isOutside(row));

    /// <summary>Returns the rows of a list that were asked for.</summary>
    /// <exception cref="ObjectException">A row contradicts a filter.</exception>
    public async IAsyncEnumerable<T> SelectAsync(IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (T row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (Matches(row))
                yield return row;
        }
    }

    /// <summary>The error about a filter that the service did not apply.</summary>
    /// <param name="evidence">How that showed, as the beginning of a sentence.</param>
    public static ObjectException NotApplied(string evidence) => new("KandjiFilterIgnored", ErrorCategory.InvalidData,
        $"{evidence}: the filter was not applied. The list ends here, so that nothing else passes for what was asked. "
            + "Read the list without the filter, and choose with Where-Object.");

    private FilterCheck<T> AddBound(string name, string words, DateTime? asked, Func<T, DateTime?> value, bool isExact)
    {
        if (TimeBound.From(asked) is not { } bound)
            return this;
        _contradictions.Add(row => value(row) is { } found && bound.Compare(name, found) == FilterFit.Contradiction
            ? $"'{found:u}', which is {words}" : null);
        if (isExact)
            _outside.Add(row => value(row) is { } found && bound.Compare(name, found) != FilterFit.Within);
        return this;
    }

    private static string Letters(string text) => new(text.Where(char.IsLetterOrDigit).ToArray());
}
