using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>How threat protection of a Mac stands.</summary>
public class DeviceEdrStatus : KandjiObject
{
    /// <summary><c>enabled</c> or <c>disabled</c>.</summary>
    public string? Status { get; set; }

    /// <summary>The posture for malware: <c>Detect</c> or <c>Protect</c>.</summary>
    public string? MalwarePosture { get; set; }

    /// <summary>The posture for potentially unwanted programs: <c>Detect</c> or <c>Protect</c>.</summary>
    public string? PupPosture { get; set; }

    /// <summary>When all files were last looked at, in local time.</summary>
    public DateTime? LastBaselineScan { get; set; }

    /// <summary>When all files will next be looked at, in local time.</summary>
    public DateTime? NextBaselineScan { get; set; }

    /// <summary>How long that took, in the service's words.</summary>
    public string? BaselineScanRuntime { get; set; }
}
