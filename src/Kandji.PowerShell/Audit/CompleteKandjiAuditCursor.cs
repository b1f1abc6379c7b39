using Kandji.Automation.Inventory;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Audit;

/// <summary>
/// <para type="synopsis">Takes the events that Get-KandjiAuditEvent -CursorPath has returned.</para>
/// <para type="description">
/// Get-KandjiAuditEvent -CursorPath returns the same events again until they were taken. Run this when the events have arrived where they
/// belong. It takes what was returned in this session of PowerShell; where nothing was, what the last run returned. Nothing is sent.
/// </para>
/// </summary>
/// <example>
///   <summary>Take the events that the last run returned</summary>
///   <code>Complete-KandjiAuditCursor ./audit.cursor</code>
/// </example>
/// <example>
///   <summary>Write events to a file, and take them only when that went well</summary>
///   <code>Get-KandjiAuditEvent -CursorPath ./audit.cursor | Export-Csv audit.csv -Append -ErrorAction Stop
/// Complete-KandjiAuditCursor ./audit.cursor</code>
/// </example>
[Cmdlet(VerbsLifecycle.Complete, "KandjiAuditCursor", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
[NoFixedOperation("Sends nothing.")]
public sealed class CompleteKandjiAuditCursor : CancellableCmdlet
{
    /// <summary>The file of the cursor.</summary>
    [Parameter(Position = 0)]
    [RequiredArgument("file", Values = "a path")]
    [Alias("CursorPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void Process()
    {
        string path = FilePath.Resolve(SessionState, Path);
        AuditCursorFile file = AuditCursorFile.Load(path, null);
        RunspaceSessions sessions = RunspaceSessions.Current;
        AuditPosition? pending =
            sessions.ReturnedEvents.TryGetValue(path, out (string Host, AuditPosition Position) own) && own.Host == file.Host
                ? own.Position
                : file.Pending;
        if (pending is null || !ShouldProcess(path, "Take the events that were returned"))
            return;
        Await(file.SaveAsync(path, pending, isTaken: true, TimeProvider.System, StopToken));
        sessions.ReturnedEvents.TryRemove(path, out _);
    }
}
