using System.Text;

namespace Kandji.Client;

/// <summary>Keeps text of the service, which may hold anything, from steering the terminal that it is shown on.</summary>
internal static class Printable
{
    /// <summary>The text with control characters shown as pictures of themselves.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        StringBuilder? safe = null;
        for (int i = 0; i < text!.Length; i++)
        {
            char c = text[i];
            if (!char.IsControl(c))
            {
                safe?.Append(c);
                continue;
            }
            safe ??= new StringBuilder(text, 0, i, text.Length + 8);
            safe.Append(c < 0x20 ? (char)(0x2400 + c) : '\u2421');
        }
        return safe?.ToString() ?? text;
    }
}
