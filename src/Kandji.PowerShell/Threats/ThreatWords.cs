namespace Kandji.PowerShell.Threats;

/// <summary>The values that threats and detections are narrowed down by, as parameters take them.</summary>
internal static class ThreatWords
{
    public const string Informational = "Informational", Low = "Low", Medium = "Medium", High = "High", Critical = "Critical";
    public const string Open = "Open", Closed = "Closed";

    public static readonly string[] Severities = [Informational, Low, Medium, High, Critical];
    public static readonly string[] States = [Open, Closed];
}
