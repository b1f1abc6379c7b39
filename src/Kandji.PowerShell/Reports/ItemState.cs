using System;
using System.Linq;

namespace Kandji.PowerShell.Reports;

/// <summary>The state that the different status words of library items and parameters stand for.</summary>
internal enum ItemState
{
    /// <summary>The service said nothing, or used a word that is not known here.</summary>
    Unknown,

    /// <summary>Does not apply, or is only on offer.</summary>
    Other,
    Passing,
    Pending,
    Failing,
}

/// <summary>Reads the service's words, which mix PASS and ERROR with success and failed.</summary>
internal static class ItemStates
{
    private static readonly string[] Passing = ["PASS", "PASSED", "SUCCESS", "REMEDIATED", "INSTALLED"];
    private static readonly string[] Failing = ["ERROR", "FAIL", "FAILED", "ALERT"];
    private static readonly string[] Pending = ["PENDING", "INSTALLING", "DOWNLOADING", "CACHED", "RUNNING", "IN_PROGRESS", "UPDATE_AVAILABLE"];

    private static readonly string[] Other = ["AVAILABLE", "EXCLUDED", "INCOMPATIBLE", "WARNING"];

    /// <summary>The state behind a status.</summary>
    public static ItemState Of(string? status)
    {
        bool Is(string[] words) => words.Contains(status, StringComparer.OrdinalIgnoreCase);
        return Is(Passing) ? ItemState.Passing : Is(Failing) ? ItemState.Failing : Is(Pending) ? ItemState.Pending : Is(Other) ? ItemState.Other : ItemState.Unknown;
    }
}
