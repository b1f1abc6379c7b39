using Kandji.Automation.Health;
using Kandji.Automation.Tests.Health;

namespace Kandji.Browser.Tests;

/// <summary>Tests of pages in one browser.</summary>
[Collection("Chromium")]
public abstract class BrowserTests(Chromium chromium)
{
    /// <summary>Opens a report about a sample of a fleet.</summary>
    private protected Task<ReportPage> OpenAsync(int devices = 400, int width = 1280, bool dark = false) =>
        OpenAsync(SampleFleet.Report(SampleFleet.Create(devices)), width, dark);

    private protected Task<ReportPage> OpenAsync(FleetReport report, int width = 1280, bool dark = false) =>
        ReportPage.OpenAsync(chromium, report, width, dark);
}
