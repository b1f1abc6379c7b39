using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Paging;

namespace Kandji.Client.Tags;

/// <summary>The operations on tags.</summary>
public sealed class TagOperations
{
    private const string Section = "Tags";

    internal static readonly ApiOperation List = new("GET", "/api/v1/tags", Section, "Tag list") { Query = ["search", "page"] };

    internal static readonly ApiOperation Create = new("POST", "/api/v1/tags", Section, "Create Tag") { Body = ["name"] };

    internal static readonly ApiOperation Update = new("PATCH", "/api/v1/tags/{tag_id}", Section, "Update Tag") { Body = ["name"] };

    internal static readonly ApiOperation Delete = new("DELETE", "/api/v1/tags/{tag_id}", Section, "Delete Tag");

    private readonly ApiConnection _connection;

    internal TagOperations(ApiConnection connection) => _connection = connection;

    /// <summary>Lists tags, streaming. Stands for GET /api/v1/tags.</summary>
    /// <param name="search">Part of the name, without regard to case; null for all.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each tag once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read, or the list ended before its count.</exception>
    public IAsyncEnumerable<Tag> ListAsync(string? search = null, CancellationToken cancellationToken = default)
    {
        var context = new StringPool();
        return CountedPaging.ByNumber(
            _connection,
            page => new ApiRequest(List).With("search", search).With("page", page == 1 ? null : page),
            response => PageReader.ReadEnvelope<Tag>(response, context),
            tag => tag.Id,
            cancellationToken);
    }

    /// <summary>Creates a tag. Stands for POST /api/v1/tags.</summary>
    /// <param name="name">The name, which no other tag may have.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The tag.</returns>
    /// <exception cref="KandjiApiException">There is such a tag (400), or the call failed.</exception>
    public Task<Tag> CreateAsync(string name, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<Tag>(
            new ApiRequest(Create).WithJson(new JsonBody { { "name", name ?? throw new System.ArgumentNullException(nameof(name)) } }),
            cancellationToken);

    /// <summary>Renames a tag; the devices that have it keep it. Stands for PATCH /api/v1/tags/{tag_id}.</summary>
    /// <param name="tagId">The tag's id.</param>
    /// <param name="name">The new name, which no other tag may have.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The tag.</returns>
    /// <exception cref="KandjiApiException">There is no such tag, or another with the name (400), or the call failed.</exception>
    public Task<Tag> RenameAsync(string tagId, string name, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<Tag>(
            new ApiRequest(Update, tagId).WithJson(
                new JsonBody { { "name", name ?? throw new System.ArgumentNullException(nameof(name)) } }), cancellationToken);

    /// <summary>Deletes a tag, which takes it off every device. Stands for DELETE /api/v1/tags/{tag_id}.</summary>
    /// <param name="tagId">The tag's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when the service has answered.</returns>
    /// <exception cref="KandjiApiException">There is no such tag, or the call failed.</exception>
    public Task DeleteAsync(string tagId, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(Delete, tagId), cancellationToken);
}
