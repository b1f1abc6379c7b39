using System.Text;

namespace Kandji.Automation.Configuration.Files;

/// <summary>Scripts and profiles as they are in files.</summary>
internal static class ScriptText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A script with every line break as a line feed, otherwise as it is in the file.</summary>
    /// <exception cref="ConfigurationFileException">It cannot be read, is not UTF-8, or begins with a byte order mark.</exception>
    public static string ReadScript(string path)
    {
        byte[] content = StableFile.Read(path);
        if (content.Length > 2 && content[0] == 0xEF && content[1] == 0xBB && content[2] == 0xBF)
        {
            throw new ConfigurationFileException(
                path, 1, "The script begins with a byte order mark, with which macOS does not find its interpreter. Save it as UTF-8 "
                    + "without one.");
        }
        return ConfigurationValue.WithLineFeeds(Decode(path, content));
    }

    /// <summary>A script as it is written: with one line break at its end.</summary>
    public static byte[] WriteScript(string text) => Utf8.GetBytes(ConfigurationValue.WithLineFeeds(text).TrimEnd('\n') + "\n");

    /// <summary>A profile as it is in the file. A binary one is turned into XML.</summary>
    /// <exception cref="ConfigurationFileException">It cannot be read, is signed, or is not a property list.</exception>
    public static string ReadProfile(string path)
    {
        byte[] content = StableFile.Read(path);
        if (Documents.BinaryPlist.Is(content))
        {
            try
            {
                return Documents.BinaryPlist.ToXml(content);
            }
            catch (Documents.InfoSyntaxException e)
            {
                throw new ConfigurationFileException(new ConfigurationProblem(e.Message) { Path = path, Cause = e });
            }
        }
        // A signed profile is a CMS message in DER: a sequence whose length takes several bytes.
        if (content.Length > 2 && content[0] == 0x30 && content[1] > 0x80)
        {
            throw new ConfigurationFileException(
                path, 0, "The profile is signed, and the service signs profiles itself. Take the signature off: openssl smime -verify "
                    + "-noverify -inform DER -in signed.mobileconfig -out profile.mobileconfig");
        }
        string text = Decode(path, content);
        if (text.IndexOf("<plist", StringComparison.Ordinal) < 0)
            throw new ConfigurationFileException(path, 0, "The file is not a configuration profile: it holds no property list.");
        return text;
    }

    /// <summary>A profile as it is written: as the service has it.</summary>
    public static byte[] WriteProfile(string text) => Utf8.GetBytes(text);

    private static string Decode(string path, byte[] content)
    {
        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException e)
        {
            throw new ConfigurationFileException(
                new ConfigurationProblem("The text is not UTF-8. Save it as UTF-8.") { Path = path, Cause = e });
        }
    }
}
