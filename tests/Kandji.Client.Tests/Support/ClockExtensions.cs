using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Support;

/// <summary>
/// Lets time pass for code whose world is all in memory. Every continuation then runs inside a call of Advance, on this thread:
/// nothing is ever "about to happen", and a run is the same each time.
/// </summary>
internal static class ClockExtensions
{
    public static T Run<T>(this FakeTimeProvider clock, Func<Task<T>> start, double stepMilliseconds = 5, double limitHours = 2)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            DateTimeOffset limit = clock.GetUtcNow().AddHours(limitHours);
            TimeSpan step = TimeSpan.FromMilliseconds(stepMilliseconds);
            Task<T> task = start();
            while (!task.IsCompleted)
            {
                if (clock.GetUtcNow() > limit)
                    throw new TimeoutException($"Not done after {limitHours} hours of the test's clock.");
                clock.Advance(step);
            }
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public static void Run(this FakeTimeProvider clock, Func<Task> start, double stepMilliseconds = 5, double limitHours = 2) =>
        clock.Run(
            async () =>
            {
                await start().ConfigureAwait(false);
                return true;
            },
            stepMilliseconds,
            limitHours);

    /// <summary>Runs until the exception that is expected.</summary>
    public static TException Throws<TException>(this FakeTimeProvider clock, Func<Task> start, double limitHours = 2)
        where TException : Exception => Xunit.Assert.Throws<TException>(() => clock.Run(start, limitHours: limitHours));

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (T item in items.ConfigureAwait(false))
            list.Add(item);
        return list;
    }
}
