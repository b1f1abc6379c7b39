using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Configuration.Sync;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>Names and texts as people have written them somewhere: what was exported is read again without a difference.</summary>
public sealed class OddContentTests
{
    private static readonly string[] Names =
    [
        " leading", "trailing ", "yes", "null", "~", "1e3", "0123", "0x10", "2026-01-01", "- x", "a: b", "#x", "'q'", "\"q\"", "a\nb",
        "a\tb", "x\r\ny", "a\rb", "&<>]]>", "CON", "con", "..", ".hidden", "Café", "Cafe\u0301", "CAFÉ", "straße", "STRASSE", "İstanbul",
        "istanbul", "x\u202ey", "x\u2028y", "x\u0085y", "a\u00a0", "\u00a0a", "!tag", "*a", "%d", "@x", "`x`", "{a}", "[b]", "|", ">", "?",
        "x:", "x #y", "\u200bx", "\ufeffx", "a\\b", "a/b", "🖥️ Mac", "x.", new string('n', 300), "=1+1", "---", "...", "<<", "true", "-",
        "a  b", "a\n", "\na", "a\\n", "nan", ".inf", "1_000", "12:30:45",
    ];

    private static readonly string[] Scripts =
    [
        "#!/bin/zsh\nexit 0", "#!/bin/zsh\r\nexit 0\r\n", "\ufeff#!/bin/zsh\nexit 0", "\n\n#!/bin/zsh\nexit 0\n\n\n", "x\u001c",
        "x\u0085", "\u00a0x\u00a0",
        "x\u200b", "x\ry", "x\u2028y", "x\u0000y", "\tx\t", "é", "e\u0301", "\u001fx", "\ufeff\ufeffx", "x\ufeff",
    ];

    private static readonly string[] Profiles =
    [
        "{0}", "\ufeff{0}", "{0}\n\n", "\n{0}", "{0}<!-- \t tab -->", "{0}<!-- \r\n -->", "{0}<!-- \r -->", "{0}<!-- é e\u0301 🖥️ -->",
        "{0} \t ", "{0}\u0085",
    ];

    [Theory]
    [InlineData(ConfigurationFormat.Plist)]
    [InlineData(ConfigurationFormat.Json)]
    [InlineData(ConfigurationFormat.Yaml)]
    public async Task Export_OfOddNames_IsReadWithoutADifference_AndIsSentAndWrittenAgain(object format)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        foreach (string name in Names)
        {
            bench.AddScript(name);
            bench.AddProfile(name);
        }
        await IsStableAsync(bench, (ConfigurationFormat)format);

        foreach (var item in bench.Tenant.State.Library)
            item.Fields["active"] = false;
        Assert.All(await bench.CompareAsync(), change => Assert.StartsWith("UpdatedRemote ", change, StringComparison.Ordinal));
        Assert.Equal(2 * Names.Length, (await bench.ExportAsync()).Count(result => result.Outcome == ConfigurationOutcome.Written));
        await IsStableAsync(bench, (ConfigurationFormat)format);
    }

    [Fact]
    public async Task Export_OfOddTexts_IsReadWithoutADifference_AndIsWrittenAgain()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        string plist = string.Format(System.Globalization.CultureInfo.InvariantCulture, ConfigurationBench.Profile, "x").Trim();
        for (int i = 0; i < Scripts.Length; i++)
            bench.AddScript($"Script {i}", Scripts[i], Scripts[^(i + 1)]);
        for (int i = 0; i < Profiles.Length; i++)
            bench.AddProfile($"Profile {i}").Fields["profile"] = Profiles[i].Replace("{0}", plist, StringComparison.Ordinal);
        await IsStableAsync(bench, ConfigurationFormat.Plist);

        foreach (var item in bench.Tenant.State.Library)
            item.Fields["active"] = false;
        Assert.All(await bench.CompareAsync(), change => Assert.StartsWith("UpdatedRemote ", change, StringComparison.Ordinal));
        await bench.ExportAsync();
        await IsStableAsync(bench, ConfigurationFormat.Plist);
    }

    [Theory]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("Café", "Cafe\u0301")]
    public async Task AName_InAnotherUnicodeFormThere_IsTheSame_AndAChangeThereIsNoConflict(string here, string there)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        var item = bench.AddScript(here);
        await bench.ExportAsync();
        item.Name = there;
        Assert.Empty(await bench.CompareAsync());
        Assert.Empty(await bench.ExportAsync());

        string audit = Directory.GetFiles(Path.Combine(bench.Folder.Path, "scripts"), "audit*", SearchOption.AllDirectories).Single();
        bench.Edit(audit[(bench.Folder.Path.Length + 1)..], "exit 0", "exit 1");
        Assert.Equal([$"UpdatedLocal CustomScript {here} Script"], await bench.CompareAsync());
        await bench.ImportAsync();
        Assert.Empty(await bench.CompareAsync());
        Assert.Empty(await bench.ExportAsync());

        item.Fields["active"] = false;
        Assert.Equal([$"UpdatedRemote CustomScript {here} Active"], await bench.CompareAsync());
        await bench.ExportAsync();
        Assert.Empty(await bench.CompareAsync());
    }

    [Theory]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("Café", "Cafe\u0301")]
    public async Task AFileWithoutAnId_WhoseNameIsInAnotherUnicodeForm_IsAdoptedOnce(string here, string there)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        var item = bench.AddScript(there);
        bench.Folder.Write(
            "scripts/x/info.json", $$"""{"name": "{{here}}", "active": true, "execution_frequency": "every_day"}""");
        bench.Folder.Write("scripts/x/audit.zsh", "#!/bin/zsh\nexit 0\n");

        ConfigurationScope scope = ConfigurationScope.All with { Kinds = [ConfigurationKind.CustomScript] };
        Assert.Equal(ConfigurationOutcome.Adopted, Assert.Single(await bench.ImportAsync(scope: scope)).Outcome);
        Assert.Empty(await bench.ImportAsync(scope: scope));
        item.Fields["active"] = false;
        Assert.Equal([$"UpdatedRemote CustomScript {here} Active"], await bench.CompareAsync(scope));
    }

    private static async Task IsStableAsync(ConfigurationBench bench, ConfigurationFormat format)
    {
        await bench.ExportAsync(new ConfigurationExportOptions { Format = format });
        Dictionary<string, string> first = bench.Folder.Snapshot();

        Assert.Empty(await bench.CompareAsync());
        Assert.Empty(await bench.ExportAsync());
        Assert.Empty(await bench.ImportAsync());
        Assert.Equal(first, bench.Folder.Snapshot());
    }
}
