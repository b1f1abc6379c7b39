using System.Text;
using System.Text.RegularExpressions;

namespace Kandji.Simulator;

/// <summary>
/// Which requests a fault is for. A text does for most: <c>"GET /api/v1/devices"</c>, <c>"/api/v1/devices/*/details"</c>.
/// A star stands for any one part of the path, two stars for any number of parts; the query does not count.
/// </summary>
public sealed class RequestMatch
{
    private readonly Func<RequestEntry, bool> _matches;

    private RequestMatch(Func<RequestEntry, bool> matches) => _matches = matches;

    /// <summary>Every request.</summary>
    public static RequestMatch Any { get; } = new(_ => true);

    /// <summary>Requests by method and path.</summary>
    public static implicit operator RequestMatch(string pattern)
    {
        var space = pattern.IndexOf(' ', StringComparison.Ordinal);
        var method = space < 0 ? null : pattern[..space];
        var path = new Regex(ToRegex(pattern[(space + 1)..].Trim()), RegexOptions.CultureInvariant);
        return new(e => (method is null || method.Equals(e.Method, StringComparison.OrdinalIgnoreCase)) && path.IsMatch(e.Path));
    }

    /// <summary>Requests for which something holds.</summary>
    public static RequestMatch Where(Func<RequestEntry, bool> matches) => new(matches);

    /// <summary>Requests of this match for which something else holds, too.</summary>
    public RequestMatch And(Func<RequestEntry, bool> matches) => new(e => _matches(e) && matches(e));

    /// <summary>Indicates whether a request is one of these.</summary>
    public bool Matches(RequestEntry entry) => _matches(entry);

    private static string ToRegex(string glob)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < glob.Length; i++)
        {
            if (glob[i] != '*')
            {
                regex.Append(Regex.Escape(glob[i].ToString()));
            }
            else if (i + 1 < glob.Length && glob[i + 1] == '*')
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                regex.Append("[^/]*");
            }
        }

        return regex.Append("/?$").ToString();
    }
}
