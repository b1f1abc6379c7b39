using System.Text;
using Kandji.Automation.Configuration.Documents;

namespace Kandji.Yaml;

/// <summary>
/// A text in which each character beyond the basic plane has a stand-in of one unit. The library counts such characters now as one, now as
/// two, so that its positions would be wrong.
/// </summary>
internal sealed class SinglePlaneText
{
    private const char FirstStandIn = '\ue000';
    private const char LastStandIn = '\uf8ff';

    private readonly Dictionary<char, string> _originals = [];

    public SinglePlaneText(string text)
    {
        var plane = new StringBuilder(text.Length);
        var positions = new List<int>(text.Length + 1);
        var standIns = new Dictionary<string, char>(StringComparer.Ordinal);
        HashSet<char>? used = null;
        char next = FirstStandIn;
        for (int i = 0; i < text.Length; i++)
        {
            positions.Add(i);
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                plane.Append(text[i]);
                continue;
            }
            string pair = text.Substring(i++, 2);
            if (!standIns.TryGetValue(pair, out char standIn))
            {
                used ??= text.Where(c => c is >= FirstStandIn and <= LastStandIn).ToHashSet();
                while (used.Contains(next))
                    next++;
                if (next > LastStandIn)
                    throw new InfoSyntaxException("The file has more different rare characters than can be told apart.");
                standIn = standIns[pair] = next++;
                _originals[standIn] = pair;
            }
            plane.Append(standIn);
        }
        positions.Add(text.Length);
        Text = plane.ToString();
        Positions = positions;
    }

    /// <summary>The text with stand-ins.</summary>
    public string Text { get; }

    /// <summary>For each position in the text with stand-ins the one in the original.</summary>
    public IReadOnlyList<int> Positions { get; }

    /// <summary>A part of the text with the characters that the original has.</summary>
    public string Restore(string part)
    {
        if (_originals.Count == 0)
            return part;
        var restored = new StringBuilder(part.Length);
        foreach (char c in part)
        {
            if (_originals.TryGetValue(c, out string? pair))
                restored.Append(pair);
            else
                restored.Append(c);
        }
        return restored.ToString();
    }
}
