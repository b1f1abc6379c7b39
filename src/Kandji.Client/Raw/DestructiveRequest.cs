using System.Text;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Http;

namespace Kandji.Client.Raw;

/// <summary>
/// Decides which requests that a person wrote may do what cannot be undone. Below /action/ every request counts as destructive except an
/// action that is known to destroy nothing and is spelled exactly as the table of actions spells it: the service may read another spelling,
/// and may have actions that this client does not know.
/// </summary>
internal static class DestructiveRequest
{
    // Parts of names that endpoints have which remove something or lock somebody out.
    private static readonly string[] DestructiveTerms =
        ["erase", "wipe", "delete", "remove", "destroy", "purge", "lock", "clear", "reset", "retire", "unenroll", "uninstall", "lostmode"];

    // Names, without what is no letter, by which frameworks take another method than the one that is sent.
    private static readonly string[] Overrides =
        ["method", "methodoverride", "httpmethod", "httpmethodoverride", "xhttpmethod", "xhttpmethodoverride", "xmethodoverride"];

    /// <summary>Returns whether a request may do what cannot be undone.</summary>
    /// <param name="method">The HTTP method in capitals.</param>
    /// <param name="path">The path without its query, as it will be sent.</param>
    /// <param name="query">The names and values of the query, decoded.</param>
    /// <param name="body">The texts of the body by their keys, as far as they are known.</param>
    public static bool Matches(
        string method, string path, IReadOnlyList<KeyValuePair<string, string>> query, IEnumerable<KeyValuePair<string, string>> body)
    {
        if (method == "DELETE" || query.Any(IsOverride))
            return true;
        if (method is "GET" or "HEAD")
            return false;
        if (body.Any(IsOverride))
            return true;
        string[] letters = path.Split('/').Select(Letters).ToArray();
        bool isAction = letters.Contains("action") || letters.Contains("actions");
        ApiOperation? known =
            OperationCatalog.All.FirstOrDefault(operation => operation.Method.Method == method && IsSpelledAs(operation, path));
        if (known is not null)
            return DeviceActionAttribute.Find(known) is { } action ? action.Destructive || query.Count > 0 : isAction;
        return isAction || letters.Any(part => Array.Exists(DestructiveTerms, word => part.IndexOf(word, StringComparison.Ordinal) >= 0));
    }

    /// <summary>
    /// Returns whether a request may change something. A POST that is known to change nothing counts as a read when it is spelled exactly
    /// as the operation is.
    /// </summary>
    /// <param name="method">The HTTP method in capitals.</param>
    /// <param name="path">The path without its query, as it will be sent.</param>
    /// <param name="query">The names and values of the query, decoded.</param>
    /// <param name="body">The texts of the body by their keys, as far as they are known.</param>
    public static bool MayChange(
        string method, string path, IReadOnlyList<KeyValuePair<string, string>> query, IEnumerable<KeyValuePair<string, string>> body)
    {
        if (query.Any(IsOverride) || body.Any(IsOverride))
            return true;
        return method is not ("GET" or "HEAD")
            && !OperationCatalog.All.Any(
                operation => !operation.MayChange && operation.Method.Method == method && IsSpelledAs(operation, path));
    }

    private static bool IsSpelledAs(ApiOperation operation, string path)
    {
        string[] template = operation.Path.Split('/'), parts = path.Split('/');
        return template.Length == parts.Length && template.Zip(parts, (expected, part) =>
            expected.StartsWith("{", StringComparison.Ordinal) ? part.Length > 0 && part.All(ApiRequest.IsHarmless) : expected == part)
            .All(same => same);
    }

    private static bool IsOverride(KeyValuePair<string, string> pair) =>
        Array.IndexOf(Overrides, Letters(pair.Key)) >= 0 && Letters(pair.Value) is "delete" or "post" or "put" or "patch";

    // The name as a server may read it: decoded, without regard to case, and with characters that look alike treated as equal.
    private static string Letters(string text) =>
        new(Uri.UnescapeDataString(text).Normalize(NormalizationForm.FormKD).ToLowerInvariant().Where(c => c is >= 'a' and <= 'z')
            .ToArray());
}
