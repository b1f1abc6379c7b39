namespace Kandji.Client.Prism;

/// <summary>Desktop and screensaver of a Mac.</summary>
public sealed class PrismDesktopAndScreensaver : PrismRow
{
    /// <summary>After how many seconds without a touch the screensaver starts; 0 is never.</summary>
    public long? ScreensaverInterval { get; set; }

    /// <summary>When the device first enrolled, in local time.</summary>
    public DateTime? FirstEnrollmentDate { get; set; }

    /// <summary>When the device last enrolled, in local time.</summary>
    public DateTime? LastEnrollmentDate { get; set; }

    /// <summary>When the device was last heard from, in local time.</summary>
    public DateTime? LastCheckin { get; set; }

    /// <summary>When the agent was last heard from, in local time.</summary>
    public DateTime? LastCheckinAgent { get; set; }

    /// <summary>When MDM last heard from the device, in local time.</summary>
    public DateTime? LastCheckinMdm { get; set; }
}
