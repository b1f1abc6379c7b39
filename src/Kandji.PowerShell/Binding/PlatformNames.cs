namespace Kandji.PowerShell.Binding;

/// <summary>
/// The names of platforms, and what people and Apple call them: macOS is Mac, iPadOS is iPad. Wherever a platform is taken, all are.
/// </summary>
internal static class PlatformNames
{
    /// <summary>The platforms, as the service names them.</summary>
    public static readonly string[] All = ["Mac", "iPhone", "iPad", "AppleTV", "Vision", "Windows", "Android"];

    // Without blanks and other separators.
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["macOS"] = "Mac",
        ["OSX"] = "Mac",
        ["MacOSX"] = "Mac",
        ["Macs"] = "Mac",
        ["Macintosh"] = "Mac",
        ["Darwin"] = "Mac",
        ["iOS"] = "iPhone",
        ["iPhones"] = "iPhone",
        ["iPhoneOS"] = "iPhone",
        ["iPadOS"] = "iPad",
        ["iPads"] = "iPad",
        ["tvOS"] = "AppleTV",
        ["TV"] = "AppleTV",
        ["AppleTVs"] = "AppleTV",
        ["visionOS"] = "Vision",
        ["VisionPro"] = "Vision",
        ["AppleVision"] = "Vision",
        ["AppleVisionPro"] = "Vision",
        ["Win"] = "Windows",
        ["PC"] = "Windows",
        ["Windows10"] = "Windows",
        ["Windows11"] = "Windows",
        ["AndroidOS"] = "Android",
    };

    // As Apple's Automated Device Enrollment calls the systems.
    private static readonly Dictionary<string, string> Systems = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Mac"] = "OSX",
        ["iPhone"] = "iOS",
        ["iPad"] = "iPadOS",
        ["AppleTV"] = "tvOS",
        ["Vision"] = "visionOS",
    };

    /// <summary>The service's name of a platform; null for text that names none.</summary>
    public static string? Find(string text)
    {
        string plain = string.Concat(text.Where(char.IsLetterOrDigit));
        return Array.Find(All, name => name.Equals(plain, StringComparison.OrdinalIgnoreCase))
            ?? (Synonyms.TryGetValue(plain, out string? name) ? name : null);
    }

    /// <summary>The name of a platform's system, as Automated Device Enrollment has it; null for text that names none.</summary>
    public static string? FindSystem(string text) =>
        Find(text) is { } platform && Systems.TryGetValue(platform, out string? system) ? system : null;

    /// <summary>Says that text names no platform, and which there are.</summary>
    public static string Unknown(string text) =>
        $"There is no platform '{text}'.{SimilarNames.Sentence(All.Concat(Synonyms.Keys), text)} The platforms are "
            + $"{string.Join(", ", All)}.";
}
