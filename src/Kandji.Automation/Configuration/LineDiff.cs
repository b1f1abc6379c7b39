using System.Globalization;

namespace Kandji.Automation.Configuration;

/// <summary>
/// Compares two texts by lines, as Myers' algorithm does: with the fewest lines removed and added. Texts that have hardly a line in common
/// would take long, and are shown as one removed and the other added.
/// </summary>
internal static class LineDiff
{
    private const int Context = 3;
    private const int MostChanges = 1000;

    /// <summary>The hunks of a unified diff, without a header; empty for equal texts.</summary>
    /// <param name="from">The text whose lines begin with a minus sign.</param>
    /// <param name="to">The text whose lines begin with a plus sign.</param>
    public static string[] Unified(string from, string to)
    {
        if (from == to)
            return [];
        string[] before = Lines(from), after = Lines(to);
        string[] plain = Lines(ConfigurationValue.WithLineFeeds(from)), other = Lines(ConfigurationValue.WithLineFeeds(to));
        if (plain.SequenceEqual(other, StringComparer.Ordinal))
            return ["\\ Only the line breaks are different."];
        return Hunks(Edits(before, after)).ToArray();
    }

    private static string[] Lines(string text)
    {
        if (text.Length == 0)
            return [];
        string[] lines = text.Split('\n');
        return lines[lines.Length - 1].Length == 0 ? lines.Take(lines.Length - 1).ToArray() : lines;
    }

    private static List<(char Sign, string Line)> Edits(string[] before, string[] after)
    {
        int start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start])
            start++;
        int end = 0;
        while (end < before.Length - start && end < after.Length - start
            && before[before.Length - 1 - end] == after[after.Length - 1 - end])
            end++;
        string[] removed = before.Skip(start).Take(before.Length - start - end).ToArray();
        string[] added = after.Skip(start).Take(after.Length - start - end).ToArray();
        var edits = before.Take(start).Select(line => (' ', line)).ToList();
        edits.AddRange(Shortest(removed, added)
            ?? removed.Select(line => ('-', line)).Concat(added.Select(line => ('+', line))));
        edits.AddRange(before.Skip(before.Length - end).Select(line => (' ', line)));
        return edits;
    }

    // Null when more than so many lines would be removed and added.
    private static IEnumerable<(char Sign, string Line)>? Shortest(string[] a, string[] b)
    {
        int most = Math.Min(a.Length + b.Length, MostChanges);
        var reached = new int[(2 * most) + 3];
        int middle = most + 1;
        var trace = new List<int[]>();
        for (int changes = 0; changes <= most; changes++)
        {
            for (int k = -changes; k <= changes; k += 2)
            {
                bool isDown = k == -changes || (k != changes && reached[middle + k - 1] < reached[middle + k + 1]);
                int x = isDown ? reached[middle + k + 1] : reached[middle + k - 1] + 1;
                while (x < a.Length && x - k < b.Length && a[x] == b[x - k])
                    x++;
                reached[middle + k] = x;
                if (x >= a.Length && x - k >= b.Length)
                    return WayBack(a, b, trace, changes);
            }
            var snapshot = new int[(2 * changes) + 1];
            Array.Copy(reached, middle - changes, snapshot, 0, snapshot.Length);
            trace.Add(snapshot);
        }
        return null;
    }

    private static List<(char Sign, string Line)> WayBack(string[] a, string[] b, List<int[]> trace, int changes)
    {
        var edits = new List<(char, string)>();
        int x = a.Length, y = b.Length;
        for (int d = changes; d > 0; d--)
        {
            int[] reached = trace[d - 1];
            int At(int k) => Math.Abs(k) <= d - 1 ? reached[k + d - 1] : -1;
            int diagonal = x - y;
            bool isDown = diagonal == -d || (diagonal != d && At(diagonal - 1) < At(diagonal + 1));
            int k = isDown ? diagonal + 1 : diagonal - 1;
            int fromX = At(k), fromY = fromX - k;
            int stepX = isDown ? fromX : fromX + 1;
            while (x > stepX)
            {
                edits.Add((' ', a[--x]));
                y--;
            }
            if (isDown)
                edits.Add(('+', b[--y]));
            else
                edits.Add(('-', a[--x]));
            (x, y) = (fromX, fromY);
        }
        while (x > 0)
            edits.Add((' ', a[--x]));
        edits.Reverse();
        return edits;
    }

    private static IEnumerable<string> Hunks(List<(char Sign, string Line)> edits)
    {
        int before = 1, after = 1, at = 0;
        while (at < edits.Count)
        {
            int first = edits.FindIndex(at, edit => edit.Sign != ' ');
            if (first < 0)
                yield break;
            int start = Math.Max(at, first - Context);
            before += start - at;
            after += start - at;
            int end = first;
            for (int i = first; i < edits.Count && i <= end + (2 * Context); i++)
            {
                if (edits[i].Sign != ' ')
                    end = i;
            }
            int stop = Math.Min(edits.Count, end + Context + 1);
            List<(char Sign, string Line)> hunk = edits.GetRange(start, stop - start);
            int removed = hunk.Count(edit => edit.Sign != '+'), added = hunk.Count(edit => edit.Sign != '-');
            yield return string.Format(
                CultureInfo.InvariantCulture, "@@ -{0},{1} +{2},{3} @@", removed == 0 ? before - 1 : before, removed,
                added == 0 ? after - 1 : after, added);
            foreach ((char sign, string line) in hunk)
                yield return sign + line;
            before += removed;
            after += added;
            at = stop;
        }
    }
}
