namespace Kandji.Client.Http;

/// <summary>The answer of the machine's pace to a session that wants to send.</summary>
/// <param name="Count">How many requests may leave until <paramref name="Until"/>.</param>
/// <param name="Until">The end of that, in ticks of the session's clock.</param>
/// <param name="Pause">How long to wait before asking again, if none may leave.</param>
/// <param name="ClosedUntil">Until when the gateway lets nothing through, as it told another session.</param>
internal readonly record struct PaceGrant(int Count, long Until, TimeSpan Pause, long ClosedUntil);
