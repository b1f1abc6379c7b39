using System.Runtime.CompilerServices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Sessions;

/// <summary>
/// Takes sessions, the names or hosts of tenants, and wildcard patterns of them. Text means the open sessions of the runspace.
/// </summary>
internal sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly ConditionalWeakTable<KandjiSession[], object> FromPatterns = new();

    private static readonly string CopyName = "Deserialized." + typeof(KandjiSession).FullName;

    /// <summary>
    /// True where a pattern means every open session that matches it, of which there may be none. Else it means one of each tenant.
    /// </summary>
    public bool MatchesAll { get; set; }

    /// <summary>Indicates whether sessions were chosen by a pattern, not by name.</summary>
    public static bool IsFromPattern(KandjiSession[] sessions) => FromPatterns.TryGetValue(sessions, out _);

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        // Left out, it would have the command run in the others alone.
        if (!MatchesAll && ArgumentValues.IsCollection(inputData) && ArgumentValues.Flatten(inputData).Any(item => item is null))
            throw new ArgumentTransformationMetadataException(
                "One of the sessions is null, as a variable that was never set is. Leave it out, or name the tenant.");
        bool isPattern = false;
        var sessions = new List<KandjiSession>();
        foreach (object item in ReferenceText.Items(inputData))
        {
            ArgumentValues.RefuseScriptBlock(item);
            RefuseCopy(item);
            sessions.AddRange(item.Unwrap() switch
            {
                KandjiSession session => [session],
                string text when WildcardPattern.ContainsWildcardCharacters(text) && (isPattern = true) => Matching(text),
                string text => [Named(text)],
                var other => throw new ArgumentTransformationMetadataException(
                    $"An object of type {other?.GetType().Name} is not a session. Give a session, a tenant's name, or a pattern: '*'."),
            });
        }
        KandjiSession[] distinct = sessions.Distinct().ToArray();
        // An empty array may be the same as another.
        if (isPattern && distinct.Length > 0)
            FromPatterns.Add(distinct, distinct);
        return distinct;
    }

    /// <summary>The open sessions, for an error.</summary>
    public static string Describe(RunspaceSessions sessions) =>
        sessions.Open is { Length: > 0 } open
            ? $"Open are: {string.Join(", ", open.Select(session => session.Tenant).Distinct(StringComparer.OrdinalIgnoreCase))}."
            : "No session is open.";

    // A session that crossed into a job arrives as a copy of its properties, without its connections and its token.
    private static void RefuseCopy(object item)
    {
        if (PSObject.AsPSObject(item) is var copy && !copy.TypeNames.Contains(CopyName))
            return;
        string tenant = copy.Properties[nameof(KandjiSession.Tenant)]?.Value?.ToString() ?? "TENANT";
        throw new ArgumentTransformationMetadataException(
            $"The session with {tenant} was made in another process, and its connection and token do not leave that. "
            + "Connect inside the job: Start-Job { Connect-Kandji " + tenant + " -Token $using:token | Out-Null; Get-KandjiDevice }, where "
            + "$token is the token as a SecureString. Start-ThreadJob and ForEach-Object -Parallel take the session itself: -Session "
            + "$using:session.");
    }

    private KandjiSession[] Matching(string pattern)
    {
        if (MatchesAll)
            return RunspaceSessions.Current.AllLike(pattern).ToArray();
        return RunspaceSessions.Current.Like(pattern) is { Length: > 0 } sessions ? sessions : throw NotOpen(pattern);
    }

    private static KandjiSession Named(string tenant)
    {
        try
        {
            return RunspaceSessions.Current.FindNamed(tenant.Trim()) ?? throw NotOpen(tenant);
        }
        catch (ObjectException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message, e);
        }
    }

    private static ArgumentTransformationMetadataException NotOpen(string tenant) => new(
        $"No session with '{tenant}' is open in this runspace. {Describe(RunspaceSessions.Current)} Run Connect-Kandji, or pass a session "
            + "object (in ForEach-Object -Parallel: -Session $using:session).");
}
