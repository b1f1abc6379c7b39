namespace Kandji.PowerShell.Threats;

/// <summary>The values that threats and detections are narrowed down by, as parameters take them.</summary>
internal static class ThreatFilterValues
{
    public const string Informational = "Informational", Low = "Low", Medium = "Medium", High = "High", Critical = "Critical";
    public const string Open = "Open", Closed = "Closed";

    /// <summary>The severities as the API spells them.</summary>
    public static readonly string[] Severities = ["informational", "low", "medium", "high", "critical"];

    /// <summary>The management states as the API spells them.</summary>
    public static readonly string[] States = ["open", "closed"];
}
