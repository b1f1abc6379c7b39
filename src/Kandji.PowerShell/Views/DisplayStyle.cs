using System.Globalization;

namespace Kandji.PowerShell.Views;

/// <summary>
/// Colours what people look for in a table, with the colours of <c>$PSStyle</c> and only where the host shows them: Windows PowerShell 5.1
/// has no <c>$PSStyle</c>, and a host that cannot show colours gets plain text.
/// </summary>
public static class DisplayStyle
{
    private static readonly string[] Good =
    [
        "PASS", "PASSED", "SUCCESS", "REMEDIATED", "INSTALLED", "GRANTED", "COMPLETED", "ACCEPTED", "SENT", "DONE", "ACTIVE", "ON", "YES",
        "ASSIGNED", "VALIDATED", "RESOLVED",
    ];

    private static readonly string[] Bad =
        ["ERROR", "FAIL", "FAILED", "DENIED", "REFUSED", "OFF", "EXPIRED", "CRITICAL", "HIGH", "MALICIOUS", "NOT_QUARANTINED", "ALERT"];

    private static readonly string[] Waiting =
        ["PENDING", "INSTALLING", "DOWNLOADING", "RUNNING", "IN_PROGRESS", "NOTNOW", "NOT NOW", "UNKNOWN", "WARNING", "MEDIUM", "CACHED"];

    /// <summary>
    /// A status: green when all is well, red when something failed, yellow while it waits; other words are left as they are.
    /// </summary>
    /// <param name="status">The status, as text or as a value that has a name.</param>
    /// <param name="engine">The value of <c>$ExecutionContext</c> in a view.</param>
    /// <returns>The text, safe for the terminal.</returns>
    public static string Status(PSObject? status, EngineIntrinsics engine)
    {
        string text = Text(status);
        return text.Length == 0 ? text : InColor(text, GetColor(text), engine);
    }

    /// <summary>
    /// A status as <see cref="Status(PSObject, EngineIntrinsics)"/>, of the width that
    /// <see cref="DisplayText.Fit(string, int, int)"/> gives it.
    /// </summary>
    /// <param name="status">The status, as text or as a value that has a name.</param>
    /// <param name="width">The width of the column in a window of 80 columns.</param>
    /// <param name="share">How many percent of what a wider window has more belong to the column.</param>
    /// <param name="engine">The value of <c>$ExecutionContext</c> in a view.</param>
    /// <returns>The text, safe for the terminal.</returns>
    public static string Status(PSObject? status, int width, int share, EngineIntrinsics engine)
    {
        string text = Text(status);
        return InColor(DisplayText.Fit(text, width, share), GetColor(text), engine);
    }

    /// <summary>A part of a whole as a bar of ten blocks with its percentage, red when it says so.</summary>
    /// <param name="part">From 0 to 1; null is nothing.</param>
    /// <param name="isBad">Indicates whether this much is too much, or too little.</param>
    /// <param name="engine">The value of <c>$ExecutionContext</c> in a view.</param>
    /// <returns>The bar, at most fifteen characters wide.</returns>
    public static string Bar(double? part, bool isBad, EngineIntrinsics engine)
    {
        if (part is not { } share || double.IsNaN(share))
            return "";
        string bar = string.Format(CultureInfo.CurrentCulture, "{0} {1,3:0}%", DisplayText.Bar(share), share * 100);
        return InColor(bar, isBad ? "Red" : null, engine);
    }

    // From another process, or out of a file, a value of an enumeration is a number that keeps its name beside it.
    private static string Text(PSObject? status) => DisplayText.Sanitize(
        status?.TypeNames.Contains("Deserialized.System.Enum") == true
            ? status.ToString()
            : Convert.ToString(status.Unwrap(), CultureInfo.CurrentCulture));

    internal static string? GetColor(string word)
    {
        bool Is(string[] words) => words.Contains(word, StringComparer.OrdinalIgnoreCase);
        return Is(Good) ? "Green" : Is(Bad) ? "Red" : Is(Waiting) ? "Yellow" : null;
    }

    internal static string InColor(string text, string? color, object? style)
    {
        if (color is null || style is null)
            return text;
        // Read by name: the type of $PSStyle is not known to the module on editions that have none.
        PSObject painter = PSObject.AsPSObject(style);
        if (painter.Properties["OutputRendering"]?.Value?.ToString() == "PlainText"
            || painter.Properties["Foreground"]?.Value is not { } foreground)
            return text;
        return PSObject.AsPSObject(foreground).Properties[color]?.Value is string start && painter.Properties["Reset"]?.Value is string end
            ? start + text + end
            : text;
    }

    private static string InColor(string text, string? color, EngineIntrinsics engine) =>
        color is not null && CanShow(engine) ? InColor(text, color, engine.SessionState.PSVariable.GetValue("PSStyle")) : text;

    // PSHostUserInterface.SupportsVirtualTerminal is newer than the reference that the module is compiled against.
    private static bool CanShow(EngineIntrinsics engine) =>
        engine.Host?.UI is { } ui && PSObject.AsPSObject(ui).Properties["SupportsVirtualTerminal"]?.Value is true;
}
