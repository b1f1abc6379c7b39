namespace Kandji.Simulator;

/// <summary>Something that goes wrong with a request, or with its answer.</summary>
public abstract record Fault
{
    private protected Fault()
    {
    }

    /// <summary>Answers with this status instead; nothing is executed.</summary>
    /// <param name="code">The status.</param>
    /// <param name="body">The body; none unless given.</param>
    /// <param name="contentType">Its content type.</param>
    /// <param name="retryAfter">The <c>Retry-After</c> header, in either form.</param>
    public static Fault Status(int code, string? body = null, string? contentType = "application/json", string? retryAfter = null) =>
        new StatusFault(code, body, contentType, retryAfter);

    /// <summary>Answers with what a function makes of the request; nothing is executed.</summary>
    /// <param name="answer">Makes the status and the body; null has no body.</param>
    public static Fault Replace(Func<RequestEntry, (int Status, string? Body)> answer) => new ReplacementFault(answer);

    /// <summary>Cuts the connection before anything is executed or answered.</summary>
    public static Fault ResetBeforeResponse() => new ResetFault(Execute: false);

    /// <summary>Executes the request, then cuts the connection: the client cannot know.</summary>
    public static Fault ExecuteThenReset() => new ResetFault(Execute: true);

    /// <summary>Executes the request, then never answers, until the client leaves.</summary>
    public static Fault ExecuteThenHang() => new HangFault(Execute: true);

    /// <summary>Never answers, until the client leaves; nothing is executed.</summary>
    public static Fault Hang() => new HangFault(Execute: false);

    /// <summary>Cuts the connection after so many bytes of the body.</summary>
    public static Fault ResetDuringBody(int bytes = 16) => new BodyFault(ResetAfter: bytes);

    /// <summary>A complete answer, with the JSON in it cut in half.</summary>
    public static Fault TruncatedJson() => RewriteBody(static body => body[..(body.Length / 2)]);

    /// <summary>The right body, said to be something else.</summary>
    public static Fault WrongContentType(string? contentType = "text/plain") => new ResponseFault(null, contentType ?? "", null);

    /// <summary>A page for people, instead of an answer; nothing is executed.</summary>
    public static Fault HtmlPage(int status = 502) => new StatusFault(
        status,
        "<!DOCTYPE html>\n<html><head><title>Northwind edge</title></head><body><h1>We’ll be right back</h1></body></html>",
        "text/html; charset=utf-8",
        null);

    /// <summary>The right status without the body.</summary>
    public static Fault EmptyBody() => RewriteBody(static _ => "");

    /// <summary>Waits before the first byte, on the tenant's clock.</summary>
    public static Fault SlowFirstByte(TimeSpan delay) => new DelayFault(delay);

    /// <summary>Waits before each piece of the body, on the tenant's clock.</summary>
    public static Fault SlowBody(TimeSpan delay, int chunkSize = 1024) => new BodyFault(Delay: delay, ChunkSize: chunkSize);

    /// <summary>Sends the client elsewhere; nothing is executed.</summary>
    public static Fault Redirect(string location, int status = 302) => new StatusFault(status, null, null, null) { Location = location };

    /// <summary>Executes the request and changes the text of the answer.</summary>
    public static Fault RewriteBody(Func<string, string> rewrite) => new ResponseFault(rewrite, null, null);

    /// <summary>Executes the request and adds a header to the answer, or takes one away with null.</summary>
    public static Fault Header(string name, string? value) => new ResponseFault(null, null, (name, value));

    /// <summary>
    /// Executes the request as if it had come without some parameters of the query: a filter that the service does not know.
    /// </summary>
    /// <param name="names">The names of the parameters.</param>
    public static Fault IgnoreQuery(params IReadOnlyList<string> names) => new QueryFault(names);

    /// <summary>
    /// Does something at the moment the request comes, then executes it as usual: a device leaves between two pages, say.
    /// </summary>
    public static Fault Before(Action<RequestEntry> action) => new RequestFault(action);
}
