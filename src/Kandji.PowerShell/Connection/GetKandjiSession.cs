using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// <para type="synopsis">Shows the runspace's default session, or all of its open sessions.</para>
/// <para type="description">
/// Shows the tenant, its region, whether the session is the default and only reads, since when it exists, how many requests it has sent,
/// and the tenant's limit of requests for the hour with what is left of it. Without -All, returns nothing when there is no default session.
/// The token is never shown.
/// </para>
/// </summary>
/// <example>
///   <summary>What am I connected to?</summary>
///   <code>Get-KandjiSession</code>
/// </example>
/// <example>
///   <summary>What else is open?</summary>
///   <code>Get-KandjiSession -All</code>
/// </example>
/// <example>
///   <summary>Stop a script that has no session</summary>
///   <code>if (-not (Get-KandjiSession)) { throw 'Not connected' }</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiSession")]
[OutputType(typeof(KandjiSession))]
[NoFixedOperation("Sends nothing.")]
public sealed class GetKandjiSession : PSCmdlet
{
    /// <summary>Shows every open session of the runspace, in the order in which they were connected.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RunspaceSessions sessions = RunspaceSessions.Current;
        if (All)
        {
            foreach (KandjiSession session in sessions.Open)
                WriteObject(session);
        }
        else if (sessions.Default is { } session)
        {
            WriteObject(session);
        }
    }
}
