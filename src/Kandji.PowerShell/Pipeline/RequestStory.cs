using System;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using Kandji.Client.Http;

namespace Kandji.PowerShell.Pipeline;

/// <summary>Tells what the pipeline of requests does: a verbose line for each attempt, a progress display for a wait that lasts.</summary>
internal sealed class RequestStory : IRequestObserver
{
    private const int WaitActivity = 7001;

    private readonly Cmdlet _cmdlet;
    private readonly PipelineThread _thread;
    private bool _showsWait;

    public RequestStory(PSCmdlet cmdlet, PipelineThread thread)
    {
        _cmdlet = cmdlet;
        _thread = thread;
        // Bodies are rendered only for someone who reads them.
        WantsExchanges = cmdlet.MyInvocation.BoundParameters.TryGetValue("Debug", out object? debug)
            ? debug is SwitchParameter { IsPresent: true }
            : cmdlet.SessionState.PSVariable.GetValue("DebugPreference") is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }

    public bool WantsExchanges { get; }

    public void OnAttempt(AttemptReport report) => _thread.Post(() =>
    {
        if (_showsWait)
        {
            _showsWait = false;
            _cmdlet.WriteProgress(new ProgressRecord(WaitActivity, "Kandji", "Waited") { RecordType = ProgressRecordType.Completed });
        }
        _cmdlet.WriteVerbose(Line(report));
    });

    public void OnWaiting(WaitReport report) => _thread.Post(() =>
    {
        string text = string.Format(CultureInfo.CurrentCulture, "Waiting {0} for {1}", Words(report.Duration), report.Reason);
        _cmdlet.WriteVerbose(text + ".");
        if (report.Duration >= TimeSpan.FromSeconds(1))
        {
            _showsWait = true;
            _cmdlet.WriteProgress(new ProgressRecord(WaitActivity, "Kandji", text) { SecondsRemaining = (int)Math.Ceiling(report.Duration.TotalSeconds) });
            if (report.Duration >= TimeSpan.FromMinutes(1))
                _cmdlet.WriteWarning(text + ". Ctrl+C stops.");
        }
    });

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

    private static string Words(TimeSpan span) =>
        span.TotalSeconds < 90
            ? string.Format(CultureInfo.CurrentCulture, "{0:0.#} s", span.TotalSeconds)
            : string.Format(CultureInfo.CurrentCulture, "{0:0} min", span.TotalMinutes);
}
