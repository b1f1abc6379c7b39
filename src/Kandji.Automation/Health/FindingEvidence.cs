using System.Globalization;
using Kandji.Client.Model;

namespace Kandji.Automation.Health;

/// <summary>A value that a finding rests on.</summary>
public sealed class FindingEvidence
{
    internal FindingEvidence(string name, object? value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name of the value, as the property of the thing is called: <c>LastCheckIn</c>.</summary>
    public string Name { get; }

    /// <summary>The value: a text, a number, a boolean, a time in local time, or null.</summary>
    public object? Value { get; }

    /// <summary>Name and value.</summary>
    /// <returns><c>LastCheckIn=2026-01-31T08:00:00Z</c>; times in UTC.</returns>
    public override string ToString() => PrintableText.Sanitize($"{Name}={ValueText}");

    /// <summary>The value as text that is the same in every culture and time zone.</summary>
    internal string ValueText => Value switch
    {
        DateTime time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(Value, CultureInfo.InvariantCulture) ?? "",
    };
}
