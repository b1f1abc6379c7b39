namespace Kandji.Client.Http;

/// <summary>
/// Takes user names and passwords out of the addresses in a text that others wrote: the HTTP stack quotes the address of a proxy as the
/// environment names it, with its password.
/// </summary>
internal static class AddressText
{
    private const string SchemeEnd = "://";

    /// <summary>Returns the text without the user info of every address in it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mayHoldBlanks">
    /// True for text of .NET, which shows an address with its escapes decoded, so that blanks and quotes may belong to a password. Too much
    /// is then taken out rather than too little.
    /// </param>
    public static string WithoutUserInfo(string text, bool mayHoldBlanks = false)
    {
        int from = 0;
        while (true)
        {
            int begin = text.IndexOf(SchemeEnd, from, StringComparison.Ordinal);
            if (begin < 0)
                return text;
            begin += SchemeEnd.Length;
            int end = begin;
            while (end < text.Length && !EndsAuthority(text, end, mayHoldBlanks))
                end++;
            int at = end == begin ? -1 : text.LastIndexOf('@', end - 1, end - begin);
            if (at >= 0)
                text = text.Remove(begin, at + 1 - begin);
            from = begin;
        }
    }

    private static bool EndsAuthority(string text, int at, bool mayHoldBlanks) => text[at] switch
    {
        '/' or '?' or '#' or '\\' or '\r' or '\n' => true,
        ':' => string.CompareOrdinal(text, at, SchemeEnd, 0, SchemeEnd.Length) == 0,
        '"' or '\'' or '<' or '>' => !mayHoldBlanks,
        var c => !mayHoldBlanks && char.IsWhiteSpace(c),
    };
}
