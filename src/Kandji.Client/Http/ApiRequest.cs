using System.Globalization;
using System.Text;

namespace Kandji.Client.Http;

/// <summary>One call of an <see cref="ApiOperation"/>: its path arguments, query and body.</summary>
internal sealed class ApiRequest
{
    private const int MaxUriLength = 60_000;

    private readonly StringBuilder _query = new();
    private readonly string _path;
    private string[] _secrets = [];
    private readonly string[] _pathArguments;

    /// <summary>Makes a call of an operation.</summary>
    /// <param name="operation">The operation to call.</param>
    /// <param name="pathArguments">A value for each placeholder of the path, in order.</param>
    /// <exception cref="ArgumentException">
    /// A path argument is missing, is empty or could change which endpoint is called; or the operation's own path is not a path
    /// under the API's root, as one that a person wrote may be.
    /// </exception>
    public ApiRequest(ApiOperation operation, params string[] pathArguments)
    {
        Operation = operation;
        CheckPath(operation.Path);
        _path = FillIn(operation.Path, pathArguments);
        _pathArguments = pathArguments;
    }

    /// <summary>The operation.</summary>
    public ApiOperation Operation { get; }

    /// <summary>Makes the body; called once for each attempt, because a sent body cannot be sent again.</summary>
    public Func<HttpContent>? Body { get; private set; }

    /// <summary>The values of the path's placeholders, in order.</summary>
    public IReadOnlyList<string> PathArguments => _pathArguments;

    /// <summary>The JSON that is sent; null for another body, or none.</summary>
    public Json.JsonBody? JsonObject { get; private set; }

    /// <summary>The fields of the form that is sent, without its file; null for another body, or none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? FormFields { get; private set; }

    /// <summary>The file of a multipart form; null where there is none.</summary>
    public FormFile? UploadedFile { get; private set; }

    /// <summary>How many times the request may be sent when it keeps failing for a reason that may pass.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>
    /// True when the caller has just uploaded the file that the request names. Only then can the service still be processing that file,
    /// which is the one reason other than those of the gateway for which a change is sent again.
    /// </summary>
    public bool FollowsUpload { get; init; }

    /// <summary>Path and query, relative to the root of the API.</summary>
    /// <exception cref="ArgumentException">They are longer than any server takes.</exception>
    public string PathAndQuery => _path.Length + _query.Length <= MaxUriLength
        ? _path + _query
        : throw new ArgumentException(
            $"The request's address has {_path.Length + _query.Length} characters; servers do not accept more than {MaxUriLength}.");

    /// <summary>Adds a query parameter; a null value adds nothing.</summary>
    /// <param name="name">One of the names that the operation declares.</param>
    /// <param name="value">The value, in any form that the invariant culture can write.</param>
    /// <returns>This request.</returns>
    public ApiRequest With(string name, object? value)
    {
        string? text = value switch
        {
            null => null,
            bool flag => flag ? "true" : "false",
            DateTime time => Json.ApiTime.Format(time),
            DateTimeOffset time => Json.ApiTime.Format(time.UtcDateTime),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        if (text is null)
            return this;
        if (!Operation.Query.Contains(name))
            throw new InvalidOperationException($"{Operation} declares no query parameter '{name}'.");
        return Append(name, text);
    }

    /// <summary>Sends a body with the request.</summary>
    /// <param name="body">Makes the body anew for each attempt.</param>
    /// <param name="texts">The texts that it holds, by their keys, so that secrets among them are known.</param>
    /// <returns>This request.</returns>
    public ApiRequest WithBody(Func<HttpContent> body, IEnumerable<KeyValuePair<string, string>>? texts = null)
    {
        if (texts is not null)
            _secrets = SecretsIn(texts);
        Body = body;
        return this;
    }

    /// <summary>Sends a JSON body whose keys the operation declares.</summary>
    /// <param name="body">The keys and values.</param>
    /// <returns>This request.</returns>
    public ApiRequest WithJson(Json.JsonBody body)
    {
        CheckKeys(body.Keys);
        _secrets = SecretsIn(body.Texts);
        JsonObject = body;
        byte[] utf8 = body.ToUtf8();
        return WithBody(() => Json.JsonBody.ToContent(utf8));
    }

    /// <summary>Takes out of what the service says the secrets that it was sent, which it may repeat when it refuses them.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without them.</returns>
    public string Redact(string text) => _secrets.Aggregate(text, static (rest, secret) => rest.Replace(secret, "***"));

    /// <summary>Sends a url-encoded form whose keys the operation declares.</summary>
    /// <param name="form">The keys and values.</param>
    /// <returns>This request.</returns>
    public ApiRequest WithForm(IReadOnlyList<KeyValuePair<string, string>> form)
    {
        CheckKeys(form.Select(pair => pair.Key));
        _secrets = SecretsIn(form);
        FormFields = form;
        byte[] encoded = Encoding.ASCII.GetBytes(string.Join("&", form.Select(pair => Escape(pair.Key) + "=" + EscapeLong(pair.Value))));
        return WithBody(() => new ByteArrayContent(encoded)
        {
            Headers = { ContentType = new("application/x-www-form-urlencoded") },
        });
    }

    /// <summary>Sends a multipart form whose keys the operation declares.</summary>
    /// <param name="form">The fields.</param>
    /// <param name="file">The file, after them; null for none.</param>
    /// <returns>This request.</returns>
    public ApiRequest WithMultipart(IReadOnlyList<KeyValuePair<string, string>> form, FormFile? file)
    {
        CheckKeys(form.Select(pair => pair.Key));
        if (file is not null)
            CheckKeys([file.Key]);
        FormFields = form;
        UploadedFile = file;
        foreach (KeyValuePair<string, string> field in form)
            Json.JsonText.RequireWhole(field.Value);
        return WithBody(() => file is null
            ? new Files.MultipartFileContent(form)
            : new Files.MultipartFileContent(
                form, file.Key, file.FileName, () => new MemoryStream(file.Content, writable: false), file.Content.Length, null,
                CancellationToken.None));
    }

    /// <summary>Adds a query parameter without asking whether the operation declares it: for paths that a person wrote.</summary>
    internal ApiRequest Append(string name, string value)
    {
        _query.Append(_query.Length == 0 && _path.IndexOf('?') < 0 ? '?' : '&').Append(Escape(name)).Append('=').Append(Escape(value));
        return this;
    }

    // The longest first: one that begins as another does must not be left in part.
    private static string[] SecretsIn(IEnumerable<KeyValuePair<string, string>> texts) =>
        texts.Where(pair => pair.Value.Length > 0 && HttpTrace.IsSecret(pair.Key)).Select(pair => pair.Value)
            .OrderByDescending(secret => secret.Length).ToArray();

    private void CheckKeys(IEnumerable<string> keys)
    {
        string? stranger = keys.FirstOrDefault(key => !Operation.Body.Contains(key));
        if (stranger is not null)
            throw new InvalidOperationException($"{Operation} declares no body key '{stranger}'.");
    }

    // A path that stays under the root of the API however a proxy or a gateway normalizes it.
    private static void CheckPath(string path)
    {
        if (path.Length == 0 || path[0] != '/')
            throw new ArgumentException($"'{path}' is not a path: it must begin with a slash.");
        if (path.Any(c => c <= ' ' || c > '~' || c is '\\' or '#'))
            throw new ArgumentException($"'{path}' contains a character that must be percent-encoded in a path.");
        string[] segments = path.Substring(1).Split('?')[0].Split('/');
        for (int i = 0; i < segments.Length; i++)
        {
            string segment = Uri.UnescapeDataString(segments[i]);
            if (segment.Any(
                c => c is ';' or '%' or '?' or '#' || char.IsWhiteSpace(c) || char.IsControl(c)
                    || char.GetUnicodeCategory(c) == UnicodeCategory.Format))
            {
                throw new ArgumentException(
                    $"'{path}' may lead to another path than it shows: servers read a semicolon, a percent sign, a blank, '?', '#' and "
                    + "invisible characters in different ways, encoded ones included.");
            }
            if (segment is "." or ".." || segment.IndexOfAny(['/', '\\']) >= 0 || (segment.Length == 0 && i < segments.Length - 1))
                throw new ArgumentException(
                    $"'{path}' is not a canonical path: it has empty or dotted segments, or encoded characters that could change its "
                        + $"meaning.");
        }
    }

    private static string FillIn(string template, string[] arguments)
    {
        var path = new StringBuilder();
        int next = 0;
        int at = 0;
        while (at < template.Length)
        {
            int open = template.IndexOf('{', at);
            if (open < 0)
                break;
            int close = template.IndexOf('}', open);
            if (close < 0 || next == arguments.Length)
                throw new ArgumentException($"'{template}' has a placeholder without a value.");
            path.Append(template, at, open - at).Append(Segment(template.Substring(open + 1, close - open - 1), arguments[next++]));
            at = close + 1;
        }
        if (next != arguments.Length)
            throw new ArgumentException($"'{template}' has {next} placeholders, not {arguments.Length}.");
        return path.Append(template, at, template.Length - at).ToString();
    }

    // The ids of this API are UUIDs, numbers and CVE names. Anything that could mean something else inside a path is
    // refused rather than encoded: a gateway may decode it again, and a different endpoint must never be reached.
    private static string Segment(string name, string value)
    {
        if (string.IsNullOrEmpty(value))
            throw new ArgumentException($"The {name} is empty.", name);
        if (value.Length > 200)
            throw new ArgumentException($"The {name} has {value.Length} characters; no id of this service is that long.", name);
        if (value is "." or ".." || !value.All(IsHarmless))
            throw new ArgumentException($"'{value}' cannot be a {name}: an id contains only letters, digits, '-', '_', '.' and ':'.", name);
        return value;
    }

    internal static bool IsHarmless(char c) =>
        c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '_' or '.' or ':';

    // A script may be longer than what can be escaped at once; no piece may end within a surrogate pair.
    internal static string EscapeLong(string text)
    {
        const int most = 10_000;
        if (text.Length <= most)
            return Escape(text);
        var escaped = new StringBuilder(text.Length * 2);
        for (int at = 0; at < text.Length;)
        {
            int length = Math.Min(most, text.Length - at);
            if (at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]))
                length--;
            escaped.Append(Escape(text.Substring(at, length)));
            at += length;
        }
        return escaped.ToString();
    }

    // Beyond these lengths, and for half of a surrogate pair, .NET and .NET Framework do different things, none of them useful.
    internal static string Escape(string text)
    {
        if (text.Length > 20_000)
            throw new ArgumentException($"A value of {text.Length} characters is too long to send.");
        return Uri.EscapeDataString(Json.JsonText.RequireWhole(text));
    }
}
