using System.Globalization;

namespace Kandji.Automation.Inventory;

/// <summary>How many things of a kind may be missing from a list at once and be believed: a number, or a share.</summary>
internal sealed class RemovalLimit
{
    private const int Fifth = 20;
    private const int FewAlways = 4;

    private readonly long _number;
    private readonly bool _isShare;
    private readonly int _always;

    private RemovalLimit(long number, bool isShare, int always)
    {
        _number = number;
        _isShare = isShare;
        _always = always;
    }

    /// <summary>A fifth, and always up to four.</summary>
    public static RemovalLimit Default { get; } = new(Fifth, true, FewAlways);

    /// <summary>Reads a limit: <c>50</c>, <c>30%</c>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static RemovalLimit Parse(string text)
    {
        string trimmed = text.Trim();
        bool isShare = trimmed.EndsWith("%", StringComparison.Ordinal);
        string digits = isShare ? trimmed.Substring(0, trimmed.Length - 1).TrimEnd() : trimmed;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && (!isShare || number <= 100)
            ? new RemovalLimit(number, isShare, 0)
            : throw new FormatException($"'{text}' is neither a number of things nor a share of them. Write 50 or 30%.");
    }

    /// <summary>Indicates whether so many may be missing.</summary>
    /// <param name="missing">How many are missing.</param>
    /// <param name="known">How many there were.</param>
    public bool Allows(int missing, int known) =>
        missing <= _always || (_isShare ? missing * 100L <= _number * known : missing <= _number);
}
