using System.Globalization;
using System.Text;
using Kandji.Client.Http;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>Tells what the pipeline of requests does: a verbose line for each attempt, a progress display for a wait that lasts.</summary>
internal sealed class RequestLogger : IRequestObserver
{
    private readonly Cmdlet _cmdlet;
    private readonly PipelineThread _thread;
    private readonly WaitProgress _waits;
    private readonly Action<string> _tell;

    public RequestLogger(CancellableCmdlet cmdlet, PipelineThread thread, TimeProvider clock, CancellationToken stop)
    {
        _cmdlet = cmdlet;
        _thread = thread;
        _waits = new WaitProgress(clock, thread.Post, cmdlet.WriteProgress, cmdlet.WriteWarning, stop);
        // Bodies are rendered only for someone who reads them.
        WantsExchanges = cmdlet.MyInvocation.BoundParameters.TryGetValue("Debug", out object? debug)
            ? debug is SwitchParameter { IsPresent: true }
            : cmdlet.SessionState.PSVariable.GetValue("DebugPreference") is not (null or ActionPreference.SilentlyContinue
                or ActionPreference.Ignore);
        // With -Debug alone PowerShell asks after each verbose line whether to go on, or ends the command where nobody can be asked. The
        // line is about a request that was sent, and its answer would be lost.
        bool debugAlone = cmdlet.MyInvocation.BoundParameters.ContainsKey("Debug")
            && !cmdlet.MyInvocation.BoundParameters.ContainsKey("Verbose");
        _tell = debugAlone && WantsExchanges ? cmdlet.WriteDebug : cmdlet.WriteVerbose;
    }

    public bool WantsExchanges { get; }

    /// <summary>The display of waits.</summary>
    public WaitProgress Waits => _waits;

    public void OnAttempt(AttemptReport report)
    {
        // The gateway's refusal does not end the wait for it.
        if ((int?)report.Status != 429)
            _waits.AttemptEnded();
        _thread.Post(() => _tell(Line(report)));
    }

    public void OnWaiting(WaitReport report)
    {
        _thread.Post(() => _tell($"Waiting {WaitProgress.FormatDuration(report.Duration)} for {report.Reason}."));
        _waits.Begin(report);
    }

    public void OnNotice(string text) => _thread.Post(() => _tell(text));

    public void OnExchange(string text) => _thread.Post(() => _cmdlet.WriteDebug(text));

    private static string Line(AttemptReport report)
    {
        var line = new StringBuilder()
            .Append(report.Method).Append(' ').Append(report.Path).Append(": ")
            .Append(report.Failure ?? (report.Status is { } status ? ((int)status).ToString(CultureInfo.InvariantCulture) : "no answer"))
            .AppendFormat(CultureInfo.CurrentCulture, " in {0:0} ms", report.Duration.TotalMilliseconds);
        if (report.Attempt > 1)
            line.AppendFormat(CultureInfo.CurrentCulture, ", attempt {0}", report.Attempt);
        if (report.RemainingThisHour is { } left)
            line.AppendFormat(CultureInfo.CurrentCulture, ", {0:N0} requests left this hour", left);
        return line.ToString();
    }
}
