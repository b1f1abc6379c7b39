namespace Kandji.Automation.Health;

/// <summary>Reads the service's words, which mix PASS and ERROR with success and failed.</summary>
internal static class ComplianceStates
{
    private static readonly string[] Passing = ["PASS", "PASSED", "SUCCESS", "REMEDIATED", "INSTALLED"];
    private static readonly string[] Failing = ["ERROR", "FAIL", "FAILED", "ALERT"];
    private static readonly string[] Pending =
        ["PENDING", "INSTALLING", "DOWNLOADING", "CACHED", "RUNNING", "IN_PROGRESS", "UPDATE_AVAILABLE"];

    private static readonly string[] Other = ["AVAILABLE", "EXCLUDED", "INCOMPATIBLE", "WARNING"];

    /// <summary>The state behind a status.</summary>
    public static ComplianceState Parse(string? status)
    {
        bool Is(string[] words) => words.Contains(status, StringComparer.OrdinalIgnoreCase);
        return Is(Passing) ? ComplianceState.Passing
            : Is(Failing) ? ComplianceState.Failing
            : Is(Pending) ? ComplianceState.Pending
            : Is(Other) ? ComplianceState.Other
            : ComplianceState.Unknown;
    }
}
