using System.Globalization;

namespace Kandji.Benchmarks;

/// <summary>One measured number.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The number.</param>
/// <param name="Format">How it is written: <c>0.00 x</c>.</param>
/// <param name="Promise">What is promised of it, in words; null when it is there to compare with.</param>
/// <param name="IsKept">Whether the promise is kept.</param>
internal sealed record Result(string What, double Value, string Format, string? Promise = null, bool IsKept = true)
{
    public string Text => Value.ToString(Format, CultureInfo.InvariantCulture);

    public static Result AtMost(string what, double value, string format, double most) =>
        new(what, value, format, "at most " + most.ToString(format, CultureInfo.InvariantCulture), value <= most);

    public static Result AtLeast(string what, double value, string format, double least) =>
        new(what, value, format, "at least " + least.ToString(format, CultureInfo.InvariantCulture), value >= least);
}
