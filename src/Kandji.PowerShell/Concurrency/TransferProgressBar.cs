using System.Diagnostics;
using System.Globalization;
using Kandji.Client.Http.Files;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Concurrency;

/// <summary>Shows how far the transfer of a file has come: one step for each percent, told on the pipeline's thread.</summary>
internal sealed class TransferProgressBar(Cmdlet cmdlet, PipelineThread thread, string activity) : IProgress<TransferProgress>, IDisposable
{
    private const int ActivityId = 7002;

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private long _lastStep = -1;
    private bool _isShown;

    /// <summary>How long nothing is shown, so that what is soon over leaves the screen alone.</summary>
    public TimeSpan QuietFor { get; init; }

    /// <summary>Takes a report, from any thread but one at a time.</summary>
    public void Report(TransferProgress value)
    {
        const long stepOfUnknown = 4 * 1000 * 1000;
        long step = value.Total is > 0 ? 100 * value.Bytes / value.Total.Value : value.Bytes / stepOfUnknown;
        if (step == _lastStep)
            return;
        _lastStep = step;
        string status = value.Total is { } total
            ? string.Format(CultureInfo.CurrentCulture, "{0} of {1}", DisplayText.Size(value.Bytes), DisplayText.Size(total))
            : DisplayText.Size(value.Bytes);
        Show(new ProgressRecord(ActivityId, activity, status) { PercentComplete = value.Total is > 0 ? (int)step : -1 });
    }

    /// <summary>Says what the transfer waits for. From any thread but one at a time.</summary>
    public void SetStatus(string status) => Show(new ProgressRecord(ActivityId, activity, status));

    /// <summary>Takes the bar away. On the pipeline's thread.</summary>
    public void Dispose()
    {
        if (_isShown)
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    private void Show(ProgressRecord record)
    {
        if (_elapsed.Elapsed < QuietFor)
            return;
        _isShown = true;
        thread.Post(() => cmdlet.WriteProgress(record));
    }
}
