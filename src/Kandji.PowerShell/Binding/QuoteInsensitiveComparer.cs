namespace Kandji.PowerShell.Binding;

/// <summary>
/// Compares text as people type it: without regard to case, and with typographic quotes equal to straight ones. macOS and iOS name a device
/// with the former (Ada’s MacBook Pro), keyboards type the latter, and PowerShell itself takes both for quotes.
/// </summary>
internal sealed class QuoteInsensitiveComparer : IEqualityComparer<string>
{
    /// <summary>All quotes that count as equal to one of their kind.</summary>
    public static readonly char[] Quotes = ['\'', '‘', '’', '‚', '‛', '"', '“', '”', '„', '‟'];

    public static readonly QuoteInsensitiveComparer Comparer = new();

    private QuoteInsensitiveComparer()
    {
    }

    /// <summary>The text with straight quotes.</summary>
    public static string NormalizeQuotes(string text) => text.IndexOfAny(Quotes) < 0
        ? text
        : text.Replace('‘', '\'').Replace('’', '\'').Replace('‚', '\'').Replace('‛', '\'').Replace('“', '"').Replace('”', '"')
            .Replace('„', '"').Replace('‟', '"');

    /// <inheritdoc/>
    public bool Equals(string? x, string? y) =>
        x is null || y is null
            ? x is null && y is null
            : string.Equals(NormalizeQuotes(x), NormalizeQuotes(y), StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public int GetHashCode(string text) => StringComparer.OrdinalIgnoreCase.GetHashCode(NormalizeQuotes(text));
}
