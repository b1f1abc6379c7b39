using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Support;

/// <summary>
/// Lets time pass for code whose world is all in memory. Every continuation then runs inside a call of Advance, on one thread:
/// nothing is ever "about to happen", and a run is the same each time.
/// </summary>
internal static class ClockExtensions
{
    // Continuations run inside each other. Where the stack has no room for another, the thread pool gets it, whenever that comes to it.
    private const int StackSize = 64 << 20;

    public static T Run<T>(this FakeTimeProvider clock, Func<Task<T>> start, double stepMilliseconds = 5, double limitHours = 2)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = RunHere(clock, start, TimeSpan.FromMilliseconds(stepMilliseconds), TimeSpan.FromHours(limitHours));
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
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

    private static T RunHere<T>(FakeTimeProvider clock, Func<Task<T>> start, TimeSpan step, TimeSpan longest)
    {
        DateTimeOffset limit = clock.GetUtcNow() + longest;
        Task<T> task = start();
        while (!task.IsCompleted)
        {
            if (clock.GetUtcNow() > limit)
                throw new TimeoutException($"Not done after {longest.TotalHours} hours of the test's clock.");
            clock.Advance(step);
        }
        return task.GetAwaiter().GetResult();
    }

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (T item in items.ConfigureAwait(false))
            list.Add(item);
        return list;
    }
}
