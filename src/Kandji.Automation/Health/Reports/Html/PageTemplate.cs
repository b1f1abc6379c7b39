using System.Security.Cryptography;
using System.Text;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>
/// The page without its content: a text with named gaps, the style sheet and the script. The text is cut at the gaps once, before anything
/// is filled in, so that nothing in a value can be taken for a gap.
/// </summary>
internal sealed class PageTemplate
{
    private const string GapStart = "{{", GapEnd = "}}";

    private readonly List<(string Text, string? Gap)> _pieces = [];
    private readonly string _style;
    private readonly string _script;

    private PageTemplate(string text, string style, string script)
    {
        _style = style;
        _script = script;
        int at = 0;
        for (int gap; (gap = text.IndexOf(GapStart, at, StringComparison.Ordinal)) >= 0;)
        {
            int end = text.IndexOf(GapEnd, gap, StringComparison.Ordinal);
            int name = gap + GapStart.Length;
            _pieces.Add((text.Substring(at, gap - at), text.Substring(name, end - name)));
            at = end + GapEnd.Length;
        }
        _pieces.Add((text.Substring(at), null));
    }

    /// <summary>Reads the template, which is in the assembly.</summary>
    public static PageTemplate Load() => new(Read("FleetPage.html"), Read("FleetPage.css"), Read("FleetPage.js"));

    /// <summary>Writes the page.</summary>
    /// <param name="output">Takes the page.</param>
    /// <param name="title">The title.</param>
    /// <param name="body">Writes the content.</param>
    /// <param name="data">Writes the data of the tables, as JSON that may stand in markup.</param>
    public void Write(TextWriter output, string title, Action<TextWriter> body, Action<TextWriter> data)
    {
        foreach ((string text, string? gap) in _pieces)
        {
            output.Write(text);
            Action<TextWriter>? fill = gap switch
            {
                null => null,
                "title" => writer => writer.Write(MarkupText.Escape(title)),
                "style" => writer => writer.Write(_style),
                "style-hash" => writer => writer.Write(Hash(_style)),
                "script" => writer => writer.Write(_script),
                "script-hash" => writer => writer.Write(Hash(_script)),
                "body" => body,
                "data" => data,
                _ => throw new InvalidOperationException($"The template has an unknown gap, '{gap}'."),
            };
            fill?.Invoke(output);
        }
    }

    // As a policy for content names a script or a style sheet that may stand in the page itself.
    private static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return "sha256-" + Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    // A browser reads every line break as LF, and hashes what it read.
    private static string Read(string name)
    {
        string resource = typeof(PageTemplate).Namespace + "." + name;
        using Stream stream = typeof(PageTemplate).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly has no '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
