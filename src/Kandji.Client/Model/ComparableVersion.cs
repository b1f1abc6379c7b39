namespace Kandji.Client.Model;

/// <summary>Reads versions, which the service sends as text, as numbers that compare.</summary>
internal static class ComparableVersion
{
    /// <summary>
    /// Reads a version of one to four numbers; a single number is followed by a zero, because a <see cref="Version"/> has at least two.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The version; null when the text holds anything else.</returns>
    public static Version? Parse(string? text)
    {
        string trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 0 || !trimmed.All(c => c is '.' or (>= '0' and <= '9')))
            return null;
        return Version.TryParse(trimmed.IndexOf('.') < 0 ? trimmed + ".0" : trimmed, out Version? version) ? version : null;
    }
}
