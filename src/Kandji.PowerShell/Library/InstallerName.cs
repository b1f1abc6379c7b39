using System.Text.RegularExpressions;
using Kandji.Client.Library;

namespace Kandji.PowerShell.Library;

/// <summary>The names of installers that are kept by the service.</summary>
internal static class InstallerName
{
    // The service puts digits of its own behind a file's name, and would do so again.
    private static readonly Regex OwnDigits =
        new("_[0-9a-f]{8}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    /// <summary>The name with which the installer of an app was uploaded, as far as it is known.</summary>
    /// <param name="item">The app.</param>
    /// <param name="extension">The extension of an installer whose name is not known.</param>
    public static string Create(IUploadedItem item, string extension)
    {
        string key = (item.FileKey ?? "").Split('/', '\\').Last();
        char[] invalid = Path.GetInvalidFileNameChars();
        string name = new(key.Where(c => !char.IsControl(c) && Array.IndexOf(invalid, c) < 0 && c is not (':' or '*' or '?')).ToArray());
        string stem = OwnDigits.Replace(Path.GetFileNameWithoutExtension(name), "").Trim('.', ' ');
        return stem.Length == 0 ? "installer" + extension : stem + (Path.GetExtension(name) is { Length: > 1 } own ? own : extension);
    }
}
