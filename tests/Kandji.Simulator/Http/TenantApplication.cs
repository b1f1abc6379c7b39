using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Kandji.Simulator.Http;

/// <summary>The way of every request: log, faults, latency, gateway, token, route, answer.</summary>
internal sealed class TenantApplication(
    TenantState state, TokenList tokens, Gateway gateway, FaultList faults, RequestLog log, Func<TimeSpan> latency,
    CancellationToken stopping)
    : IHttpApplication<HttpContext>
{
    // Set once the server listens.
    public Uri BaseAddress { get; set; } = new("http://127.0.0.1");

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var httpExchange = new HttpExchange(context, state.Clock, leaving.Token);
        try
        {
            await httpExchange.ReadAsync(tokens);
            log.Begin(httpExchange.Entry);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException)
        {
            context.Abort();
            return;
        }

        try
        {
            await AnswerAsync(httpExchange);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            context.Abort();
        }
        finally
        {
            httpExchange.End(log);
        }
    }

    private async Task AnswerAsync(HttpExchange httpExchange)
    {
        var entry = httpExchange.Entry;
        var route = RouteTable.All.Find(entry.Method, entry.Path, out var segments, out var allowed);
        entry.Permission = route?.Permission;

        var taken = faults.Take(entry);
        foreach (var before in taken.OfType<RequestFault>())
            before.Action(entry);
        var delay = latency();
        foreach (var slow in taken.OfType<DelayFault>())
            delay += slow.Delay;
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, state.Clock, httpExchange.Leaving);

        var isOpen = route is { Permission: null };
        var gatewayDecision = isOpen ? new Gateway.GatewayDecision(false, []) : gateway.Admit();
        var fault = taken.Count > 0 ? taken[^1] : null;
        if (fault is QueryFault ignored)
            httpExchange.Context.Request.Query = new QueryCollection(
                httpExchange.Context.Request.Query.Where(p => !ignored.Names.Contains(p.Key)).ToDictionary());
        var apiResponse = gatewayDecision.Refused
            ? ApiResponse.Json(new { message = "API rate limit exceeded" }, 429)
            : Instead(fault, entry) ?? Execute(httpExchange, route, segments, allowed);
        apiResponse.Headers.AddRange(
            gatewayDecision.Headers.Where(h => apiResponse.Headers.All(a => !a.Key.Equals(h.Key, StringComparison.OrdinalIgnoreCase))));

        switch (gatewayDecision.Refused ? null : fault)
        {
            case ResetFault:
                httpExchange.Context.Abort();
                break;
            case HangFault:
                await Task.Delay(Timeout.Infinite, httpExchange.Leaving);
                break;
            case ResponseFault change:
                await WriteAsync(httpExchange, Change(apiResponse, change), null);
                break;
            case BodyFault body:
                await WriteAsync(httpExchange, apiResponse, body);
                break;
            default:
                await WriteAsync(httpExchange, apiResponse, null);
                break;
        }
    }

    private ApiResponse Execute(HttpExchange httpExchange, Route? route, string[] segments, IReadOnlyCollection<string> allowed)
    {
        try
        {
            if (httpExchange.TokenGrant is null && route is not { Permission: null })
                throw new ApiErrorException(
                    401, ErrorShape.Message, httpExchange.Entry.Token is null ? "No API key found in request" : "Unauthorized");
            if (route is null)
            {
                throw allowed.Count > 0
                    ? new ApiErrorException(405, ErrorShape.Detail, $"Method \"{httpExchange.Entry.Method}\" not allowed.")
                    : new ApiErrorException(404, ErrorShape.Html, "The requested resource was not found on this server.");
            }

            if (route.Permission is not null && !httpExchange.TokenGrant!.Allows(route.Permission))
                throw new ApiErrorException(403, ErrorShape.Detail, "This token may not do that.");
            return route.Handler(
                new ApiRequest(state, httpExchange.Entry, route, segments, httpExchange.Context.Request, httpExchange.Body, BaseAddress));
        }
        catch (ApiErrorException apiErrorException)
        {
            return apiErrorException.ToAnswer(state.ErrorShape);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A mistake in the simulator: let the test that meets it see what it is.
            return ApiResponse.Text("The simulator failed: " + e, "text/plain; charset=utf-8", 500);
        }
    }

    /// <summary>The answer of a fault that keeps the request from being executed.</summary>
    private static ApiResponse? Instead(Fault? fault, RequestEntry entry)
    {
        switch (fault)
        {
            case ReplacementFault instead:
                var (code, body) = instead.Make(entry);
                return body is null ? ApiResponse.Empty(code) : ApiResponse.Text(body, "application/json", code);
            case StatusFault status:
                var apiResponse = status.Body is null ? ApiResponse.Empty(status.Code)
                    : ApiResponse.Text(status.Body, status.ContentType, status.Code);
                if (status.RetryAfter is not null)
                    apiResponse.With("Retry-After", status.RetryAfter);
                if (status.Location is not null)
                    apiResponse.With("Location", status.Location);
                return apiResponse;
            case ResetFault { Execute: false } or HangFault { Execute: false }:
                return ApiResponse.Empty();
            default:
                return null;
        }
    }

    private static ApiResponse Change(ApiResponse apiResponse, ResponseFault change)
    {
        var contentType = change.ContentType switch { null => apiResponse.ContentType, "" => null, var other => other };
        var changed = change.Rewrite is null
            ? ApiResponse.Bytes(apiResponse.Body(), contentType, apiResponse.Status)
            : ApiResponse.Text(change.Rewrite(Encoding.UTF8.GetString(apiResponse.Body())), contentType, apiResponse.Status);
        foreach (var header in apiResponse.Headers.Where(h => !h.Key.Equals(change.Extra?.Name, StringComparison.OrdinalIgnoreCase)))
            changed.Headers.Add(header);
        return change.Extra is { Value: { } value } added ? changed.With(added.Name, value) : changed;
    }

    private async Task WriteAsync(HttpExchange httpExchange, ApiResponse apiResponse, BodyFault? fault)
    {
        if (state.Compresses)
            apiResponse = apiResponse.CompressedFor(httpExchange.Context.Request.Headers.AcceptEncoding.ToString());
        var response = httpExchange.Context.Response;
        httpExchange.Entry.Status = response.StatusCode = apiResponse.Status;
        response.ContentType = apiResponse.ContentType;
        foreach (var (name, value) in apiResponse.Headers)
            response.Headers[name] = value;

        long length = apiResponse.Parts.Sum(p => (long)p.Length);
        if (apiResponse.Status is not (204 or 304))
            response.ContentLength = length;

        if (fault is null)
        {
            foreach (var part in apiResponse.Parts)
                Append(part.Span);

            // To the client it is over once the last byte has left, so it must be over here before.
            httpExchange.End(log);
            await response.BodyWriter.FlushAsync(httpExchange.Leaving);
            return;
        }

        ReadOnlyMemory<byte> body = apiResponse.Body();
        if (fault.ResetAfter is { } bytes)
        {
            Append(body.Span[..Math.Min(bytes, body.Length)]);
            await response.BodyWriter.FlushAsync(httpExchange.Leaving);
            httpExchange.Context.Abort();
            return;
        }

        await response.StartAsync(httpExchange.Leaving);
        while (!body.IsEmpty)
        {
            await Task.Delay(fault.Delay, state.Clock, httpExchange.Leaving);
            var chunk = Math.Min(fault.ChunkSize, body.Length);
            Append(body.Span[..chunk]);
            body = body[chunk..];
            if (body.IsEmpty)
                httpExchange.End(log);
            await response.BodyWriter.FlushAsync(httpExchange.Leaving);
        }

        void Append(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(response.BodyWriter.GetSpan(bytes.Length));
            response.BodyWriter.Advance(bytes.Length);
        }
    }

    /// <summary>One request and its answer under way.</summary>
    private sealed class HttpExchange(HttpContext context, TimeProvider clock, CancellationToken leaving)
    {
        private bool _ended;

        public HttpContext Context => context;

        public CancellationToken Leaving => leaving;

        public RequestEntry Entry { get; private set; } = null!;

        public TokenList.TokenGrant? TokenGrant { get; private set; }

        public byte[] Body { get; private set; } = [];

        public async Task ReadAsync(TokenList tokens)
        {
            var request = context.Request;
            if (request.ContentLength != 0 && (request.ContentLength is not null || request.Headers.TransferEncoding.Count > 0))
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body, leaving);
                Body = body.ToArray();
            }

            var authorization = request.Headers.Authorization.ToString();
            const string Scheme = "Bearer ";
            string? label = null;
            if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            {
                TokenGrant = tokens.Find(authorization[Scheme.Length..].Trim());
                label = TokenGrant?.Label ?? "unknown";
            }
            else if (authorization.Length > 0)
            {
                label = "unknown";
            }

            var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            if (label is not null)
                headers["Authorization"] = label;

            Entry = new RequestEntry
            {
                Method = request.Method,
                Path = request.Path.Value ?? "/",
                Query = request.QueryString.Value ?? "",
                RawTarget = context.Features.Get<IHttpRequestFeature>()!.RawTarget,
                Headers = headers,
                Token = label,
                StartedAt = clock.GetUtcNow(),
                Body = IsText(request.ContentType) ? Encoding.UTF8.GetString(Body) : "",
            };
        }

        public void End(RequestLog log)
        {
            if (_ended)
                return;
            _ended = true;
            log.End(Entry, clock.GetUtcNow() - Entry.StartedAt);
        }

        private static bool IsText(string? contentType) =>
            contentType is null
            || contentType.Contains("json", StringComparison.OrdinalIgnoreCase)
            || contentType.Contains("text", StringComparison.OrdinalIgnoreCase)
            || contentType.Contains("form-urlencoded", StringComparison.OrdinalIgnoreCase);
    }
}
