using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// <para type="synopsis">Makes an open session the default.</para>
/// <para type="description">
/// The default session is the one that commands use when they are given none, for everything that does not tell its tenant by itself. After
/// several tenants were connected at once there is no default until one is selected. A session of another runspace becomes one of this
/// runspace too.
/// </para>
/// <para type="description">
/// When the command fails, there is no default session: a script does not go on in the tenant before.
/// </para>
/// </summary>
/// <example>
///   <summary>Work in one of several tenants</summary>
///   <code>Connect-Kandji acme, globex
/// Select-KandjiSession acme
/// Get-KandjiDevice -Platform Mac</code>
/// </example>
/// <example>
///   <summary>Use the session that was connected first</summary>
///   <code>Get-KandjiSession -All | Select-Object -First 1 | Select-KandjiSession -PassThru</code>
/// </example>
[Cmdlet(VerbsCommon.Select, "KandjiSession")]
[OutputType(typeof(KandjiSession))]
[NoFixedOperation("Sends nothing.")]
public sealed class SelectKandjiSession : CancellableCmdlet
{
    private readonly List<KandjiSession> _sessions = [];

    /// <summary>
    /// The session: a session object, the name of its tenant, the name under which the tenant is registered, or its host. Without
    /// wildcards.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [NoDefaultSession]
    [SessionTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public KandjiSession[] Session { get; set; } = [];

    /// <summary>Writes the session.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => RunspaceSessions.Current.Default = null;

    /// <inheritdoc/>
    protected override void Process()
    {
        if (SessionTransformationAttribute.IsFromPattern(Session))
            throw TerminatingException.FromParameters("One session is the default. Name it without wildcards.");
        _sessions.AddRange(Session);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        KandjiSession[] sessions = _sessions.Distinct().ToArray();
        if (sessions.Length == 0)
            return;
        if (sessions.Length > 1)
            throw TerminatingException.FromParameters(
                $"One session is the default, not {sessions.Length}: {FormatNames(sessions)}. Commands take several with -Session.");
        if (!sessions[0].IsConnected)
            throw new TerminatingException(new ErrorRecord(
                new InvalidOperationException($"The session with {sessions[0]} was disconnected. Run Connect-Kandji again."),
                "KandjiNotConnected", ErrorCategory.ConnectionError, sessions[0]));
        RunspaceSessions.Current.Use(sessions[0]);
        if (PassThru)
            WriteObject(sessions[0]);
    }

    private static string FormatNames(KandjiSession[] sessions) =>
        string.Join(", ", sessions.Select(session => session.RegisteredName ?? session.Tenant));
}
