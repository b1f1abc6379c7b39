using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Threats;

/// <summary>The base of the cmdlets that read threats and detections: the conditions that both take.</summary>
public abstract class ThreatFilterCmdlet : ThrottledCmdlet
{
    /// <summary>How severe it is: Informational, Low, Medium, High, Critical. Without it, all.</summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet(ThreatFilterValues.Informational, ThreatFilterValues.Low, ThreatFilterValues.Medium, ThreatFilterValues.High,
        ThreatFilterValues.Critical)]
    [ValidateNotNullOrEmpty]
    public string[]? Severity { get; set; }

    /// <summary>Indicates whether somebody still has to look at it: Open or Closed. Without it, both.</summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet(ThreatFilterValues.Open, ThreatFilterValues.Closed)]
    [ValidateNotNullOrEmpty]
    public string[]? ManagementState { get; set; }

    /// <summary>Only those that have any of these tags.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? Tag { get; set; }

    /// <summary>Found at this time or later: a date, or a span before now as 7d or 12h.</summary>
    [Parameter]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    [ValidateNotNull]
    public DateTime? After { get; set; }

    /// <summary>Found at this time or earlier: a date, or a span before now as 7d or 12h.</summary>
    [Parameter]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    [ValidateNotNull]
    public DateTime? Before { get; set; }
}
