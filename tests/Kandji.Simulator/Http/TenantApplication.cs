using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Simulator.State;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kandji.Simulator.Http;

/// <summary>The way of every request: log, faults, latency, gateway, token, route, answer.</summary>
internal sealed class TenantApplication(
    TenantState state, TokenList tokens, Gateway gateway, FaultList faults, RequestLog log, Func<TimeSpan> latency, CancellationToken stopping)
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
        var exchange = new Exchange(context, state.Clock, leaving.Token);
        try
        {
            await exchange.ReadAsync(tokens);
            log.Begin(exchange.Entry);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException)
        {
            context.Abort();
            return;
        }

        try
        {
            await AnswerAsync(exchange);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            context.Abort();
        }
        finally
        {
            exchange.End(log);
        }
    }

    private async Task AnswerAsync(Exchange exchange)
    {
        var entry = exchange.Entry;
        var route = RouteTable.All.Find(entry.Method, entry.Path, out var segments, out var allowed);
        entry.Permission = route?.Permission;

        var taken = faults.Take(entry);
        foreach (var before in taken.OfType<BeforeFault>())
            before.Action(entry);
        var delay = latency();
        foreach (var slow in taken.OfType<DelayFault>())
            delay += slow.Delay;
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, state.Clock, exchange.Leaving);

        var isOpen = route is { Permission: null };
        var verdict = isOpen ? new Gateway.Verdict(false, []) : gateway.Admit();
        var fault = taken.Count > 0 ? taken[^1] : null;
        var answer = verdict.Refused
            ? Answer.Json(new { message = "API rate limit exceeded" }, 429)
            : Instead(fault, entry) ?? Execute(exchange, route, segments, allowed);
        answer.Headers.AddRange(verdict.Headers.Where(h => answer.Headers.All(a => !a.Key.Equals(h.Key, StringComparison.OrdinalIgnoreCase))));

        switch (verdict.Refused ? null : fault)
        {
            case ResetFault:
                exchange.Context.Abort();
                break;
            case HangFault:
                await Task.Delay(Timeout.Infinite, exchange.Leaving);
                break;
            case AnswerFault change:
                await WriteAsync(exchange, Change(answer, change), null);
                break;
            case BodyFault body:
                await WriteAsync(exchange, answer, body);
                break;
            default:
                await WriteAsync(exchange, answer, null);
                break;
        }
    }

    private Answer Execute(Exchange exchange, Route? route, string[] segments, IReadOnlyCollection<string> allowed)
    {
        try
        {
            if (exchange.Grant is null && route is not { Permission: null })
                throw new Refusal(401, ErrorShape.Message, exchange.Entry.Token is null ? "No API key found in request" : "Unauthorized");
            if (route is null)
            {
                throw allowed.Count > 0
                    ? new Refusal(405, ErrorShape.Detail, $"Method \"{exchange.Entry.Method}\" not allowed.")
                    : new Refusal(404, ErrorShape.Html, "The requested resource was not found on this server.");
            }

            if (route.Permission is not null && !exchange.Grant!.Allows(route.Permission))
                throw new Refusal(403, ErrorShape.Detail, "This token may not do that.");
            return route.Handler(new Call(state, exchange.Entry, route, segments, exchange.Context.Request, exchange.Body, BaseAddress));
        }
        catch (Refusal refusal)
        {
            return refusal.ToAnswer(state.ErrorShape);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A mistake in the simulator: let the test that meets it see what it is.
            return Answer.Text("The simulator failed: " + e, "text/plain; charset=utf-8", 500);
        }
    }

    /// <summary>The answer of a fault that keeps the request from being executed.</summary>
    private static Answer? Instead(Fault? fault, RequestEntry entry)
    {
        switch (fault)
        {
            case InsteadFault instead:
                var (code, body) = instead.Make(entry);
                return body is null ? Answer.Empty(code) : Answer.Text(body, "application/json", code);
            case StatusFault status:
                var answer = status.Body is null ? Answer.Empty(status.Code) : Answer.Text(status.Body, status.ContentType, status.Code);
                if (status.RetryAfter is not null)
                    answer.With("Retry-After", status.RetryAfter);
                if (status.Location is not null)
                    answer.With("Location", status.Location);
                return answer;
            case ResetFault { Execute: false } or HangFault { Execute: false }:
                return Answer.Empty();
            default:
                return null;
        }
    }

    private static Answer Change(Answer answer, AnswerFault change)
    {
        var contentType = change.ContentType switch { null => answer.ContentType, "" => null, var other => other };
        var changed = change.Rewrite is null
            ? Answer.Bytes(answer.Body(), contentType, answer.Status)
            : Answer.Text(change.Rewrite(Encoding.UTF8.GetString(answer.Body())), contentType, answer.Status);
        foreach (var header in answer.Headers.Where(h => !h.Key.Equals(change.Extra?.Name, StringComparison.OrdinalIgnoreCase)))
            changed.Headers.Add(header);
        return change.Extra is { Value: { } value } added ? changed.With(added.Name, value) : changed;
    }

    private async Task WriteAsync(Exchange exchange, Answer answer, BodyFault? fault)
    {
        if (state.Compresses)
            answer = answer.CompressedFor(exchange.Context.Request.Headers.AcceptEncoding.ToString());
        var response = exchange.Context.Response;
        exchange.Entry.Status = response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;

        long length = answer.Parts.Sum(p => (long)p.Length);
        if (answer.Status is not (204 or 304))
            response.ContentLength = length;

        if (fault is null)
        {
            foreach (var part in answer.Parts)
                Append(part.Span);

            // To the client it is over once the last byte has left, so it must be over here before.
            exchange.End(log);
            await response.BodyWriter.FlushAsync(exchange.Leaving);
            return;
        }

        ReadOnlyMemory<byte> body = answer.Body();
        if (fault.ResetAfter is { } bytes)
        {
            Append(body.Span[..Math.Min(bytes, body.Length)]);
            await response.BodyWriter.FlushAsync(exchange.Leaving);
            exchange.Context.Abort();
            return;
        }

        await response.StartAsync(exchange.Leaving);
        while (!body.IsEmpty)
        {
            await Task.Delay(fault.Delay, state.Clock, exchange.Leaving);
            var chunk = Math.Min(fault.ChunkSize, body.Length);
            Append(body.Span[..chunk]);
            body = body[chunk..];
            if (body.IsEmpty)
                exchange.End(log);
            await response.BodyWriter.FlushAsync(exchange.Leaving);
        }

        void Append(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(response.BodyWriter.GetSpan(bytes.Length));
            response.BodyWriter.Advance(bytes.Length);
        }
    }

    /// <summary>One request and its answer under way.</summary>
    private sealed class Exchange(HttpContext context, TimeProvider clock, CancellationToken leaving)
    {
        private bool _ended;

        public HttpContext Context => context;

        public CancellationToken Leaving => leaving;

        public RequestEntry Entry { get; private set; } = null!;

        public TokenList.Grant? Grant { get; private set; }

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
                Grant = tokens.Find(authorization[Scheme.Length..].Trim());
                label = Grant?.Label ?? "unknown";
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
