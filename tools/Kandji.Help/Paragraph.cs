using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kandji.Help;

/// <summary>A paragraph of a documentation comment.</summary>
internal sealed partial record Paragraph(IReadOnlyList<Run> Runs)
{
    /// <summary>The paragraph as plain text.</summary>
    public string Plain => string.Concat(Runs.Select(run => run.Text)).Trim();

    /// <summary>The paragraph as Markdown.</summary>
    public string Markdown => string.Concat(Runs.Select(run => run.IsCode ? $"`{run.Text}`" : Escape(run.Text))).Trim();

    /// <summary>A paragraph of plain text.</summary>
    public static Paragraph Create(string text) => new([new Run(text, false)]);

    /// <summary>The paragraphs of an element: its para children, the items of its lists, and the text between them.</summary>
    public static IReadOnlyList<Paragraph> Read(XElement? element)
    {
        var paragraphs = new List<Paragraph>();
        if (element is null)
            return paragraphs;
        var loose = new List<Run>();
        void Finish()
        {
            if (loose.Any(run => run.Text.Trim().Length > 0))
                paragraphs.Add(new Paragraph(Tidy(loose)));
            loose.Clear();
        }
        foreach (XNode node in element.Nodes())
        {
            switch (node)
            {
                case XElement { Name.LocalName: "para" } para:
                    Finish();
                    paragraphs.AddRange(Read(para));
                    break;
                case XElement { Name.LocalName: "list" } list:
                    Finish();
                    foreach (XElement item in list.Elements("item"))
                    {
                        IReadOnlyList<Run> term = Tidy(GetRuns(item.Element("term")));
                        IReadOnlyList<Run> text =
                            Tidy(GetRuns(item.Element("description") ?? (item.Element("term") is null ? item : null)));
                        paragraphs.Add(
                            new Paragraph(
                                [new Run("- ", false), .. term, .. term.Count > 0 ? [new Run(": ", false)] : Array.Empty<Run>(), .. text]));
                    }
                    break;
                case XElement { Name.LocalName: "example" or "seealso" }:
                    break;
                default:
                    loose.AddRange(GetRuns(node));
                    break;
            }
        }
        Finish();
        return paragraphs;
    }

    private static IEnumerable<Run> GetRuns(XNode? node)
    {
        switch (node)
        {
            case XText text:
                yield return new Run(text.Value, false);
                break;
            case XElement { Name.LocalName: "c" or "code" } code:
                yield return new Run(code.Value, true);
                break;
            case XElement { Name.LocalName: "see" or "paramref" or "typeparamref" } reference:
                yield return new Run(reference.Value.Length > 0 ? reference.Value : GetName(reference), true);
                break;
            case XElement element:
                foreach (Run run in element.Nodes().SelectMany(GetRuns))
                    yield return run;
                break;
        }
    }

    // The last part of what is referred to: of M:Kandji.Client.Model.KandjiObject.GetUnknownFields only the method's name.
    private static string GetName(XElement reference)
    {
        string name = (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword")
            ?? (string?)reference.Attribute("name")
            ?? (string?)reference.Attribute("href") ?? "";
        if (name.StartsWith("http", StringComparison.Ordinal))
            return name;
        name = name.Split('(')[0];
        return name[(name.LastIndexOfAny(['.', ':']) + 1)..];
    }

    // Line breaks and indentation of the source are spaces, and none stand at the ends.
    private static IReadOnlyList<Run> Tidy(IEnumerable<Run> runs)
    {
        var tidy = runs.Select(run => run with { Text = Blanks().Replace(run.Text, " ") }).Where(run => run.Text.Length > 0).ToList();
        if (tidy.Count > 0)
        {
            tidy[0] = tidy[0] with { Text = tidy[0].Text.TrimStart() };
            tidy[^1] = tidy[^1] with { Text = tidy[^1].Text.TrimEnd() };
        }
        return tidy;
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            // An underscore inside a word means nothing.
            bool special = text[i] is '*' or '<' or '>' or '`' or '[' or ']' or '|'
                || (text[i] == '_'
                    && !(i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1])));
            if (special)
                escaped.Append('\\');
            escaped.Append(text[i]);
        }
        return escaped.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
