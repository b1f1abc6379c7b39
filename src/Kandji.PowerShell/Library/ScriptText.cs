using System.Text;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Library;

/// <summary>Scripts from files and parameters. A script for a Mac must be UTF-8 without a byte order mark.</summary>
internal static class ScriptText
{
    private const int MaxScriptBytes = 4 * 1024 * 1024;

    /// <summary>Reads a script.</summary>
    /// <exception cref="ObjectException">The file cannot be read, is empty, too large, or no text.</exception>
    public static string Read(CancellableCmdlet cmdlet, string path)
    {
        byte[] bytes = FilePath.Read(cmdlet.SessionState, path, MaxScriptBytes);
        path = FilePath.Resolve(cmdlet.SessionState, path);
        try
        {
            // UTF-16 is what Windows PowerShell writes unless told otherwise; its byte order mark gives it away.
            using var reader = new StreamReader(
                new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            string text = reader.ReadToEnd();
            // UTF-16 without a byte order mark is valid UTF-8, with a null after every letter.
            if (text.IndexOf('\0') >= 0)
                throw NoText(path);
            // The service stores it without white space at both ends, and an empty script removes the one that is there.
            if (string.IsNullOrWhiteSpace(text))
                throw new ObjectException("KandjiFileError", ErrorCategory.InvalidData, $"The file '{path}' is empty.");
            return Check(cmdlet, text, $"'{path}'");
        }
        catch (DecoderFallbackException)
        {
            throw NoText(path);
        }
    }

    private static ObjectException NoText(string path) =>
        new("KandjiFileError", ErrorCategory.InvalidData, $"The file '{path}' is not text in UTF-8.");

    /// <summary>Warns of a script that a Mac cannot run, and returns it as it is.</summary>
    /// <param name="cmdlet">The command that warns.</param>
    /// <param name="text">The script.</param>
    /// <param name="source">Where the script came from, as the warning names it.</param>
    public static string Check(CancellableCmdlet cmdlet, string text, string source)
    {
        if (text.Length > 0 && string.IsNullOrWhiteSpace(text))
            throw new ArgumentException($"The script of {source} is blank. The service would store it as an empty one.");
        if (text.IndexOf("\r\n", StringComparison.Ordinal) >= 0)
        {
            cmdlet.WriteWarning(
                $"The script of {source} has Windows line endings (CRLF). A Mac takes the carriage returns as a part of the interpreter's "
                    + "name and of each line's last word, so the script does not run as written. Use LF line endings.");
        }
        return text;
    }
}
