using System.Globalization;

namespace Kandji.Automation.Plans.Apply;

/// <summary>
/// The parts of a plan after which a run waits for the devices. Each counts from the plan's first step, and shares are rounded up.
/// </summary>
internal sealed class WaveList
{
    private readonly IReadOnlyList<(int Number, bool IsShare)> _waves;

    private WaveList(IReadOnlyList<(int Number, bool IsShare)> waves) => _waves = waves;

    /// <summary>Reads waves: <c>1</c>, <c>10%</c>, <c>100%</c>.</summary>
    /// <exception cref="FormatException">One is neither a number nor a share.</exception>
    public static WaveList Parse(IEnumerable<string> texts) => new(texts.Select(Parse).ToList());

    /// <summary>The number of steps up to the end of each wave.</summary>
    /// <param name="steps">The number of steps of the plan.</param>
    /// <exception cref="FormatException">A wave ends before the one before it.</exception>
    public IReadOnlyList<int> GetEnds(int steps)
    {
        var ends = new List<int>();
        foreach ((int number, bool isShare) in _waves)
        {
            int end = isShare ? (int)(((long)steps * number + 99) / 100) : Math.Min(number, steps);
            if (ends.Count > 0 && end < ends[ends.Count - 1])
            {
                throw new FormatException(
                    $"Each wave counts from the first step: the wave {Format(number, isShare)} would end before the one before it.");
            }
            ends.Add(end);
        }
        return ends;
    }

    private static (int Number, bool IsShare) Parse(string text)
    {
        string trimmed = text.Trim();
        bool isShare = trimmed.EndsWith("%", StringComparison.Ordinal);
        string digits = isShare ? trimmed.Substring(0, trimmed.Length - 1).TrimEnd() : trimmed;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            && (!isShare || number <= 100)
            ? (number, isShare)
            : throw new FormatException($"'{text}' is neither a number of steps nor a share of them. Write 1, 10%, 100%.");
    }

    private static string Format(int number, bool isShare) => number.ToString(CultureInfo.InvariantCulture) + (isShare ? "%" : "");
}
