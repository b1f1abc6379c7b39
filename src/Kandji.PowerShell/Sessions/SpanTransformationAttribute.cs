using System.Globalization;
using System.Text.RegularExpressions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Sessions;

/// <summary>
/// Lets a parameter that takes a span of time take <c>60s</c>, <c>15m</c>, <c>2h</c>, <c>1d</c> or <c>1h30m</c>, or a TimeSpan. Refuses a
/// number, which PowerShell would take for ticks.
/// </summary>
internal sealed class SpanTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Forms = "Give a span as 60s, 15m, 2h or 1d.";

    private static readonly Regex Span = new(
        @"^(?:\s*(?<number>[0-9]{1,6})\s*(?<unit>[dD]|[hH]|m|[sS]))+\s*$", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object?[] items = ArgumentValues.Flatten(inputData).ToArray();
        Array.ForEach(items, ArgumentValues.RefuseScriptBlock);
        return items.Length == 1 ? Read(items[0]) : throw new ArgumentTransformationMetadataException(Forms);
    }

    private static TimeSpan Read(object? item) => item.Unwrap() switch
    {
        TimeSpan span => span,
        string text => Parse(text),
        // PowerShell takes 1d for a decimal number, and keeps how it was typed in the wrapper.
        ValueType when LanguagePrimitives.TryConvertTo(item, CultureInfo.InvariantCulture, out string typed) && Span.IsMatch(typed) =>
            Parse(typed),
        var other => throw new ArgumentTransformationMetadataException($"'{other}' is not a span of time. {Forms}"),
    };

    private static TimeSpan Parse(string text)
    {
        Match match = Span.Match(text);
        if (!match.Success)
            throw new ArgumentTransformationMetadataException($"'{text}' is not a span of time. {Forms}");
        TimeSpan sum = TimeSpan.Zero;
        for (int i = 0; i < match.Groups["number"].Captures.Count; i++)
        {
            double number = double.Parse(match.Groups["number"].Captures[i].Value, CultureInfo.InvariantCulture);
            sum += match.Groups["unit"].Captures[i].Value.ToLowerInvariant() switch
            {
                "d" => TimeSpan.FromDays(number),
                "h" => TimeSpan.FromHours(number),
                "m" => TimeSpan.FromMinutes(number),
                _ => TimeSpan.FromSeconds(number),
            };
        }
        return sum;
    }
}
