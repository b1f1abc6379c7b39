using Kandji.Automation.Tests.Health;

namespace Kandji.Browser.Tests;

/// <summary>What the page lets happen, and what it does not.</summary>
public sealed class ReportSafetyTests(Chromium chromium) : BrowserTests(chromium)
{
    /// <summary>What a device or a person may be called by somebody who wants a page to do something.</summary>
    internal static readonly string[] HostileNames =
    [
        "<script>window.hit=1</script>",
        "</script><script>window.hit=2</script>",
        "<img src=x onerror=window.hit=3>",
        "\"><svg onload=window.hit=4>",
        "' onmouseover='window.hit=5",
        "javascript:window.hit=6",
        "<!--<script>",
        "]]><script>window.hit=7</script>",
        "{{title}}{{body}}{{script}}",
        "$&$1$`$'${window.hit=8}",
        "&lt;script&gt;&#60;img&#62;",
        "\\u003cscript\\u003ewindow.hit=9\\u003c/script\\u003e",
        "line\r\nbreak\u2028and\u2029separators\u0000null",
        "\u202egnp.exe\u202c and \u2066isolated\u2069 \u200fmark",
        "<a href=\"javascript:window.hit=10\">click</a>",
        "<style>*{display:none}</style>",
        "<base href=\"https://evil.example/\"><form action=https://evil.example><input name=q>",
        "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
        "__proto__",
        "constructor",
        "=HYPERLINK(\"https://evil.example\")",
        "\ud800 lone surrogate",
        new string('W', 4000),
        " ",
    ];

    [Fact]
    public async Task Page_AsksForNothing_AndReportsNoProblem()
    {
        await using ReportPage page = await OpenAsync();

        await page.PrintAsync("safety");

        Assert.Empty(page.Requests);
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task HostileNames_AreText()
    {
        await using ReportPage page = await OpenAsync(
            SampleFleet.Report(SampleFleet.Create(HostileNames.Length * 4, nameOf: number => HostileNames[number % HostileNames.Length])));

        // Everything that can be shown is shown once, and everything that can be clicked is clicked.
        await page.Page.EvaluateExpressionAsync(
            """
            for (const select of document.querySelectorAll('nav select')) {
              select.value = '250';
              select.dispatchEvent(new Event('change'));
            }
            for (const button of document.querySelectorAll('button')) button.click();
            for (const button of document.querySelectorAll('.tools button')) button.click();
            for (const element of document.querySelectorAll('*')) element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
            """);

        Assert.Equal("undefined", await page.Page.EvaluateExpressionAsync<string>("typeof window.hit"));
        Assert.Empty(page.Requests);
        Assert.Empty(page.Problems);
        // No name became an element: the page has these alone.
        Assert.Equal(2, await CountAsync("script"));
        Assert.Equal(1, await CountAsync("style"));
        Assert.Equal(0, await CountAsync("img, form, base, iframe, object, embed, a[href^=javascript]"));
        Assert.Equal(0, await CountAsync("[onload], [onerror], [onmouseover], [onclick]"));
        Assert.Equal("Fleet report", await page.Page.GetTitleAsync());
        // Not even the longest name makes a column that nobody can look past.
        Assert.True(await page.Page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth") <= 1280);
        Assert.True(await page.Page.EvaluateExpressionAsync<int>("document.querySelector('#t1-devices table').scrollWidth") < 4000);
        string[] names = await page.ColumnAsync("t1-devices", 0);
        Assert.Contains("<script>window.hit=1</script>", names);
        Assert.Contains("{{title}}{{body}}{{script}}", names);
        Assert.Contains("$&$1$`$'${window.hit=8}", names);
        Assert.Contains("&lt;script&gt;&#60;img&#62;", names);
        Assert.Contains(HostileNames[11], names);
        Assert.Contains("__proto__", names);
        Assert.DoesNotContain(names, name => name.Contains('\u202e') || name.Contains('\u2066') || name.Contains('\n'));

        Task<int> CountAsync(string selector) =>
            page.Page.EvaluateFunctionAsync<int>("s => document.querySelectorAll(s).length", selector);
    }

    [Fact]
    public async Task Title_Hostile_IsText()
    {
        var report = new Automation.Health.FleetReport
        {
            Title = "</title><script>window.hit=1</script> {{script}} $&",
            Tenants = [SampleFleet.Create(2)],
            MadeAt = SampleFleet.Now,
            ModuleVersion = "1.0.0",
        };
        await using ReportPage page = await OpenAsync(report);

        Assert.Equal("undefined", await page.Page.EvaluateExpressionAsync<string>("typeof window.hit"));
        Assert.Equal(report.Title, await page.Page.GetTitleAsync());
        Assert.Equal(report.Title, await page.TextAsync("h1"));
    }

    [Fact]
    public async Task Policy_LetsNothingElseRunOrLoad()
    {
        await using ReportPage page = await OpenAsync(2);

        await page.Page.EvaluateExpressionAsync(
            """
            document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.hit = 1' }));
            document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.com/x.png' }));
            fetch('https://example.com/').catch(() => { window.refused = true });
            """);
        await page.WaitAsync("window.refused");

        Assert.Equal("undefined", await page.Page.EvaluateExpressionAsync<string>("typeof window.hit"));
        Assert.Equal(0, await page.Page.EvaluateExpressionAsync<int>("document.querySelector('img').naturalWidth"));
        Assert.Contains(page.Problems, problem => problem.Contains("Content Security Policy", StringComparison.Ordinal));
    }
}
