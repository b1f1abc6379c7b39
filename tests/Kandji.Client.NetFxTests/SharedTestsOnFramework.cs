namespace Kandji.Client.Tests;

/// <summary>Members of the newer .NET that the shared tests use and .NET Framework lacks.</summary>
internal static class SharedTestsOnFramework
{
    public static IEnumerable<T> Order<T>(this IEnumerable<T> items) => items.OrderBy(item => item);

    public static bool Contains(this string text, char character) => text.IndexOf(character) >= 0;

    public static bool Contains(this string text, char character, StringComparison comparison) =>
        text.IndexOf(character.ToString(), comparison) >= 0;

    public static bool EndsWith(this string text, char character) => text.Length > 0 && text[text.Length - 1] == character;

    public static bool Contains(this string text, string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

    public static string Replace(this string text, string old, string by, StringComparison comparison) =>
        comparison == StringComparison.Ordinal ? text.Replace(old, by) : throw new NotSupportedException();

    public static Task WaitAsync(this Task task, TimeSpan limit) => task.WaitAsync(limit, TimeProvider.System);

    public static Task<T> WaitAsync<T>(this Task<T> task, TimeSpan limit) => task.WaitAsync(limit, TimeProvider.System);

    public static Task<string> ReadAsStringAsync(this HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return content.ReadAsStringAsync();
    }

    extension(Task)
    {
        public static Task Delay(TimeSpan duration, TimeProvider clock, CancellationToken cancellationToken = default) =>
            clock.Delay(duration, cancellationToken);
    }

    extension(Array)
    {
        public static void Fill<T>(T[] array, T value, int start, int count)
        {
            for (int i = start; i < start + count; i++)
                array[i] = value;
        }
    }
}
