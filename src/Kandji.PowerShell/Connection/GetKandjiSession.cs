using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// <para type="synopsis">Shows the runspace's default session.</para>
/// <para type="description">
/// Shows the tenant, its region, since when the session exists, how many requests it has sent and what is left of the tenant's requests
/// for the hour. Returns nothing when there is no session. The token is never shown.
/// </para>
/// </summary>
/// <example>
///   <summary>What am I connected to?</summary>
///   <code>Get-KandjiSession</code>
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
                WriteObject(Show(session, sessions));
        }
        else if (sessions.Default is { } session)
        {
            WriteObject(Show(session, sessions));
        }
    }

    // One runspace's default is not another's: the property is not the session's own.
    private static PSObject Show(KandjiSession session, RunspaceSessions sessions)
    {
        var shown = new PSObject(session);
        shown.Properties.Add(new PSNoteProperty("IsDefault", session == sessions.Default), preValidated: true);
        return shown;
    }
}
