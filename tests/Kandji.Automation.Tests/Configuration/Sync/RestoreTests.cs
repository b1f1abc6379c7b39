using System.Text;
using System.Text.Json.Nodes;
using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Configuration.Sync;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>
/// An export, whatever happens in the tenant, an import that takes the files' side, and another export: the files are the same.
/// </summary>
public sealed class RestoreTests
{
    private static readonly ConfigurationScope Scope = new(
    [
        ConfigurationKind.Tag, ConfigurationKind.CustomScript, ConfigurationKind.CustomProfile, ConfigurationKind.CustomApp,
        ConfigurationKind.Blueprint,
    ]);

    [Theory]
    [InlineData(ConfigurationFormat.Plist)]
    [InlineData(ConfigurationFormat.Json)]
    [InlineData(ConfigurationFormat.Yaml)]
    public async Task Import_WithForceAndPrune_RestoresATenant_ToTheByte(object format)
    {
        int seed = 20261129 + (int)(ConfigurationFormat)format;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem[] items = Fill(bench);
        var options = new ConfigurationExportOptions { Format = (ConfigurationFormat)format, Installer = true };
        await bench.ExportAsync(options, Scope);
        Dictionary<string, string> before = Comparable(bench);

        for (int round = 0; round < 5; round++)
        {
            for (int i = 0; i < 12; i++)
                Change(bench, items, random);
            await bench.ImportAsync(new ConfigurationImportOptions { Force = true, Prune = true, MaxPrune = 100 }, Scope);
            await bench.ExportAsync(options, Scope);

            Dictionary<string, string> after = Comparable(bench);
            string[] different = before.Keys.Union(after.Keys)
                .Where(file => before.GetValueOrDefault(file) != after.GetValueOrDefault(file))
                .Select(file => $"{file}:\n{before.GetValueOrDefault(file)}\n=>\n{after.GetValueOrDefault(file)}").ToArray();
            Assert.True(different.Length == 0, string.Join("\n", different));
            Assert.Empty(await bench.CompareAsync(Scope));
        }
    }

    private static SimulatedLibraryItem[] Fill(ConfigurationBench bench)
    {
        var items = new List<SimulatedLibraryItem>();
        for (int i = 0; i < 8; i++)
        {
            items.Add(bench.AddScript($"Script {i} ü", $"#!/bin/zsh\nexit {i}", i % 2 == 0 ? "#!/bin/zsh\necho 1" : null));
            items.Add(bench.AddProfile($"Profile {i}", $"value {i}"));
            items.Add(bench.AddApp($"App {i}", $"installer {i}"));
            bench.AddTag($"Tag {i}");
        }
        for (int i = 0; i < 4; i++)
            bench.AddBlueprint($"Blueprint {i}", items[i], items[i + 3], items[i + 6]);
        return [.. items];
    }

    private static void Change(ConfigurationBench bench, SimulatedLibraryItem[] items, Random random)
    {
        TenantState state = bench.Tenant.State;
        SimulatedLibraryItem[] there = [.. state.Library];
        SimulatedLibraryItem item = there[random.Next(there.Length)];
        SimulatedBlueprint[] blueprints = [.. state.Blueprints];
        SimulatedBlueprint blueprint = blueprints[random.Next(blueprints.Length)];
        switch (random.Next(10))
        {
            case 0:
                item.Fields["active"] = !(bool)item.Fields["active"]!;
                break;
            case 1 when item.Kind == LibraryItemKind.CustomScript:
                item.Fields["script"] = "#!/bin/zsh\necho changed";
                item.Fields["remediation_script"] = random.Next(2) == 0 ? "" : "#!/bin/zsh\necho changed";
                break;
            case 2 when item.Kind == LibraryItemKind.CustomProfile:
                item.Fields["profile"] = ((string)item.Fields["profile"]!).Replace("value", "other", StringComparison.Ordinal);
                item.Fields["runs_on_ipad"] = true;
                break;
            case 3 when item.Kind == LibraryItemKind.CustomApp:
                item.Fields["postinstall_script"] = "#!/bin/zsh\necho changed";
                item.Fields["install_type"] = "zip";
                item.Fields["unzip_location"] = "/tmp";
                break;
            case 4:
                item.Name += " renamed";
                break;
            case 5:
                bench.AddScript("Extra " + random.Next());
                bench.AddProfile("Extra " + random.Next());
                break;
            case 6:
                // Deleted: it is made again, with another id.
                foreach (SimulatedBlueprint one in blueprints)
                    one.LibraryItems = [.. one.LibraryItems.Where(assigned => assigned.ItemId != item.Id)];
                state.Library.Remove(item.Id);
                break;
            case 7:
                blueprint.Description += " changed";
                blueprint.LibraryItems = [.. blueprint.LibraryItems.Skip(1)];
                break;
            case 8:
                item.Fields["show_in_self_service"] = true;
                item.Fields["self_service_category_id"] = "e2000000-0000-4000-8000-000000000002";
                if (item.Kind == LibraryItemKind.CustomProfile)
                    item.Fields.Remove("self_service_category_id");
                if (item.Kind == LibraryItemKind.CustomProfile)
                    item.Fields.Remove("show_in_self_service");
                break;
            default:
                SimulatedTag[] tags = [.. state.Tags];
                tags[random.Next(tags.Length)].Name += " renamed";
                break;
        }
    }

    // Without times, and without ids and hashes made of them: what was deleted and made again has others.
    private static Dictionary<string, string> Comparable(ConfigurationBench bench)
    {
        Dictionary<string, string> files = bench.Folder.Snapshot();
        foreach (
            string file in files.Keys.Where(
            file => file.StartsWith("kandji/", StringComparison.Ordinal) || file.Contains("/info.", StringComparison.Ordinal)).ToArray())
        {
            string text = Encoding.UTF8.GetString(Convert.FromBase64String(files[file]));
            text = System.Text.RegularExpressions.Regex.Replace(
                text, @"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\d{4}-\d\d-\d\dT[0-9:.]+Z", "*");
            // The state is sorted by id.
            files[file] = file.EndsWith("state.json", StringComparison.Ordinal)
                ? string.Join(
                    "\n", JsonNode.Parse(text)!["items"]!.AsArray().Select(item => item!.ToJsonString()).Order(StringComparer.Ordinal))
                : text;
        }
        return files;
    }
}
