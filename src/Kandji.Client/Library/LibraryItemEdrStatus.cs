using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>The state of threat protection on a device.</summary>
public class LibraryItemEdrStatus : KandjiObject
{
    /// <summary>Indicates whether it is on: <c>enabled</c>, ...</summary>
    public string? Status { get; set; }

    /// <summary>The posture for malware: <c>Protect</c>, <c>Detect</c>, ...</summary>
    public string? MalwarePosture { get; set; }

    /// <summary>The posture for potentially unwanted programs.</summary>
    public string? PupPosture { get; set; }

    /// <summary>When all files were last looked through, in local time.</summary>
    public DateTime? LastBaselineScan { get; set; }

    /// <summary>When all files will next be looked through, in local time.</summary>
    public DateTime? NextBaselineScan { get; set; }

    /// <summary>How long that took, in the service's words.</summary>
    public string? BaselineScanRuntime { get; set; }
}
