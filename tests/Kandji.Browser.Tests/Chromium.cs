using PuppeteerSharp;

namespace Kandji.Browser.Tests;

/// <summary>Finds and starts Chromium, or a browser that is made of it, without a screen.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
        "/Applications/Google Chrome.app/Contents/MacOS", "/Applications/Chromium.app/Contents/MacOS"];

    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        string path = Environment.GetEnvironmentVariable("KANDJI_CHROMIUM")
            ?? Folders.SelectMany(folder => Names.Append("Google Chrome").Append("Chromium").Select(name => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("There is no Chromium here (apt-get install chromium). KANDJI_CHROMIUM can name it.");
        _browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = path,
            Headless = true,
            // A build server runs as root, where Chromium has no sandbox, and lends little shared memory. The page is our own.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none", "--lang=en-US"],
            ProtocolTimeout = 120_000,
        });
    }

    /// <summary>Opens a page of its own, which shares nothing with others.</summary>
    public async Task<IPage> NewPageAsync() => await (await _browser!.CreateBrowserContextAsync()).NewPageAsync();

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
    }
}
