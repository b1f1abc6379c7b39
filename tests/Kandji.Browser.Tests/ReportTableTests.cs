using System.Diagnostics;
using System.Globalization;

namespace Kandji.Browser.Tests;

/// <summary>The tables of a report's page, used with a mouse and with a keyboard.</summary>
public sealed class ReportTableTests(Chromium chromium) : BrowserTests(chromium)
{
    private const string Devices = "t1-devices", Findings = "t1-findings";
    private const int Name = 0, Serial = 1, FindingCount = 2, LastSeen = 4, System = 5;

    [Fact]
    public async Task Heading_Clicked_SortsBothWays_AndSaysSo()
    {
        await using ReportPage page = await OpenAsync();

        await page.Page.ClickAsync($"#{Devices} thead th:nth-child({Serial + 1}) button");
        string[] up = await page.ColumnAsync(Devices, Serial);
        string upwards = await SortAsync(page, Serial);
        await page.Page.ClickAsync($"#{Devices} thead th:nth-child({Serial + 1}) button");
        string[] down = await page.ColumnAsync(Devices, Serial);

        Assert.Equal(10, up.Length);
        Assert.Equal(up.Order(StringComparer.Ordinal), up);
        Assert.Equal("ascending", upwards);
        Assert.Equal(down.OrderDescending(StringComparer.Ordinal), down);
        Assert.Equal("descending", await SortAsync(page, Serial));
        Assert.Equal("", await SortAsync(page, FindingCount));
        Assert.NotEqual(up[0], down[0]);
    }

    [Fact]
    public async Task Heading_WithTheKeyboard_Sorts()
    {
        await using ReportPage page = await OpenAsync();

        await page.Page.FocusAsync($"#{Devices} thead th:nth-child({Name + 1}) button");
        await page.Page.Keyboard.PressAsync("Enter");
        string first = await SortAsync(page, Name);
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Space");

        Assert.Equal("ascending", first);
        Assert.Equal("ascending", await SortAsync(page, Serial));
        Assert.Equal("", await SortAsync(page, Name));
    }

    [Fact]
    public async Task Numbers_SortAsNumbers_AndNothingComesLast()
    {
        await using ReportPage page = await OpenAsync();

        // Most findings first is the order that the table has at first.
        int[] counts = (await page.ColumnAsync(Devices, FindingCount))
            .Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        await page.Page.ClickAsync($"#{Devices} thead th:nth-child({LastSeen + 1}) button");
        string oldest = (await page.ColumnAsync(Devices, LastSeen))[0];
        await page.Page.ClickAsync($"#{Devices} thead th:nth-child({LastSeen + 1}) button");
        string newest = (await page.ColumnAsync(Devices, LastSeen))[0];

        Assert.Equal(counts.OrderDescending(), counts);
        Assert.True(counts[0] > 0);
        Assert.Matches("^20[0-9]{2}-", oldest);
        Assert.True(string.CompareOrdinal(oldest, newest) < 0, $"{oldest}, {newest}");
    }

    [Fact]
    public async Task Pages_Turn_ByMouseAndKeyboard()
    {
        await using ReportPage page = await OpenAsync();
        string[] first = await page.ColumnAsync(Devices, Serial);

        await page.Page.ClickAsync($"#{Devices} nav button:last-child");
        string[] second = await page.ColumnAsync(Devices, Serial);
        string where = await page.TextAsync($"#{Devices} nav [role=status]");
        await page.Page.FocusAsync($"#{Devices} nav button:last-child");
        await page.Page.Keyboard.PressAsync("Enter");
        string third = await page.TextAsync($"#{Devices} nav [role=status]");
        await page.Page.SelectAsync($"#{Devices} nav select", "100");

        Assert.Empty(first.Intersect(second));
        Assert.Equal("11–20 of 400", where);
        Assert.Equal("21–30 of 400", third);
        Assert.Equal("1–100 of 400", await page.TextAsync($"#{Devices} nav [role=status]"));
        Assert.Equal(100, (await page.ColumnAsync(Devices, Serial)).Length);
    }

    [Fact]
    public async Task LastPage_HasTheRest_AndNoNext()
    {
        await using ReportPage page = await OpenAsync(24);

        await page.Page.ClickAsync($"#{Devices} nav button:last-child");
        await page.Page.ClickAsync($"#{Devices} nav button:last-child");

        Assert.Equal(4, (await page.ColumnAsync(Devices, Serial)).Length);
        Assert.True(await page.Page.EvaluateExpressionAsync<bool>($"document.querySelector('#{Devices} nav button:last-child').disabled"));
    }

    [Fact]
    public async Task Search_FindsRowsThatHaveAllWords_AndClearBringsAllBack()
    {
        await using ReportPage page = await OpenAsync();

        await page.Page.TypeAsync($"#{Devices} input[type=search]", "iphone lisbon");
        await page.WaitAsync($"document.querySelector('#{Devices} [role=status]').textContent.includes('filtered')");
        string[] names = await page.ColumnAsync(Devices, Name);
        await page.Page.ClickAsync($"#{Devices} .tools button");

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains("iPhone (Lisbon)", name, StringComparison.Ordinal));
        Assert.Equal("1–10 of 400", await page.TextAsync($"#{Devices} nav [role=status]"));
    }

    [Fact]
    public async Task Search_WithoutAResult_SaysSo()
    {
        await using ReportPage page = await OpenAsync(3);

        await page.Page.TypeAsync($"#{Devices} input[type=search]", "nobody-has-this");
        await page.WaitAsync($"document.querySelector('#{Devices} tbody').textContent === 'No row matches.'");

        Assert.Equal("0, filtered from 3", await page.TextAsync($"#{Devices} nav [role=status]"));
    }

    [Fact]
    public async Task Filter_ChosenWithTheKeyboard_ShowsItsRows()
    {
        await using ReportPage page = await OpenAsync();

        await page.Page.FocusAsync($"#{Devices} .tools select");
        await page.Page.Keyboard.TypeAsync("iPad");
        await page.WaitAsync($"document.querySelector('#{Devices} [role=status]').textContent.includes('filtered')");

        string[] systems = await page.ColumnAsync(Devices, System);
        Assert.NotEmpty(systems);
        Assert.All(systems, system => Assert.StartsWith("iPad ", system, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Count_OfADevice_LeadsToItsFindings()
    {
        await using ReportPage page = await OpenAsync();
        string serial = (await page.ColumnAsync(Devices, Serial))[0];
        string count = (await page.ColumnAsync(Devices, FindingCount))[0];

        await page.Page.ClickAsync($"#{Devices} tbody tr:first-child button.link");

        string[] shown = await page.ColumnAsync(Findings, 3);
        Assert.Equal(count, shown.Length.ToString(CultureInfo.InvariantCulture));
        Assert.All(shown, of => Assert.Equal(serial, of));
    }

    [Fact]
    public async Task Bar_OfAPlatform_LeadsToItsDevices()
    {
        await using ReportPage page = await OpenAsync();

        await page.Page.ClickAsync("#t1-fleet button[data-text=Windows]");

        Assert.All(await page.ColumnAsync(Devices, System), system => Assert.StartsWith("Windows ", system, StringComparison.Ordinal));
        string chosen = await page.Page.EvaluateExpressionAsync<string>($"document.querySelector('#{Devices} .tools select').value");
        Assert.Equal("=Windows", chosen);
    }

    [Fact]
    public async Task TwentyThousandDevices_OpenSortAndFilter_WithoutAStall()
    {
        var clock = Stopwatch.StartNew();
        await using ReportPage page = await OpenAsync(20_000);
        TimeSpan opened = clock.Elapsed;

        double longest = await page.Page.EvaluateFunctionAsync<double>(
            """
            id => {
              const time = act => { const began = performance.now(); act(); document.body.offsetHeight; return performance.now() - began; };
              const heads = [...document.querySelectorAll(`#${id} thead button`)];
              return Math.max(...heads.map(head => time(() => head.click())), ...heads.map(head => time(() => head.click())));
            }
            """,
            Devices);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{page.Length:N0} bytes, made and opened in {opened}, the slowest sort {longest:N0} ms");

        Assert.Equal("1–10 of 20,000", await page.TextAsync($"#{Devices} nav [role=status]"));
        Assert.True(longest < 1000, $"The slowest sort took {longest} ms.");
        Assert.True(await page.Page.EvaluateExpressionAsync<int>("document.querySelectorAll('*').length") < 6000);
        Assert.Empty(page.Problems);
    }

    private static Task<string> SortAsync(ReportPage page, int column) => page.Page.EvaluateExpressionAsync<string>(
        $"document.querySelector('#{Devices} thead th:nth-child({column + 1})').getAttribute('aria-sort') ?? ''");
}
