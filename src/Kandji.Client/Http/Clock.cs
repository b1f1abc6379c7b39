namespace Kandji.Client.Http;

/// <summary>The two things that a <see cref="TimeProvider"/> does under other names on .NET Framework.</summary>
internal static class Clock
{
    /// <summary>Waits by this clock.</summary>
    public static Task Wait(this TimeProvider clock, TimeSpan duration, CancellationToken cancellationToken) =>
#if NET8_0_OR_GREATER
        Task.Delay(duration, clock, cancellationToken);
#else
        clock.Delay(duration, cancellationToken);
#endif

    /// <summary>A source that is cancelled after a time by this clock.</summary>
    public static CancellationTokenSource CancelAfter(this TimeProvider clock, TimeSpan duration) =>
#if NET8_0_OR_GREATER
        new(duration, clock);
#else
        clock.CreateCancellationTokenSource(duration);
#endif
}
