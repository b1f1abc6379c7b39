using System.Globalization;
using System.Text.Json.Nodes;
using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Configuration.Sync;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>Random edits on both sides, and after each synchronization both sides as a table says they must be.</summary>
public sealed class SynchronizationOracleTests
{
    private const int Seed = 20261129;
    private const int EditsPerRound = 20;

    // 2,000 edits with KANDJI_TESTS=full; a tenth otherwise.
    private static readonly int Edits = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 2_000 : 200;

    private static readonly ConfigurationScope Scope = new(
    [
        ConfigurationKind.Tag, ConfigurationKind.CustomScript, ConfigurationKind.CustomProfile, ConfigurationKind.Blueprint,
    ]);

    private readonly Random _random = new(Seed);
    private readonly Dictionary<string, Thing> _things = [];
    private int _made;

    [Fact]
    public async Task Sync_AfterRandomEdits_LeavesBothSidesAsTheTableSays()
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {Seed}, {Edits} edits.");
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        // One of each kind that stays, so that no kind is without files.
        foreach (string kind in new[] { "script", "profile", "blueprint", "tag" })
            CreateThere(bench, kind);
        await SyncAsync(bench, ConflictPolicy.Skip);
        Check(bench, "the beginning");
        HashSet<string> permanent = [.. _things.Keys];

        for (int edit = 0; edit < Edits;)
        {
            var log = new List<string>();
            for (int i = 0; i < EditsPerRound && edit < Edits; i++, edit++)
                log.Add(Edit(bench, permanent));
            var policy = (ConflictPolicy)_random.Next(3);
            await SyncAsync(bench, policy);
            Check(bench, $"{policy} after {edit} edits: {string.Join("; ", log)}");
        }
        Assert.True(_things.Count > Edits / 10);
    }

    private async Task SyncAsync(ConfigurationBench bench, ConflictPolicy policy)
    {
        await bench.ImportAsync(
            new ConfigurationImportOptions { OnConflict = policy == ConflictPolicy.Local ? ConflictPolicy.Local : ConflictPolicy.Skip },
                Scope);
        await bench.ExportAsync(
            new ConfigurationExportOptions { Format = ConfigurationFormat.Json, TakeConflicts = policy == ConflictPolicy.Remote }, Scope);
        foreach (Thing thing in _things.Values)
            thing.Synchronize(policy);
    }

    private string Edit(ConfigurationBench bench, HashSet<string> permanent)
    {
        bool isHere = _random.Next(2) == 0;
        if (_random.Next(4) == 0 || _things.Count < 8)
        {
            string kind = new[] { "script", "profile", "blueprint", "tag" }[_random.Next(4)];
            return (isHere ? "new here " : "new there ") + (isHere ? CreateHere(bench, kind) : CreateThere(bench, kind));
        }
        Thing[] there = _things.Values.Where(thing => (isHere ? thing.Local : thing.Remote) is not null).ToArray();
        Thing chosen = there[_random.Next(there.Length)];
        bool isDeleted = _random.Next(6) == 0 && !permanent.Contains(chosen.Name);
        string? content = isDeleted ? null : NewContent();
        if (isHere)
            WriteHere(bench, chosen, content);
        else
            WriteThere(bench, chosen, content);
        return $"{(isHere ? "here" : "there")} {chosen.Name} = {content ?? "gone"}";
    }

    // A text and a switch: each may be what differs.
    private string NewContent() => $"{_random.Next(3)}{(_random.Next(2) == 0 ? "t" : "f")}";

    private string CreateHere(ConfigurationBench bench, string kind)
    {
        Thing thing = Add(kind);
        WriteHere(bench, thing, NewContent());
        return thing.Name;
    }

    private string CreateThere(ConfigurationBench bench, string kind)
    {
        Thing thing = Add(kind);
        WriteThere(bench, thing, NewContent());
        return thing.Name;
    }

    private Thing Add(string kind)
    {
        var thing = new Thing(kind, $"{kind} {_made++}");
        return _things[thing.Name] = thing;
    }

    private void WriteHere(ConfigurationBench bench, Thing thing, string? content)
    {
        if (thing.Kind == "tag")
        {
            WriteTagHere(bench, thing, content);
            thing.Local = content;
            return;
        }
        string folder = (thing.Kind switch { "script" => "scripts/", "profile" => "profiles/", _ => "kandji/blueprints/" }) + thing.Name;
        thing.Local = content;
        if (content is null)
        {
            Directory.Delete(Path.Combine(bench.Folder.Path, folder), recursive: true);
            return;
        }
        string info = Path.Combine(bench.Folder.Path, folder, "info.json");
        JsonObject map = File.Exists(info) ? JsonNode.Parse(File.ReadAllText(info))!.AsObject() : new JsonObject { ["name"] = thing.Name };
        if (thing.Kind == "blueprint")
        {
            map["description"] = Text(content);
            map["color"] = Flag(content) ? "teal-400" : "orange-300";
        }
        else
        {
            map["active"] = Flag(content);
            if (thing.Kind == "profile")
                map["runs_on_mac"] = true;
            bench.Folder.Write(
                $"{folder}/{(thing.Kind == "script" ? "audit.zsh" : "profile.mobileconfig")}",
                thing.Kind == "script" ? $"#!/bin/zsh\n# {Text(content)}\n" : Profile(content));
        }
        bench.Folder.Write($"{folder}/info.json", map.ToJsonString());
    }

    private void WriteTagHere(ConfigurationBench bench, Thing thing, string? content)
    {
        string path = Path.Combine(bench.Folder.Path, "kandji/tags.json");
        JsonObject root = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject()
            : new JsonObject { ["tags"] = new JsonArray() };
        JsonArray tags = root["tags"]!.AsArray();
        JsonNode? tag = tags.FirstOrDefault(tag => Key((string)tag!["name"]!) == thing.Name);
        if (content is null)
            tags.Remove(tag);
        else if (tag is null)
            tags.Add(new JsonObject { ["name"] = TagName(thing, content) });
        else
            tag["name"] = TagName(thing, content);
        bench.Folder.Write("kandji/tags.json", root.ToJsonString());
    }

    private void WriteThere(ConfigurationBench bench, Thing thing, string? content)
    {
        TenantState state = bench.Tenant.State;
        bool isNew = thing.Remote is null;
        thing.Remote = content;
        if (content is null)
        {
            Delete();
            return;
        }
        switch (thing.Kind)
        {
            case "tag":
                SimulatedTag tag = isNew ? bench.AddTag("") : state.Tags.Single(tag => Key(tag.Name) == thing.Name);
                tag.Name = TagName(thing, content);
                break;
            case "blueprint":
                SimulatedBlueprint blueprint = isNew ? bench.AddBlueprint(thing.Name) : state.Blueprints.Single(b => b.Name == thing.Name);
                blueprint.Description = Text(content);
                blueprint.Color = Flag(content) ? "teal-400" : "orange-300";
                break;
            default:
                SimulatedLibraryItem item = !isNew
                    ? state.Library.Single(item => item.Name == thing.Name)
                    : thing.Kind == "script" ? bench.AddScript(thing.Name) : bench.AddProfile(thing.Name);
                item.Fields["active"] = Flag(content);
                if (thing.Kind == "script")
                    item.Fields["script"] = $"#!/bin/zsh\n# {Text(content)}";
                else
                    item.Fields["profile"] = Profile(content);
                item.Fields["execution_frequency"] = thing.Kind == "script" ? "once" : null;
                break;
        }

        void Delete()
        {
            if (thing.Kind == "tag")
                state.Tags.Remove(state.Tags.Single(tag => Key(tag.Name) == thing.Name).Id);
            else if (thing.Kind == "blueprint")
                state.Blueprints.Remove(state.Blueprints.Single(blueprint => blueprint.Name == thing.Name).Id);
            else
                state.Library.Remove(state.Library.Single(item => item.Name == thing.Name).Id);
        }
    }

    private void Check(ConfigurationBench bench, string when)
    {
        var here = new SortedDictionary<string, string>(ReadHere(bench));
        var there = new SortedDictionary<string, string>(ReadThere(bench));
        Assert.True(Expected(thing => thing.Local).SequenceEqual(here), $"Here, {when}\n{Differ(Expected(thing => thing.Local), here)}");
        Assert.True(
            Expected(thing => thing.Remote).SequenceEqual(there), $"There, {when}\n{Differ(Expected(thing => thing.Remote), there)}");

        SortedDictionary<string, string> Expected(Func<Thing, string?> side) => new(
            _things.Values.Where(thing => side(thing) is not null).ToDictionary(thing => thing.Name, thing => side(thing)!));
        static string Differ(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual) =>
            $"missing or wrong: {string.Join(", ", expected.Except(actual))}; there: {string.Join(", ", actual.Except(expected))}";
    }

    private static Dictionary<string, string> ReadHere(ConfigurationBench bench)
    {
        var read = new Dictionary<string, string>();
        foreach (string info in Directory.GetFiles(bench.Folder.Path, "info.json", SearchOption.AllDirectories))
        {
            JsonObject map = JsonNode.Parse(File.ReadAllText(info))!.AsObject();
            string folder = Path.GetDirectoryName(info)!, name = (string)map["name"]!;
            string? text = Directory.GetFiles(folder, "audit.zsh").Concat(Directory.GetFiles(folder, "*.mobileconfig")).SingleOrDefault();
            read[name] = text is null
                ? Content((string)map["description"]!, (string?)map["color"] == "teal-400")
                : Content(File.ReadAllText(text), (bool?)map["active"] == true);
        }
        string tags = Path.Combine(bench.Folder.Path, "kandji/tags.json");
        foreach (JsonNode? tag in File.Exists(tags) ? JsonNode.Parse(File.ReadAllText(tags))!["tags"]!.AsArray() : [])
            read[Key((string)tag!["name"]!)] = TagContent((string)tag["name"]!);
        return read;
    }

    private static Dictionary<string, string> ReadThere(ConfigurationBench bench)
    {
        TenantState state = bench.Tenant.State;
        Dictionary<string, string> read = state.Library.ToDictionary(
            item => item.Name,
            item => Content((string)(item.Fields["script"] ?? item.Fields["profile"])!, (bool)item.Fields["active"]!));
        foreach (SimulatedBlueprint blueprint in state.Blueprints)
            read[blueprint.Name] = Content(blueprint.Description, blueprint.Color == "teal-400");
        foreach (SimulatedTag tag in state.Tags)
            read[Key(tag.Name)] = TagContent(tag.Name);
        return read;
    }

    private static string Text(string content) => "text " + content[0];

    private static bool Flag(string content) => content[1] == 't';

    private static string Content(string text, bool flag) =>
        $"{text[text.IndexOf("text ", StringComparison.Ordinal) + 5]}{(flag ? "t" : "f")}";

    private static string Profile(string content) =>
        string.Format(CultureInfo.InvariantCulture, ConfigurationBench.Profile, Text(content));

    private static string TagName(Thing thing, string content) => $"{thing.Name} = {content}";

    private static string TagContent(string name) => name.Split(" = ")[1];

    private static string Key(string name) => name.Split(" = ")[0];

    // The state of each side, and that of both when they were last the same.
    private sealed class Thing(string kind, string name)
    {
        private string? _base;

        public string Kind { get; } = kind;

        public string Name { get; } = name;

        public string? Local { get; set; }

        public string? Remote { get; set; }

        // The table, by itself: what a synchronization without deletions must come to.
        public void Synchronize(ConflictPolicy policy)
        {
            if (Local is null && Remote is null)
            {
                _base = null;
                return;
            }
            if (Local is null)
            {
                // Deleted here stays deleted here, and there it stays.
                if (_base is null)
                    _base = Local = Remote;
                return;
            }
            if (Remote is null)
            {
                if (_base is null)
                    _base = Remote = Local;
                return;
            }
            if (Local == Remote)
                _base = Local;
            else if (Local == _base)
                _base = Local = Remote;
            else if (Remote == _base)
                _base = Remote = Local;
            else if (policy == ConflictPolicy.Local)
                _base = Remote = Local;
            else if (policy == ConflictPolicy.Remote)
                _base = Local = Remote;
        }
    }
}
