using System.Text;
using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Paging;

namespace Kandji.Client.Prism;

/// <summary>Reads the rows of a category as objects of its type.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
/// <param name="entry">The category.</param>
internal sealed class TypedPrismRows<T>(PrismCategoryAttribute entry) : PrismRows
    where T : PrismRow, new()
{
    private const int PageSize = 300;

    /// <inheritdoc/>
    public override IAsyncEnumerable<PrismRow> ListAsync(ApiConnection connection, PrismQuery query, CancellationToken cancellationToken)
    {
        var context = new StringPool();
        string? filter = query.Filter is null ? null : Encoding.UTF8.GetString(JsonBody.ToUtf8(query.Filter));
        string? blueprints = Joined(query.BlueprintIds);
        string? families = Joined(query.DeviceFamilies);
        return CountedPaging.ByCursorOrOffset(
            connection,
            (limit, offset, cursor) => new ApiRequest(entry.Operation)
                .With("blueprint_ids", blueprints)
                .With("device_families", families)
                .With("filter", filter)
                .With("sort_by", query.SortBy)
                .With("limit", limit)
                .With("offset", offset)
                .With("cursor", cursor),
            (int)Math.Min(PageSize, query.First ?? PageSize),
            response => PageReader.ReadEnvelope<T>(response, context, "data", nextKey: "cursor"),
            entry.OneRowPerDevice ? row => row.DeviceId : null,
            cancellationToken,
            query.First);
    }

    private static string? Joined(IReadOnlyList<string>? values) => values is null ? null : string.Join(",", values);
}
