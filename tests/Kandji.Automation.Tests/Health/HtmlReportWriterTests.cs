using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kandji.Automation.Health;
using Kandji.Automation.Health.Reports.Html;

namespace Kandji.Automation.Tests.Health;

/// <summary>A report as a page, as text. How it looks and works in a browser is tested in tests/Kandji.Browser.Tests.</summary>
public sealed class HtmlReportWriterTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"kandji-report-{Guid.NewGuid():N}.html");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void ThreeThousandDevices_TakeLessThan2Megabytes()
    {
        Write(SampleFleet.Report(SampleFleet.Create(3000)));

        long length = new FileInfo(_path).Length;
        TestContext.Current.TestOutputHelper?.WriteLine($"{length:N0} bytes");
        Assert.InRange(length, 100_000, 2_000_000);
    }

    [Fact]
    public void TwentyThousandDevices_TakeLessThan10Seconds()
    {
        FleetReport report = SampleFleet.Report(SampleFleet.Create(20_000));
        var clock = Stopwatch.StartNew();

        Write(report);

        TestContext.Current.TestOutputHelper?.WriteLine($"{clock.Elapsed}, {new FileInfo(_path).Length:N0} bytes");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public void Policy_HasTheHashesOfStyleAndScript_AndNoOtherSource()
    {
        string page = Write(SampleFleet.Report(SampleFleet.Create(3)));

        string policy = Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]+)\"").Groups[1].Value;
        Assert.Equal(
            $"default-src 'none'; script-src '{Hash(page, "<script>", "</script>")}'; style-src '{Hash(page, "<style>", "</style>")}'; "
                + "img-src data:; base-uri 'none'; form-action 'none'",
            policy);
        Assert.DoesNotMatch("(src|href)=\"(?!data:,|#)", page);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_CannotEndItsElement_AndIsWhatWasGiven()
    {
        const string name = "</script><!--<script>&amp;\u2028\u2029{{body}}$&";
        string page = Write(SampleFleet.Report(SampleFleet.Create(8, nameOf: _ => name)));

        const string element = "<script type=\"application/json\" id=\"data\">(.*?)</script>";
        string data = Regex.Match(page, element, RegexOptions.Singleline).Groups[1].Value;
        Assert.DoesNotMatch("[<>&\u2028\u2029]", data);
        using JsonDocument json = JsonDocument.Parse(data);
        JsonElement devices = json.RootElement.GetProperty("tables").EnumerateArray()
            .Single(table => table.GetProperty("name").GetString() == "t1-devices");
        Assert.Equal(8, devices.GetProperty("length").GetInt32());
        JsonElement names = devices.GetProperty("columns")[0];
        Assert.Equal([name], names.GetProperty("texts").EnumerateArray().Select(text => text.GetString()));
        Assert.Equal(2, Regex.Matches(page, "<script").Count);
        Assert.Equal(2, Regex.Matches(page, "</script").Count);
    }

    [Fact]
    public void Page_IsTheSame_InEveryCultureAndTimeZone()
    {
        FleetReport report = SampleFleet.Report(SampleFleet.Create(1500));
        string page = Write(report);
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in new[] { "de-DE", "ar-SA", "tr-TR", "fa-IR" })
            {
                System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(culture);
                Assert.Equal(page, Write(report));
            }
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void File_ThatExists_IsNotReplaced_UnlessAsked()
    {
        File.WriteAllText(_path, "mine");

        Assert.Throws<IOException>(() =>
            new HtmlReportWriter().Write(SampleFleet.Report(SampleFleet.Create(1)), _path, overwrite: false, CancellationToken.None));

        Assert.Equal("mine", File.ReadAllText(_path));
    }

    [Fact]
    public void Stop_LeavesAnOlderFile_AndNoOther()
    {
        File.WriteAllText(_path, "older");
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            new HtmlReportWriter().Write(SampleFleet.Report(SampleFleet.Create(1)), _path, overwrite: true, stopped.Token));

        Assert.Equal("older", File.ReadAllText(_path));
        Assert.Equal([_path], Directory.GetFiles(Path.GetDirectoryName(_path)!, Path.GetFileName(_path) + "*"));
    }

    [Fact]
    public void Template_HasNoGapWithinItsStyleOrScript()
    {
        foreach (string name in new[] { "FleetPage.css", "FleetPage.js" })
        {
            Type writer = typeof(HtmlReportWriter);
            using Stream stream = writer.Assembly.GetManifestResourceStream(writer.Namespace + "." + name)!;
            string text = new StreamReader(stream).ReadToEnd();
            Assert.DoesNotContain("</", text, StringComparison.Ordinal);
            // Only text is ever set.
            Assert.DoesNotMatch(
                "innerHTML|outerHTML|insertAdjacent|document\\.write|eval\\(|new Function|setTimeout\\(['\"]|https?:", text);
        }
    }

    private string Write(FleetReport report)
    {
        new HtmlReportWriter().Write(report, _path, overwrite: true, CancellationToken.None);
        return File.ReadAllText(_path);
    }

    private static string Hash(string page, string begin, string end)
    {
        int at = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        string text = page[at..page.IndexOf(end, at, StringComparison.Ordinal)];
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
