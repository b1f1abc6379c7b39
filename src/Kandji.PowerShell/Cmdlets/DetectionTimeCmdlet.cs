using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>The base of the cmdlets that read detections of many objects at once, within a time.</summary>
public abstract class DetectionTimeCmdlet : ThrottledCmdlet
{
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
