using System.Globalization;

namespace Kandji.Automation.Plans.Apply;

/// <summary>How many steps may fail, or have an unknown outcome, before a run stops: a number, or a share of what was sent.</summary>
internal sealed class FailureLimit
{
    private readonly long _number;
    private readonly bool _isShare;

    private FailureLimit(long number, bool isShare)
    {
        _number = number;
        _isShare = isShare;
    }

    /// <summary>Reads a limit: <c>5</c>, <c>2%</c>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static FailureLimit Parse(string text)
    {
        string trimmed = text.Trim();
        bool isShare = trimmed.EndsWith("%", StringComparison.Ordinal);
        string digits = isShare ? trimmed.Substring(0, trimmed.Length - 1).TrimEnd() : trimmed;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && (!isShare || number <= 100)
            ? new FailureLimit(number, isShare)
            : throw new FormatException($"'{text}' is neither a number of steps nor a share of them. Write 5 or 2%.");
    }

    /// <summary>Indicates whether so many failures are within the limit.</summary>
    /// <param name="failures">The failures.</param>
    /// <param name="steps">The steps up to the end of the wave, of which a share is taken.</param>
    public bool Allows(int failures, int steps) => _isShare ? failures * 100L <= _number * steps : failures <= _number;

    /// <summary>The limit as it is written.</summary>
    public override string ToString() => _number.ToString(CultureInfo.InvariantCulture) + (_isShare ? "%" : "");
}
