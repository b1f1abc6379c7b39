namespace Kandji.Automation.Configuration.Files;

/// <summary>An installer that a member names.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Sha256">The SHA-256 sum in hexadecimal digits; null when it is not known.</param>
internal sealed record InstallerFile(string Name, string? Sha256)
{
    private static readonly char[] Separators = ['/', '\\'];
    private static readonly char[] Forbidden = ['<', '>', ':', '"', '|', '?', '*'];

    /// <summary>Indicates whether a name is one of a file in another folder.</summary>
    public static bool LeadsElsewhere(string name) => name is "." or ".." || name.IndexOfAny(Separators) >= 0;

    /// <summary>Indicates whether a file can have a name on every platform.</summary>
    public static bool IsPortable(string name) => name.IndexOfAny(Forbidden) < 0 && !name.Any(char.IsControl);

    /// <summary>A name that a file can have on every platform, made of one that a service tells.</summary>
    public static string MakePortable(string name) => name is "." or ".."
        ? "_"
        : new string([.. name.Select(c => Separators.Contains(c) || Forbidden.Contains(c) || char.IsControl(c) ? '_' : c)]);
}
