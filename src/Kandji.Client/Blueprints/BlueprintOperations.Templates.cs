using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Paging;

namespace Kandji.Client.Blueprints;

public sealed partial class BlueprintOperations
{
    internal static readonly ApiOperation ListTemplates = new("GET", "/api/v1/blueprints/templates/", Section, "Get Blueprint Templates")
    {
        Query = ["limit", "offset"],
    };

    /// <summary>
    /// Lists the categories of blueprint templates with their templates, streaming. Stands for GET /api/v1/blueprints/templates/.
    /// </summary>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each category once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read.</exception>
    public IAsyncEnumerable<BlueprintTemplateCategory> ListTemplateCategoriesAsync(CancellationToken cancellationToken = default)
    {
        var context = new StringPool();
        return CountedPaging.ByOffset(
            _connection,
            (limit, offset) => new ApiRequest(ListTemplates).With("limit", limit).With("offset", offset == 0 ? null : offset),
            PageSize,
            response => PageReader.ReadEnvelope<BlueprintTemplateCategory>(response, context),
            category => category.Id?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            cancellationToken);
    }
}
