using System.Runtime.CompilerServices;
using Kandji.Client.Http;

namespace Kandji.Client.Raw;

/// <summary>
/// Calls of anything that the service offers, by method and path, for what no other operation stands for. They are authorized, paced,
/// retried and paged as all others are, and never leave the tenant's own host.
/// </summary>
public sealed class RawOperations
{
    private readonly ApiConnection _connection;
    private readonly Uri _baseAddress;

    internal RawOperations(ApiConnection connection, Uri baseAddress)
    {
        _connection = connection;
        _baseAddress = baseAddress;
    }

    /// <summary>Indicates whether a request may be sent, without sending it.</summary>
    /// <param name="request">The request that would be sent.</param>
    /// <returns>Its path, without the query.</returns>
    /// <exception cref="ArgumentException">The path leads elsewhere than to the tenant's API, or a read has a body.</exception>
    public string Check(RawRequest request) => Prepare(request).Operation.Path;

    /// <summary>Returns the path with the query as they will be sent, with the secrets of the query masked.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The text that a person is asked about.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Check"/>.</exception>
    internal string Describe(RawRequest request)
    {
        (ApiOperation operation, _, List<KeyValuePair<string, string>> query) = Prepare(request);
        IEnumerable<string> pairs = query.Select(
            pair => ApiRequest.EscapeLong(pair.Key) + "=" + (HttpTrace.IsSecret(pair.Key) ? "***" : ApiRequest.EscapeLong(pair.Value)));
        return operation.Path + (query.Count == 0 ? "" : "?" + string.Join("&", pairs));
    }

    /// <summary>Returns whether a request may do what cannot be undone: erase, lock out or delete.</summary>
    /// <param name="request">The request that would be sent.</param>
    /// <exception cref="ArgumentException">The path leads elsewhere than to the tenant's API, or a read has a body.</exception>
    internal bool MayDestroy(RawRequest request)
    {
        (ApiOperation operation, _, List<KeyValuePair<string, string>> query) = Prepare(request);
        return DestructiveRequest.Matches(operation.Method.Method, operation.Path, query, request.Texts);
    }

    /// <summary>Returns whether a request may change something in the tenant.</summary>
    /// <param name="request">The request that would be sent.</param>
    /// <exception cref="ArgumentException">The path leads elsewhere than to the tenant's API, or a read has a body.</exception>
    internal bool MayChange(RawRequest request) => Prepare(request).Operation.MayChange;

    /// <summary>Sends one request. Stands for any operation.</summary>
    /// <param name="request">The request to send.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The path leads elsewhere than to the tenant's API, or a read has a body.</exception>
    /// <exception cref="System.IO.IOException">The body could not be made of its file.</exception>
    /// <exception cref="UnauthorizedAccessException">The body could not be made of its file.</exception>
    /// <exception cref="KandjiApiException">The call failed.</exception>
    public async Task<RawResponse> SendAsync(RawRequest request, CancellationToken cancellationToken = default)
    {
        (ApiOperation operation, _, List<KeyValuePair<string, string>> query) = Prepare(request);
        return await _connection.SendAsync(Compose(operation, query, request), RawResponse.Read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads all pages of a list, whatever its style of paging, and a single page of what is no list. <c>limit</c> in the query is the size
    /// of a page. Stands for any GET.
    /// </summary>
    /// <param name="request">The request; its method must be GET.</param>
    /// <param name="wholeAnswers">
    /// Indicates whether the answers are used as they came. Otherwise the pages of a bare array overlap by one item, which is taken out of
    /// the second, so that a list that shifts while it is read is noticed.
    /// </param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>The pages, each as soon as it has come.</returns>
    /// <exception cref="ArgumentException">The path leads elsewhere than to the tenant's API, or the request is no GET.</exception>
    /// <exception cref="KandjiApiException">
    /// A page could not be read or is not one of the list, or the list is not complete; the pages before it have been given out.
    /// </exception>
    public async IAsyncEnumerable<RawPage> ReadAllAsync(
        RawRequest request, bool wholeAnswers = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (ApiOperation operation, ApiOperation? known, List<KeyValuePair<string, string>> query) = Prepare(request);
        if (operation.Method.Method != "GET")
            throw new ArgumentException("Only a GET has pages.", nameof(request));
        var pager = new RawPager(known, query, wholeAnswers);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ApiRequest current = Compose(operation, pager.Query, request);
        Task<RawResponse> underWay = _connection.SendAsync(current, RawResponse.Read, stop.Token);
        try
        {
            while (true)
            {
                RawPage page;
                try
                {
                    page = new RawPage(await underWay.ConfigureAwait(false), pager.IsKnownList);
                }
                catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.NotFound && pager.HasBegun)
                {
                    if (pager.EndAtMissing(current) is { } missing)
                        throw missing;
                    yield break;
                }
                bool goesOn = pager.MoveNext(page, current, out KandjiApiException? error);
                if (goesOn)
                {
                    current = Compose(operation, pager.Query, request);
                    underWay = _connection.SendAsync(current, RawResponse.Read, stop.Token);
                }
                if (!page.IsHidden)
                    yield return page;
                if (error is not null)
                    throw error;
                if (!goesOn)
                    yield break;
            }
        }
        finally
        {
            stop.Cancel();
            _ = underWay.ContinueWith(static task => _ = task.Exception, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>The operation that a method and a path belong to, however the path is written; null when the client knows none.</summary>
    internal static ApiOperation? FindKnown(string method, string path)
    {
        string[] segments = Uri.UnescapeDataString(path).Trim('/').Split('/');
        return OperationCatalog.All
            .Where(operation => operation.Method.Method == method && Fits(operation.Path.Trim('/').Split('/'), segments))
            .OrderBy(operation => operation.Path.Count(c => c == '{'))
            .FirstOrDefault();
    }

    /// <summary>
    /// The operation of a request as a person writes it, on whatever tenant; null when the client knows none, or refuses the path.
    /// </summary>
    internal static ApiOperation? FindKnown(RawRequest request)
    {
        bool isWhole = Uri.TryCreate(request.Path.Trim(), UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http";
        try
        {
            RawPath path =
                RawPath.Parse(request.Path, new Uri(isWhole ? address!.GetLeftPart(UriPartial.Authority) : "https://tenant.invalid"));
            return FindKnown(request.Method.ToUpperInvariant(), path.Path);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private (ApiOperation Operation, ApiOperation? Known, List<KeyValuePair<string, string>> Query) Prepare(RawRequest request)
    {
        string method = (request ?? throw new ArgumentNullException(nameof(request))).Method.ToUpperInvariant();
        RawPath path = RawPath.Parse(request.Path, _baseAddress);
        ApiOperation? known = FindKnown(method, path.Path);
        path.Query.AddRange(request.Query);
        var operation =
            new ApiOperation(method, path.Path, known?.Section ?? "of that endpoint", known?.Permission ?? method + " " + path.Path)
            {
                MayChange = DestructiveRequest.MayChange(method, path.Path, path.Query, request.Texts),
            };
        if (operation.IsRead && request.Body is not null)
            throw new ArgumentException($"A {method} carries no body. Which method did you mean: POST, PATCH, PUT?", nameof(request));
        return (operation, known, path.Query);
    }

    private static ApiRequest Compose(ApiOperation operation, List<KeyValuePair<string, string>> query, RawRequest raw)
    {
        var request = new ApiRequest(operation);
        foreach (KeyValuePair<string, string> pair in query)
            request.Append(pair.Key, pair.Value);
        return raw.Body is null ? request : request.WithBody(raw.Body, raw.Texts);
    }

    private static bool Fits(string[] template, string[] segments) =>
        template.Length == segments.Length
        && template.Zip(segments,
            (part, segment) => part.StartsWith("{", StringComparison.Ordinal) || part.Equals(segment, StringComparison.OrdinalIgnoreCase))
                .All(fits => fits);
}
