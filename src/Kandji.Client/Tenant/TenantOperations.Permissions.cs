using System.Globalization;
using System.Text.RegularExpressions;
using Kandji.Client.Http;

namespace Kandji.Client.Tenant;

public sealed partial class TenantOperations
{
    // No object has this id, so that asking for it shows the permission and nothing else.
    private const string NoObject = "00000000-0000-0000-0000-000000000000";

    /// <summary>
    /// Finds out whether the token may do something, with one request that changes nothing: a list is asked for one item, an object for an
    /// id that none has.
    /// </summary>
    /// <param name="operation">The operation, which must be a read.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ArgumentException">The operation changes something.</exception>
    /// <exception cref="KandjiApiException">The token was refused, or the host is not there.</exception>
    internal async Task<PermissionProbe> ProbeAsync(ApiOperation operation, CancellationToken cancellationToken = default)
    {
        if (!operation.IsRead)
            throw new ArgumentException($"{operation} changes something.", nameof(operation));
        string[] arguments = Placeholders().Matches(operation.Path).Cast<Match>()
            .Select(match => match.Value.IndexOf("cve", StringComparison.OrdinalIgnoreCase) >= 0 ? "CVE-1999-0000" : NoObject)
            .ToArray();
        var request = new ApiRequest(operation, arguments) { MaxAttempts = 2 };
        foreach (string few in new[] { "limit", "size" }.Where(operation.Query.Contains))
            request.With(few, 1);
        try
        {
            await _connection.SendAsync(request, static _ => true, cancellationToken).ConfigureAwait(false);
            return new PermissionProbe(true, "A request was answered.");
        }
        catch (KandjiApiException e) when (e.Kind is not (KandjiErrorKind.Unauthorized or KandjiErrorKind.Unreachable))
        {
            return e.Kind switch
            {
                KandjiErrorKind.Forbidden => new PermissionProbe(false, "A request was refused (403)."),
                KandjiErrorKind.NotFound =>
                    new PermissionProbe(true, "A request for an object that does not exist passed the permission check (404)."),
                KandjiErrorKind.BadRequest => new PermissionProbe(true, "A request with invalid values passed the permission check ("
                    + ((int?)e.StatusCode ?? 400).ToString(CultureInfo.InvariantCulture) + ")."),
                _ => new PermissionProbe(null, "The answer does not tell: " + e.Message),
            };
        }
    }

    private static Regex Placeholders() => new(@"\{[^}]+\}", RegexOptions.CultureInvariant);
}
