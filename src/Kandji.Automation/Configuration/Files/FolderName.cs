using System.Globalization;
using System.Text;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// Makes the name of a folder of a member's name. It is good on every platform: composed (NFC), with its letters, at most 120 bytes of
/// UTF-8, and no name that Windows keeps for itself.
/// </summary>
internal static class FolderName
{
    private const int MaxBytes = 120;
    private const string Forbidden = "<>:\"/\\|?*";

    private static readonly string[] Reserved =
    [
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "COM¹", "COM²", "COM³", "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    ];

    /// <summary>The name for a folder.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="taken">The names that are there, in the form of <see cref="Key"/>. The new one is added.</param>
    public static string Create(string name, ISet<string> taken)
    {
        string folder = Clean(name);
        string stem = folder;
        bool isReserved = Reserved.Contains(stem.Split('.')[0].TrimEnd(' '), StringComparer.OrdinalIgnoreCase);
        for (int number = isReserved ? 1 : 0; ; number++)
        {
            string suffix = number == 0 ? "" : string.Format(CultureInfo.InvariantCulture, " ({0})", number);
            // With the number before a first dot: Windows looks at what stands before it alone.
            int dot = isReserved ? stem.IndexOf('.') : -1;
            folder = dot < 0
                ? Cut(stem, MaxBytes - suffix.Length) + suffix
                : Cut(stem.Substring(0, dot) + suffix + stem.Substring(dot), MaxBytes);
            if (taken.Add(Key(folder)))
                return folder;
        }
    }

    /// <summary>A key that is the same for two names that are one name on some platform.</summary>
    public static string Key(string folder) => folder.Normalize(NormalizationForm.FormC).ToUpperInvariant();

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (char c in Whole(name).Normalize(NormalizationForm.FormC))
        {
            bool isBad = char.IsControl(c) || Forbidden.IndexOf(c) >= 0 || IsInvisible(c);
            char kept = isBad ? '_' : c;
            if (kept != '_' || clean.Length == 0 || clean[clean.Length - 1] != '_')
                clean.Append(kept);
        }
        string result = Cut(clean.ToString().TrimStart().TrimStart('.').TrimStart(), MaxBytes);
        return result.Length == 0 ? "_" : result;
    }

    // Half of a surrogate pair has no bytes in UTF-8.
    private static string Whole(string name)
    {
        var whole = new StringBuilder(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i]))
                whole.Append(name[i]);
            else if (i + 1 < name.Length && char.IsSurrogatePair(name[i], name[i + 1]))
                whole.Append(name[i]).Append(name[++i]);
            else
                whole.Append('_');
        }
        return whole.ToString();
    }

    // Characters that are invisible, or turn the direction of a text, would let two folders look the same. Joiners are part of emoji and of
    // scripts.
    private static bool IsInvisible(char c) =>
        c is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200b' or '\ufeff'
            or '\u2028' or '\u2029';

    private static string Cut(string name, int maxBytes)
    {
        int length = name.Length;
        while (Encoding.UTF8.GetByteCount(name.Substring(0, length)) > maxBytes)
            length = StringInfoBoundary(name, length);
        return name.Substring(0, length).TrimEnd(' ', '.');
    }

    // The position before the last character as a person counts them.
    private static int StringInfoBoundary(string name, int length)
    {
        int[] starts = StringInfo.ParseCombiningCharacters(name.Substring(0, length));
        return starts[starts.Length - 1];
    }
}
