namespace Kandji.Client.Http;

/// <summary>A pause of the pipeline.</summary>
/// <param name="Reason">Why, in a few words for a person.</param>
/// <param name="Duration">How long it will last.</param>
/// <param name="IsRateLimit">True when the rate limit is the reason.</param>
public sealed record WaitReport(string Reason, TimeSpan Duration, bool IsRateLimit)
{
    /// <summary>
    /// How long it has been waited for the same before: many short waits in a row are one long wait. For the rate limit, since the first
    /// refusal after which none of the session's requests was let through.
    /// </summary>
    public TimeSpan Waited { get; init; }
}
