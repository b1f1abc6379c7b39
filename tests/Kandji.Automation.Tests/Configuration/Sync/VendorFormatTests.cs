using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Sync;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>A repository that others have written, and a tenant that has the same: no difference, and no file is touched.</summary>
public sealed class VendorFormatTests
{
    private const int Members = 200;
    private const string Category = "e2000000-0000-4000-8000-000000000002";

    private static readonly string[] Names =
    [
        "Wi-Fi", "yes", "null", "0123", "Büro: \"Süd\"", "It's # here", "東京 🙂", "C:\\path", "a & b <c>", "1e3", "2026-01-31", "~", "true",
    ];

    private static readonly ConfigurationScope Scope = new(
        [ConfigurationKind.CustomScript, ConfigurationKind.CustomProfile, ConfigurationKind.CustomApp]);

    [Fact]
    public async Task Compare_OfARepositoryOfOthers_FindsNoDifference_AndTouchesNothing()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        Fill(bench, isPadded: true);
        bench.Folder.Write("kandji/state.json", $"{{\"schema\": 1, \"tenant\": \"{bench.Client.Identity.Host}\", \"items\": []}}");
        Dictionary<string, string> before = Files(bench);

        ConfigurationWorkspace workspace = await bench.OpenAsync(Scope);

        Assert.Empty(workspace.Problems.Select(problem => problem.ToString()));
        Assert.Empty(
            workspace.Changes.Select(change => change + " " + string.Join(", ", change.Properties.Select(property => property.Name))));
        Assert.Equal(Members, workspace.Same.Count);
        Assert.Empty(workspace.Same.Where(pair => pair.NeedsWriteBack).Select(pair => pair.Local.Path));
        Assert.Empty(await bench.ExportAsync(new ConfigurationExportOptions { Force = true }, Scope));
        Assert.Empty(await bench.ImportAsync(new ConfigurationImportOptions { Force = true }, Scope));
        Assert.Equal(before, Files(bench));
    }

    [Fact]
    public async Task Import_OfOneChange_ChangesFourLinesOfThatFileAlone()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        Fill(bench, isPadded: false);
        Dictionary<string, string> before = Files(bench);
        string[] changed = bench.Folder.Snapshot().Keys.Where(file => file.EndsWith("audit.zsh", StringComparison.Ordinal)).Take(40)
            .ToArray();
        foreach (string file in changed)
            File.AppendAllText(Path.Combine(bench.Folder.Path, file), "echo more\n");

        IReadOnlyList<ConfigurationFileResult> results = await bench.ImportAsync(scope: Scope, allowRefusals: true);

        Assert.Equal(changed.Length, results.Count);
        foreach (
            (string file, string text) in Files(bench)
            .Where(file => Path.GetFileName(file.Key).StartsWith("info.", StringComparison.Ordinal)))
        {
            if (!changed.Contains(Path.Combine(Path.GetDirectoryName(file)!, "audit.zsh")))
            {
                Assert.Equal(before[file], text);
                continue;
            }
            // The text between the values that were written back is as it was.
            Assert.Equal(WithoutWrittenBack(before[file]), WithoutWrittenBack(text));
            Assert.NotEqual(before[file], text);
        }
        Assert.Empty(await bench.CompareAsync(Scope));
    }

    private static string WithoutWrittenBack(string base64) => System.Text.RegularExpressions.Regex.Replace(
        System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(base64)),
        "\"?(?:[0-9a-f]{64}|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z)\"?", "*");

    private static Dictionary<string, string> Files(ConfigurationBench bench) => bench.Folder.Snapshot()
        .Where(file => !file.Key.StartsWith("kandji", StringComparison.Ordinal) && file.Key[0] != '.')
        .ToDictionary(file => file.Key, file => file.Value);

    private static void Fill(ConfigurationBench bench, bool isPadded)
    {
        var repository = new VendorRepository(bench.Folder.Path);
        for (int i = 0; i < Members; i++)
        {
            var format = (VendorRepository.Format)(i % 3);
            int style = i / 3 % 3;
            string name = $"{Names[i % Names.Length]}{(i < Names.Length ? "" : " " + i)}";
            switch (i / 9 % 3)
            {
                case 0:
                    AddScript(bench, repository, name, i, format, style, isPadded);
                    break;
                case 1:
                    AddProfile(bench, repository, name, i, format, style);
                    break;
                default:
                    AddApp(bench, repository, name, i, format, style);
                    break;
            }
        }
    }

    private static void AddScript(
        ConfigurationBench bench, VendorRepository repository, string name, int i, VendorRepository.Format format, int style,
        bool isPadded)
    {
        string audit = isPadded ? $"\n#!/bin/zsh\nexit {i} \n\n" : $"#!/bin/zsh\nexit {i}\n", remediation = $"#!/bin/zsh\necho {i}\n";
        bool isShown = i % 4 == 0, hasRemediation = i % 2 == 0;
        SimulatedLibraryItem item = bench.AddScript(name, audit.Trim(), hasRemediation ? remediation.Trim() : null);
        if (isShown)
        {
            item.Fields["show_in_self_service"] = true;
            item.Fields["self_service_category_id"] = Category;
            item.Fields["self_service_recommended"] = true;
        }
        // The three spellings in which releases of the tool have hashed scripts.
        Func<string, string> spell = new Func<string, string>[] { text => text, text => text.TrimEnd('\n'), text => text.Trim() }[i % 3];
        string hash = VendorRepository.Hash(
            [item.Id, name, true, "every_day", false, isShown, isShown ? Category : null, isShown ? true : null],
            spell(audit), hasRemediation ? spell(remediation) : null);
        List<KeyValuePair<string, object>> info = Common(item, hash);
        info.Add(new("execution_frequency", "every_day"));
        if (isShown)
        {
            // The category as its name, in any case, or as its id.
            info.Add(new("self_service_category_id", i % 8 == 0 ? "büro" : Category));
            info.Add(new("self_service_recommended", true));
        }
        var texts = new Dictionary<string,
            string> { ["audit.zsh"] = style == 2 ? audit.Replace("\n", "\r\n", StringComparison.Ordinal) : audit };
        if (hasRemediation)
            texts["remediation.sh"] = remediation;
        repository.Write($"scripts/team {i % 3}/{i}", format, info, texts, style);
    }

    private static void AddProfile(
        ConfigurationBench bench, VendorRepository repository, string name, int i, VendorRepository.Format format, int style)
    {
        SimulatedLibraryItem item = bench.AddProfile(name, $"value {i}");
        string there = (string)item.Fields["profile"]!;
        bool isEverywhere = i % 4 == 0;
        foreach (
            string key in item.Fields.Select(field => field.Key).Where(key => key.StartsWith("runs_on", StringComparison.Ordinal))
            .ToArray())
            item.Fields[key] = isEverywhere || key == "runs_on_mac";
        if (isEverywhere)
        {
            item.Fields["runs_on_android"] = true;
            item.Fields["runs_on_windows"] = true;
        }
        // Tabs here, blanks there.
        string here = i % 2 == 0 ? there.Replace("    ", "\t", StringComparison.Ordinal) : there;
        string hash = VendorRepository.Hash(
            new object?[] { item.Id, name, true }.Concat(
                Enumerable.Range(0, 7).Select(platform => (object?)(isEverywhere || platform == 0))),
            i % 3 == 0 ? here : there);
        List<KeyValuePair<string, object>> info = Common(item, hash);
        info.Add(new("mdm_identifier", "com.kandji.profile.custom." + item.Id));
        // None of the seven is all of them.
        if (!isEverywhere)
            info.Add(new("runs_on_mac", true));
        repository.Write($"profiles/{i}", format, info, new Dictionary<string, string> { [$"{i}.mobileconfig"] = here }, style);
    }

    private static void AddApp(
        ConfigurationBench bench, VendorRepository repository, string name, int i, VendorRepository.Format format, int style)
    {
        SimulatedLibraryItem item = bench.AddApp(name, $"installer {i}");
        bool isZip = i % 2 == 0, isEnforced = i % 3 == 0;
        string audit = $"#!/bin/sh\nexit {i}\n", postinstall = $"#!/bin/sh\necho {i}\n";
        item.Fields["install_type"] = isZip ? "zip" : "package";
        // A remainder of the earlier state means nothing.
        item.Fields["unzip_location"] = "/Applications";
        item.Fields["install_enforcement"] = isEnforced ? "continuously_enforce" : "install_once";
        item.Fields["audit_script"] = audit.Trim();
        item.Fields["postinstall_script"] = postinstall.Trim();
        string sum = (string)item.Fields["sha256"]!;
        string hash = VendorRepository.Hash(
            [
                item.Id, name, true, isZip ? "zip" : "package", isEnforced ? "continuously_enforce" : "install_once", false,
                isZip ? "/Applications" : null, false, null, null, sum,
            ],
            isEnforced ? audit.Trim() : null, postinstall.Trim());
        List<KeyValuePair<string, object>> info = Common(item, hash);
        info.Add(new("install_type", isZip ? "zip" : "package"));
        info.Add(new("install_enforcement", isEnforced ? "continuously_enforce" : "install_once"));
        if (isZip)
            info.Add(new("unzip_location", "/Applications"));
        info.Add(new("file", new Dictionary<string, string> { ["name"] = "app.pkg", ["sha256"] = sum }));
        var texts = new Dictionary<string, string> { ["postinstall"] = postinstall };
        if (isEnforced)
            texts["audit.sh"] = audit;
        repository.Write($"apps/{i}", format, info, texts, style);
    }

    private static List<KeyValuePair<string, object>> Common(SimulatedLibraryItem item, string hash) =>
    [
        // An id in capitals is the same.
        new("id", item.Name.Length % 2 == 0 ? item.Id.ToUpperInvariant() : item.Id), new("name", item.Name), new("active", true),
        new("created_at", (string)item.Fields["created_at"]!), new("updated_at", (string)item.Fields["updated_at"]!),
            new("sync_hash", hash),
    ];
}
