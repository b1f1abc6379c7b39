namespace Kandji.Automation.Health;

/// <summary>How bad a finding is. A later value is worse, so that <c>-ge</c> compares.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing needs to be done.</summary>
    Info,

    /// <summary>To be tidied up some time.</summary>
    Low,

    /// <summary>To be mended soon.</summary>
    Medium,

    /// <summary>To be mended now.</summary>
    High,

    /// <summary>The device, its data, or the enrollment of devices is at risk.</summary>
    Critical,
}
