namespace Kandji.Client.Prism;

/// <summary>Desktop and screensaver of a Mac.</summary>
public sealed class PrismDesktopAndScreensaver : PrismRow
{
    /// <summary>After how many seconds without a touch the screensaver starts; 0 is never.</summary>
    public long? ScreensaverInterval { get; set; }
}
