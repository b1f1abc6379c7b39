using System.Text;

namespace Kandji.Automation.Configuration.Documents;

/// <summary>A change of a document: characters that are replaced by others.</summary>
/// <param name="Start">The position of the first character that is replaced.</param>
/// <param name="End">The position after the last one.</param>
/// <param name="Text">The text that takes their place.</param>
internal sealed record InfoEdit(int Start, int End, string Text)
{
    /// <summary>Applies changes that do not overlap. Those of one place keep their order.</summary>
    public static string Apply(string text, IEnumerable<InfoEdit> edits)
    {
        var result = new StringBuilder();
        int at = 0;
        foreach (InfoEdit edit in edits.OrderBy(edit => edit.Start))
        {
            result.Append(text, at, edit.Start - at).Append(edit.Text);
            at = edit.End;
        }
        return result.Append(text, at, text.Length - at).ToString();
    }
}
