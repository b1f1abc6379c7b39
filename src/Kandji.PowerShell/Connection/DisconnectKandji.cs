using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// <para type="synopsis">Ends sessions.</para>
/// <para type="description">
/// Closes the connections of a session and forgets its token. Requests that are under way fail. Without -Session the runspace's default
/// session is ended; when there is none, nothing happens.
/// </para>
/// </summary>
/// <example>
///   <summary>End the default session</summary>
///   <code>Disconnect-Kandji</code>
/// </example>
/// <example>
///   <summary>End one of several sessions</summary>
///   <code>$session | Disconnect-Kandji</code>
/// </example>
/// <example>
///   <summary>End all sessions</summary>
///   <code>Disconnect-Kandji *</code>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "Kandji")]
[OutputType(typeof(void))]
[NoFixedOperation("Sends nothing.")]
public sealed class DisconnectKandji : PSCmdlet
{
    /// <summary>
    /// The sessions to end: session objects, names of tenants, or a pattern: '*' ends every open session. Without it: the runspace's
    /// default session.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SessionTransformation(MatchesAll = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public KandjiSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RunspaceSessions sessions = RunspaceSessions.Current;
        foreach (KandjiSession session in Session ?? (sessions.Default is { } current ? [current] : []))
        {
            session.Disconnect();
            sessions.Remove(session);
            WriteVerbose($"Disconnected from {session}.");
        }
    }
}
