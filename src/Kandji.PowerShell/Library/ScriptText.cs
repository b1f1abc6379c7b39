using System;
using System.IO;
using System.Management.Automation;
using System.Text;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Library;

/// <summary>Scripts from files. A script for a Mac must be UTF-8 without a byte order mark.</summary>
internal static class ScriptText
{
    private const int MaxScriptBytes = 4 * 1024 * 1024;

    /// <summary>Reads a script.</summary>
    /// <exception cref="ObjectException">The file cannot be read, is empty, too large, or no text.</exception>
    public static string Read(PSCmdlet cmdlet, string path)
    {
        byte[] bytes = FilePath.Read(cmdlet, path, MaxScriptBytes);
        path = FilePath.Resolve(cmdlet, path);
        try
        {
            // UTF-16 is what Windows PowerShell writes unless told otherwise; its byte order mark gives it away.
            using var reader = new StreamReader(
                new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return WarnOfLineEnds(cmdlet, reader.ReadToEnd(), path);
        }
        catch (DecoderFallbackException)
        {
            throw new ObjectException("KandjiFileError", ErrorCategory.InvalidData, $"The file '{path}' is not text in UTF-8.");
        }
    }

    private static string WarnOfLineEnds(PSCmdlet cmdlet, string text, string path)
    {
        int end = text.IndexOf('\n');
        if (text.StartsWith("#!", StringComparison.Ordinal) && end > 0 && text[end - 1] == '\r')
            cmdlet.WriteWarning(
                $"'{path}' has Windows line endings (CRLF). A Mac cannot run it, because the carriage return becomes a part of the "
                    + $"interpreter's name. Save the file with LF line endings.");
        return text;
    }
}
