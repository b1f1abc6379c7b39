using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// <para type="synopsis">Ends a session.</para>
/// <para type="description">
/// Closes the session's connections and forgets its token. Requests that are under way fail. Without -Session the runspace's default
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
[Cmdlet(VerbsCommunications.Disconnect, "Kandji")]
[OutputType(typeof(void))]
[NoFixedOperation("Sends nothing.")]
public sealed class DisconnectKandji : PSCmdlet
{
    /// <summary>The session to end. Without it: the runspace's default session.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public KandjiSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (KandjiSession session in Session ?? (DefaultSession.Current is { } current ? [current] : []))
        {
            session.Disconnect();
            if (DefaultSession.Current == session)
                DefaultSession.Current = null;
            WriteVerbose($"Disconnected from {session}.");
        }
    }
}
