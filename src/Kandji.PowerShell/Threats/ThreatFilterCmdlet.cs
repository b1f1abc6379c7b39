using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Threats;

/// <summary>The base of the cmdlets that read threats and detections: their common conditions, and reading them device by device.</summary>
/// <typeparam name="T">The type of what was found.</typeparam>
public abstract class ThreatFilterCmdlet<T> : DetectionTimeCmdlet
    where T : KandjiObject
{
    private readonly SoughtDeviceIds _sought = new();
    private DeviceFanOut<string, T>? _reads;

    /// <summary>How severe it is: Informational, Low, Medium, High, Critical. Without it, all.</summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet(ThreatFilterValues.Informational, ThreatFilterValues.Low, ThreatFilterValues.Medium, ThreatFilterValues.High,
        ThreatFilterValues.Critical)]
    [ValidateNotNullOrEmpty]
    public string[]? Severity { get; set; }

    /// <summary>Indicates whether somebody still has to look at it: Open or Closed. Without it, both.</summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet(ThreatFilterValues.Open, ThreatFilterValues.Closed)]
    [ValidateNotNullOrEmpty]
    public string[]? ManagementState { get; set; }

    /// <summary>Only those that have any of these tags.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? Tag { get; set; }

    /// <summary>Sorts from the last to the first.</summary>
    [Parameter]
    [RequiresParameter("SortBy", Reason = "it reverses that order")]
    public SwitchParameter Descending { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (Tag is not null && Array.Find(Tag, tag => tag.Contains(",")) is { } joined)
        {
            throw TerminatingException.FromParameters(
                $"-Tag '{joined}' has a comma, which separates tags for the service: it would be looked for as several. Give several tags "
                    + "as a list, each in quotes of its own. For a tag with a comma leave -Tag out: ... | Where-Object Tags -contains "
                    + $"'{joined.Replace("'", "''")}'.", joined);
        }
    }

    /// <summary>The activity that the progress bar shows.</summary>
    private protected abstract string Activity { get; }

    /// <summary>Reads what was found on one device.</summary>
    private protected abstract IAsyncEnumerable<T> ListAsync(string deviceId, CancellationToken cancellationToken);

    /// <summary>Reads what was found on each of many devices.</summary>
    private protected void ReadDevices(DeviceReference[] devices)
    {
        _reads ??= new DeviceFanOut<string, T>(
            ReadMany<T>(Activity, WriteModel), new DeviceResolver(Client, allowName: true).ResolveIdAsync,
            (deviceId, token) => _sought.WatchAsync(deviceId, ListAsync(deviceId, token), token));
        _sought.Add(devices);
        _reads.Add(devices, areAll: !MyInvocation.ExpectingInput);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        _reads?.Finish();
        WriteMissing("Device", _sought.Missing, (check, ids, token) => check.DevicesAsync(ids, token));
    }
}
