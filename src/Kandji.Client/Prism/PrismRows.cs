using System.Collections.Concurrent;
using Kandji.Client.Http;

namespace Kandji.Client.Prism;

/// <summary>Reads the rows of one category.</summary>
internal abstract class PrismRows
{
    private static readonly ConcurrentDictionary<PrismCategory, PrismRows> ByCategory = new();

    /// <summary>The reader of a category.</summary>
    /// <param name="category">The category.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category.</exception>
    public static PrismRows For(PrismCategory category) => ByCategory.GetOrAdd(category, static category =>
    {
        PrismCategoryAttribute entry = PrismCategoryAttribute.For(category);
        return (PrismRows)Activator.CreateInstance(typeof(TypedPrismRows<>).MakeGenericType(entry.RowType), entry)!;
    });

    /// <summary>Reads the rows, streaming.</summary>
    /// <param name="connection">Sends the requests.</param>
    /// <param name="query">Which rows.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    public abstract IAsyncEnumerable<PrismRow> ListAsync(ApiConnection connection, PrismQuery query, CancellationToken cancellationToken);
}
