using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>
/// Writes members as the vendor's tool and people do, in three formats, and computes their hashes: a small writer of its own, which shares
/// nothing with the code under test.
/// </summary>
internal sealed class VendorRepository(string root)
{
    public enum Format
    {
        Plist,
        Json,
        Yaml,
    }

    /// <summary>Writes a member.</summary>
    /// <param name="folder">Its folder below the root.</param>
    /// <param name="format">The format of its info.</param>
    /// <param name="info">Its keys with their values: texts, switches, or a map of texts.</param>
    /// <param name="texts">Its other files.</param>
    /// <param name="style">0 as the tool writes, 1 with comments and another order, 2 with carriage returns.</param>
    public void Write(
        string folder, Format format, List<KeyValuePair<string, object>> info, Dictionary<string, string> texts, int style)
    {
        string path = Path.Combine(root, folder);
        Directory.CreateDirectory(path);
        if (style == 1)
            info = [.. info.AsEnumerable().Reverse()];
        (string name, string text) = format switch
        {
            Format.Plist => ("info.plist", Plist(info, style)),
            Format.Json => ("info.json", Json(info, style)),
            _ => (style == 1 ? "info.yml" : "info.yaml", Yaml(info, style)),
        };
        if (style == 2)
            text = text.Replace("\n", "\r\n", StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(path, name), Encoding.UTF8.GetBytes(style == 2 && format != Format.Plist ? "\ufeff" + text : text));
        foreach ((string file, string content) in texts)
            File.WriteAllBytes(Path.Combine(path, file), Encoding.UTF8.GetBytes(content));
    }

    /// <summary>The vendor's hash of values and texts.</summary>
    public static string Hash(IEnumerable<object?> values, params string?[] texts)
    {
        string info = Sum(string.Concat(values.Select(value => value switch
        {
            null => "None",
            bool flag => flag ? "True" : "False",
            _ => value.ToString(),
        })));
        return Sum(info + string.Concat(texts.OfType<string>().Select(Sum)));
    }

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Plist(List<KeyValuePair<string, object>> info, int style)
    {
        string indent = style == 0 ? "    " : "\t";
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        if (style != 1)
            text.Append("<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n");
        text.Append("<plist version=\"1.0\">\n<dict>\n");
        foreach ((string key, object value) in info)
        {
            if (style == 1)
                text.Append(indent).Append("<!-- about ").Append(key).Append(" -->\n");
            text.Append(indent).Append("<key>").Append(key).Append("</key>").Append(style == 1 ? "" : "\n" + indent).Append(Value(value))
                .Append('\n');
        }
        return text.Append("</dict>\n</plist>\n").ToString();

        static string Value(object value) => value switch
        {
            bool flag => flag ? "<true/>" : "<false/>",
            Dictionary<string, string> map =>
                "<dict>" + string.Concat(map.Select(entry => $"<key>{entry.Key}</key><string>{entry.Value}</string>")) + "</dict>",
            _ => "<string>" + System.Security.SecurityElement.Escape((string)value) + "</string>",
        };
    }

    private static string Json(List<KeyValuePair<string, object>> info, int style)
    {
        (string open, string between, string close) = style == 1 ? ("{", ",", "}\n") : ("{\n  ", ",\n  ", "\n}");
        return open + string.Join(between, info.Select(entry => $"\"{entry.Key}\":{(style == 1 ? "" : " ")}{Value(entry.Value)}")) + close;

        static string Value(object value) => value switch
        {
            bool flag => flag ? "true" : "false",
            Dictionary<string, string> map => "{" + string.Join(", ", map.Select(entry => $"\"{entry.Key}\": \"{entry.Value}\"")) + "}",
            _ => "\"" + string.Concat(((string)value).Select(c => c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                > '~' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            })) + "\"",
        };
    }

    private static string Yaml(List<KeyValuePair<string, object>> info, int style)
    {
        var text = new StringBuilder(style == 1 ? "# written by hand\n---\n" : "");
        foreach ((string key, object value) in info)
        {
            switch (value)
            {
                case bool flag:
                    text.Append(key).Append(": ").Append(flag ? "true" : "false");
                    break;
                case Dictionary<string, string> map:
                    text.Append(key).Append(':');
                    foreach ((string inner, string of) in map)
                        text.Append("\n  ").Append(inner).Append(": ").Append(of);
                    break;
                default:
                    // As the tool does: plain, whatever it looks like, unless that means something in YAML.
                    string words = (string)value;
                    bool isPlain = !words.Contains(": ", StringComparison.Ordinal) && !words.Contains(" #", StringComparison.Ordinal)
                        && !"&*!|>%@`\"'#{}[],?:-".Contains(words[0]);
                    text.Append(key).Append(": ").Append(isPlain ? words : "'" + words.Replace("'", "''", StringComparison.Ordinal) + "'");
                    break;
            }
            text.Append(style == 1 ? "  # a note\n" : "\n");
        }
        return text.ToString();
    }
}
