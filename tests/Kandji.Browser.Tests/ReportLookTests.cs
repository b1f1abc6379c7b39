using Kandji.Automation.Health;
using Kandji.Automation.Tests.Health;

namespace Kandji.Browser.Tests;

/// <summary>
/// Who can read the page: on a telephone, on paper, in the dark, with a screen reader. The pictures are in artifacts/report, to be looked
/// at after a change.
/// </summary>
public sealed class ReportLookTests(Chromium chromium) : BrowserTests(chromium)
{
    [Theory]
    [InlineData(390, false)]
    [InlineData(390, true)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task Page_HasNoViolation_AndFitsItsWidth(int width, bool dark)
    {
        using SampleInventory inventory = await SampleInventory.CreateAsync();
        await using ReportPage page = await OpenAsync(WithTrend(inventory), width, dark);

        await page.TakePictureAsync($"report-{width}-{(dark ? "dark" : "light")}");

        Assert.Empty(await page.FindViolationsAsync());
        Assert.True(await page.Page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth") <= width);
        Assert.Equal(4, (await page.TextsAsync(".trend svg")).Length);
        Assert.Empty(page.Problems);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FewDevices_AreAWholePage(int devices)
    {
        await using ReportPage page = await OpenAsync(devices, 1280);

        await page.TakePictureAsync($"report-{devices}");

        Assert.Empty(await page.FindViolationsAsync());
        Assert.Empty(page.Problems);
        Assert.Equal(devices.ToString(System.Globalization.CultureInfo.InvariantCulture), await page.TextAsync(".figure dd"));
        Assert.DoesNotContain("NaN", await page.TextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(devices == 0, (await page.TextAsync("main")).Contains("There are no devices", StringComparison.Ordinal));
        if (devices == 0)
            Assert.DoesNotContain("100%", await page.TextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasNotEvaluated_IsShownInsteadOfANumber()
    {
        await using ReportPage page = await OpenAsync(SampleFleet.Report(SampleFleet.Create(120, gaps: true)));

        await page.TakePictureAsync("report-gaps");

        string[] figures = await page.TextsAsync(".figure");
        Assert.Empty(await page.FindViolationsAsync());
        Assert.Contains("Macs encrypted\nnot evaluated", figures);
        Assert.Contains("Licenses used\nnot evaluated", figures);
        Assert.Contains("403", await page.TextAsync("#t1-gaps"), StringComparison.Ordinal);
        Assert.Contains("2 rules could not be evaluated", await page.TextAsync(".verdict"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralTenants_HaveAPartEach()
    {
        await using ReportPage page = await OpenAsync(SampleFleet.Report(
            SampleFleet.Create(140), SampleFleet.Create(60, "contoso.api.kandji.io", seed: 2),
            SampleFleet.Create(0, "new.api.eu.kandji.io")));

        await page.TakePictureAsync("report-tenants");

        Assert.Empty(await page.FindViolationsAsync());
        Assert.Equal(["Tenants", "northwind", "contoso", "new"], await page.TextsAsync("main h2"));
        Assert.Equal("1–10 of 60", await page.TextAsync("#t2-devices [role=status]"));
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Headings_GoDownOneLevelAtATime_AndTablesHaveCaptionsAndScopes()
    {
        await using ReportPage page = await OpenAsync();

        int[] levels = await page.Page.EvaluateExpressionAsync<int[]>(
            "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])");
        Assert.Equal(1, levels.Count(level => level == 1));
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        Assert.Equal(0, await page.Page.EvaluateExpressionAsync<int>(
            """
            [...document.querySelectorAll('table')]
              .filter(t => !t.caption || !t.caption.textContent || [...t.querySelectorAll('th')].some(h => !h.scope)).length
            """));
        Assert.Equal(0, await page.Page.EvaluateExpressionAsync<int>(
            "document.querySelectorAll('svg:not([aria-hidden]):not([aria-label])').length"));
    }

    [Fact]
    public async Task Print_IsWhole_AndLeavesTheScreenAsItWas()
    {
        using SampleInventory inventory = await SampleInventory.CreateAsync();
        await using ReportPage page = await OpenAsync(WithTrend(inventory), dark: true);

        await page.Page.EvaluateExpressionAsync("dispatchEvent(new Event('beforeprint'))");
        int printed = (await page.ColumnAsync("t1-devices", 0)).Length;
        await page.Page.EvaluateExpressionAsync("dispatchEvent(new Event('afterprint'))");
        await page.PrintAsync("report-print");

        Assert.Equal(40, printed);
        Assert.Equal(10, (await page.ColumnAsync("t1-devices", 0)).Length);
        Assert.Empty(page.Problems);
    }

    private static FleetReport WithTrend(SampleInventory inventory) => new()
    {
        Tenants = [SampleFleet.Create(412)],
        MadeAt = SampleFleet.Now,
        ModuleVersion = "1.0.0",
        InventoryPath = inventory.Path,
    };
}
