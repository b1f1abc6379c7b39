using System.Globalization;

namespace Kandji.Benchmarks;

/// <summary>One measured number.</summary>
/// <param name="What">The measured work, in words.</param>
/// <param name="Value">The number.</param>
/// <param name="Format">How it is written: <c>0.00 x</c>.</param>
/// <param name="Promise">The promise, in words; null for a result that others are compared with.</param>
/// <param name="IsKept">Indicates whether the promise is kept.</param>
internal sealed record Result(string What, double Value, string Format, string? Promise = null, bool IsKept = true)
{
    public string Text => Value.ToString(Format, CultureInfo.InvariantCulture);

    public static Result AtMost(string what, double value, string format, double most) =>
        new(what, value, format, "at most " + most.ToString(format, CultureInfo.InvariantCulture), value <= most);

    public static Result AtLeast(string what, double value, string format, double least) =>
        new(what, value, format, "at least " + least.ToString(format, CultureInfo.InvariantCulture), value >= least);
}
