using System.Globalization;

namespace Kandji.Benchmarks;

/// <summary>One measured number.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The number.</param>
/// <param name="Format">How it is written: <c>0.00 x</c>.</param>
/// <param name="Promise">What is promised of it, in words; null when it is there to compare with.</param>
/// <param name="IsMet">Indicates whether the number is what was promised.</param>
/// <param name="Spread">How far the rounds lie apart, as a share of the number; null when there was one.</param>
internal sealed record Result(
    string What, double Value, string Format, string? Promise = null, bool IsMet = true, double? Spread = null)
{
    // Where the quarters of the rounds lie this far apart, the machine does something else, and the middle says little.
    private const double MaxSpread = 0.3;

    public string Text => Value.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The spread as the table shows it.</summary>
    public string SpreadText => Spread?.ToString("0 %", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Indicates whether the machine was too busy to tell.</summary>
    public bool IsUnclear => !IsMet && Spread > MaxSpread;

    /// <summary>Indicates whether the promise is broken.</summary>
    public bool IsBroken => !IsMet && !IsUnclear;

    public static Result AtMost(string what, double value, string format, double most) =>
        new(what, value, format, "at most " + most.ToString(format, CultureInfo.InvariantCulture), value <= most);

    public static Result AtLeast(string what, double value, string format, double least) =>
        new(what, value, format, "at least " + least.ToString(format, CultureInfo.InvariantCulture), value >= least);

    /// <summary>The median of a ratio that was measured in rounds and is the better the higher it is.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="rounds">The ratio of each round.</param>
    /// <param name="least">The least that is promised.</param>
    public static Result RatioAtLeast(string what, double[] rounds, double least) =>
        AtLeast(what, rounds.Median(), "0.0 x", least) with { Spread = rounds.Spread() };

    /// <summary>The median of a ratio that was measured in rounds.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="rounds">The ratio of each round.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="most">The most that is promised; null when it is there to compare with.</param>
    public static Result Ratio(string what, double[] rounds, string format = "0.00 x", double? most = null)
    {
        Result result = most is { } bound ? AtMost(what, rounds.Median(), format, bound) : new Result(what, rounds.Median(), format);
        return result with { Spread = rounds.Spread() };
    }
}
