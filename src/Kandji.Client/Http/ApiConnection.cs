using Kandji.Client.Http.Files;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Http;

/// <summary>
/// The connection that the operations of every area use: the request pipeline of the session, and the observer of these requests. One that
/// only plans throws an <see cref="UnsentChangeException"/> for what may change something, so that nothing but reads leaves.
/// </summary>
internal sealed class ApiConnection(RequestPipeline pipeline, IRequestObserver? observer, bool keepsSources = false, bool plans = false)
{
    private StringPool? _context;

    /// <summary>
    /// The strings that the answers of this caller share: the names of applications and profiles are the same on device after device. Not
    /// for answers that hold secrets, which it would keep.
    /// </summary>
    public StringPool Strings => _context ??= new StringPool();

    /// <summary>Sends a request and reads its answer in a way of one's own.</summary>
    public Task<T> SendAsync<T>(ApiRequest request, Func<ApiResponse, T> read, CancellationToken cancellationToken) =>
        pipeline.SendAsync(Sendable(request), keepsSources ? response => read(Keeping(response)) : read, observer, cancellationToken);

    private ApiRequest Sendable(ApiRequest request) =>
        plans && request.Operation.MayChange ? throw new UnsentChangeException(request) : request;

    private static ApiResponse Keeping(ApiResponse response)
    {
        response.KeepsSources = true;
        return response;
    }

    /// <summary>Sends a request whose answer says nothing.</summary>
    public Task SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        pipeline.SendAsync(Sendable(request), observer, cancellationToken);

    /// <summary>Sends a request that answers with one object.</summary>
    public Task<T> GetAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : KandjiObject, new() =>
        request.Operation.IsRead
            ? SendAsync(request, static response => ReadObject<T>(response, isRead: true), cancellationToken)
            : SendAsync(request, static response => ReadObject<T>(response), cancellationToken);

    /// <summary>
    /// Reads one object by its id. An answer about another is an error: what is done next may be done to the object that was read.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The id that was asked for.</param>
    /// <param name="idsOf">Reads the ids of the object that came. One that has none says nothing against it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<T> GetAsync<T>(ApiRequest request, string id, Func<T, string?[]> idsOf, CancellationToken cancellationToken)
        where T : KandjiObject, new() =>
        SendAsync(
            request,
            response =>
            {
                T read = ReadObject<T>(response, isRead: true);
                RequireSame(id, idsOf(read));
                return read;
            },
            cancellationToken);

    /// <summary>Refuses an answer about another object than the one that was asked for.</summary>
    /// <param name="id">The id that was asked for.</param>
    /// <param name="found">The ids that the answer names; where there is none, the answer is taken.</param>
    /// <exception cref="UnexpectedJsonException">The answer names other ids alone.</exception>
    public static void RequireSame(string id, params string?[] found)
    {
        string[] named = Array.FindAll(found, one => !string.IsNullOrEmpty(one))!;
        if (named.Length > 0 && !Array.Exists(named, one => string.Equals(one, id, StringComparison.OrdinalIgnoreCase)))
            throw new UnexpectedJsonException($"it is about '{PrintableText.Sanitize(named[0])}', and '{id}' was asked for");
    }

    /// <summary>The lengths of the lists that the session has read.</summary>
    public ListLengths Lengths => pipeline.Lengths;

    /// <summary>Indicates whether Prism may be asked how many devices there are.</summary>
    public bool AsksPrism => pipeline.AsksPrism;

    /// <summary>The clock to wait by.</summary>
    public TimeProvider Clock => pipeline.Clock;

    /// <summary>Is told what this caller's requests do; may be null.</summary>
    public IRequestObserver? Observer => observer;

    /// <summary>Sends a file to another host with a signed form; see <see cref="FileTransfer.UploadAsync"/>.</summary>
    public Task UploadAsync(
        Uri address,
        IReadOnlyList<KeyValuePair<string, string>> fields,
        string path,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken) =>
        plans
            ? throw new InvalidOperationException("A client that only plans uploads nothing.")
            : pipeline.Files.UploadAsync(address, fields, path, progress, observer, cancellationToken);

    /// <summary>Fetches a file from another host; see <see cref="FileTransfer.DownloadAsync"/>.</summary>
    public Task DownloadAsync(
        Uri address, string path, bool overwrite, string? sha256, IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken, bool resumes = false) =>
        pipeline.Files.DownloadAsync(address, path, overwrite, progress, observer, cancellationToken, sha256, resumes);

    /// <summary>Reads an answer that is one object.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="context">The strings that are shared with other answers; null to share none.</param>
    /// <param name="isRead">
    /// Indicates whether the object was asked for. Then one that has fields, and none of those of the model, is something else: an error
    /// that something in between answers with a status of success.
    /// </param>
    /// <exception cref="System.Text.Json.JsonException">The answer is not such an object.</exception>
    public static T ReadObject<T>(ApiResponse response, StringPool? context = null, bool isRead = false)
        where T : KandjiObject, new()
    {
        var reader = response.ReadJson();
        StringPool shared = context ?? StringPool.ForSingleResponse();
        shared.Origin = response.Origin;
        T model = ModelReader<T>.Read(ref reader, shared, out int known);
        if (isRead && known == 0 && model.GetUnknownFields().Count > 0)
            throw new UnexpectedJsonException("it has none of the expected fields");
        if (response.KeepsSources && model is TenantObject whole)
            whole.ReceivedJson = response.Json.Slice(0, reader.BytesConsumed).ToArray();
        reader.RequireEnd();
        return model;
    }
}
