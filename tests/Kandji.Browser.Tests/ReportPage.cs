using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Kandji.Automation.Health;
using Kandji.Automation.Health.Reports.Html;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace Kandji.Browser.Tests;

/// <summary>A report, written to a file and opened in a browser as a person opens it.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"kandji-report-{Guid.NewGuid():N}.html");
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private ReportPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Everything that the browser complained about.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>
    /// Everything that was asked for, but for the file itself and what is written in it: the address, and why it was not fetched.
    /// </summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Writes a report and opens it.</summary>
    public static async Task<ReportPage> OpenAsync(Chromium chromium, FleetReport report, int width = 1280, bool dark = false)
    {
        var opened = new ReportPage(await chromium.NewPageAsync());
        new HtmlReportWriter().Write(report, opened._path, overwrite: false, CancellationToken.None);
        IPage page = opened.Page;
        page.Console += (_, e) => opened._problems.Enqueue($"{e.Message.Type}: {e.Message.Text}");
        page.PageError += (_, e) => opened._problems.Enqueue("error: " + e.Message);
        page.Dialog += async (_, e) =>
        {
            opened._problems.Enqueue("dialog: " + e.Dialog.Message);
            await e.Dialog.Dismiss();
        };
        page.RequestFailed += (_, e) => opened._requests.Enqueue($"{e.Request.Url} {e.Request.FailureText}");
        page.RequestFinished += (_, e) =>
        {
            if (!e.Request.Url.StartsWith("data:", StringComparison.Ordinal) && e.Request.Url != opened.Address)
                opened._requests.Enqueue(e.Request.Url);
        };
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.EmulateMediaFeaturesAsync(
            [new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light" }]);
        await page.GoToAsync(opened.Address, new NavigationOptions { Timeout = 60_000 });
        return opened;
    }

    /// <summary>The address of the file.</summary>
    public string Address => new Uri(_path).AbsoluteUri;

    /// <summary>The length of the file in bytes.</summary>
    public long Length => new FileInfo(_path).Length;

    /// <summary>The texts of the elements that a selector finds.</summary>
    public Task<string[]> TextsAsync(string selector) =>
        Page.EvaluateFunctionAsync<string[]>(
            "s => [...document.querySelectorAll(s)].map(e => (e.innerText ?? e.textContent).trim())", selector);

    /// <summary>The texts of a column of a table, of the rows that are shown.</summary>
    public Task<string[]> ColumnAsync(string table, int column) =>
        TextsAsync($"#{table} tbody tr > :nth-child({column + 1})");

    /// <summary>The text of the first element that a selector finds.</summary>
    public async Task<string> TextAsync(string selector) => (await TextsAsync(selector)).FirstOrDefault() ?? "";

    /// <summary>Waits until an expression is true.</summary>
    public Task WaitAsync(string expression) =>
        Page.WaitForExpressionAsync(expression, new WaitForFunctionOptions { Timeout = 30_000 });

    /// <summary>The violations of accessibility that axe-core finds, one line each.</summary>
    public async Task<string[]> FindViolationsAsync()
    {
        await Page.EvaluateExpressionAsync(new BundledAxeScriptProvider().GetScript());
        return await Page.EvaluateExpressionAsync<string[]>(
            """
            axe.run(document, { preload: false, resultTypes: ["violations"] })
              .then(result => result.violations.flatMap(rule =>
                rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html.slice(0, 200)} ${node.failureSummary}`)))
            """);
    }

    /// <summary>Writes a picture of the whole page to the folder of artifacts.</summary>
    public async Task TakePictureAsync(string name) =>
        await Page.ScreenshotAsync(Artifact(name + ".png"), new ScreenshotOptions { FullPage = true });

    /// <summary>Prints the page to a file in the folder of artifacts.</summary>
    public async Task PrintAsync(string name) =>
        await Page.PdfAsync(
            Artifact(name + ".pdf"), new PdfOptions { Format = PaperFormat.A4, PreferCSSPageSize = true, PrintBackground = true });

    public async ValueTask DisposeAsync()
    {
        await Page.BrowserContext.CloseAsync();
        File.Delete(_path);
    }

    private static string Artifact(string name)
    {
        string folder = Path.Combine(PowerShell.Tests.Engine.Repository.Root, "artifacts", "report");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }
}
