using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Tests.Configuration.Files;

/// <summary>Info documents: what is read, and that what is written back changes nothing else.</summary>
public sealed class InfoDocumentTests
{
    private const string Id = "44444444-4444-4444-8444-444444444444";
    private static readonly string[] Order = ["id", "name", "active", "created_at", "updated_at", "sync_hash", "restart"];

    public static TheoryData<string, string, string> Documents => new()
    {
        {
            "info.json", "{\n    \"name\" : \"Wi-Fi\",\n    \"id\":\"old\",\n\n    \"restart\": true\n}\n",
            "{\n    \"name\" : \"Wi-Fi\",\n    \"sync_hash\": \"abc\",\n    \"id\":\"" + Id + "\",\n\n    \"restart\": true\n}\n"
        },
        { "info.json", "{\"name\":\"x\"}", "{\"id\": \"" + Id + "\",\"name\":\"x\",\"sync_hash\": \"abc\"}" },
        {
            "info.plist",
            "<?xml version=\"1.0\"?>\r\n<!-- a note -->\r\n<plist version=\"1.0\"><dict>\r\n\t<key>name</key>\r\n\t"
                + "<string>A &amp; B</string>\r\n"
                + "\t<!-- kept -->\r\n\t<key>restart</key><true/>\r\n</dict></plist>\r\n",
            "<?xml version=\"1.0\"?>\r\n<!-- a note -->\r\n<plist version=\"1.0\"><dict>\r\n\t<key>id</key>\r\n\t<string>" + Id
                + "</string>\r\n\t<key>name</key>\r\n\t<string>A &amp; B</string>\r\n\t<key>sync_hash</key>\r\n\t<string>abc</string>\r\n"
                + "\t<!-- kept -->\r\n\t<key>restart</key><true/>\r\n</dict></plist>\r\n"
        },
        {
            "info.yaml", "# a note\nname: Wi-Fi   # why\nid: old # kept\nrestart: true\n",
            "# a note\nname: Wi-Fi   # why\nsync_hash: abc\nid: \"" + Id + "\" # kept\nrestart: true\n"
        },
        {
            "info.yaml", "id:\nname: |-\n  Two\n  lines\nrestart: true",
            "id: \"" + Id + "\"\nname: |-\n  Two\n  lines\nsync_hash: abc\nrestart: true"
        },
        { "info.yml", "{name: x, restart: true}\n", "{id: \"" + Id + "\", name: x, sync_hash: abc, restart: true}\n" },
        { "info.yaml", "name: x\r\n", "id: \"" + Id + "\"\r\nname: x\r\nsync_hash: abc\r\n" },
        { "info.yaml", "name: x", "id: \"" + Id + "\"\nname: x\nsync_hash: abc\n" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Set_ChangesTheseLinesAlone(string file, string text, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(file, text);
        InfoDocument document = InfoDocument.Read(path);

        document.Set(root => root, Values(("id", Id), ("sync_hash", "abc")), Order);
        await document.SaveAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(Id, InfoDocument.Read(path).Root.Find("id")!.Value.Text);
    }

    [Theory]
    [InlineData("info.json", "{\n  \"id\": \"x\",\n  \"name\": \"y\"\n}", "{\n  \"name\": \"y\"\n}", "{\n  \"id\": \"x\"\n}")]
    [InlineData("info.yaml", "id: x\nname: y\n", "name: y\n", "id: x\n")]
    [InlineData("info.yaml", "id: x\r\nname: y\r\n", "name: y\r\n", "id: x\r\n")]
    [InlineData(
        "info.plist", "<plist><dict>\n  <key>id</key>\n  <string>x</string>\n  <key>name</key>\n  <string>y</string>\n</dict></plist>",
        "<plist><dict>\n  <key>name</key>\n  <string>y</string>\n</dict></plist>",
        "<plist><dict>\n  <key>id</key>\n  <string>x</string>\n</dict></plist>")]
    public void Set_OfNothing_TakesTheKeyAway(string file, string text, string withoutFirst, string withoutLast)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(file, text);

        foreach ((string key, string expected) in new[] { ("id", withoutFirst), ("name", withoutLast) })
        {
            InfoDocument document = InfoDocument.Read(path);
            document.Set(root => root, Values((key, null)), Order);
            Assert.Equal(expected, document.Text);
        }
    }

    [Theory]
    [InlineData(ConfigurationFormat.Plist)]
    [InlineData(ConfigurationFormat.Json)]
    [InlineData(ConfigurationFormat.Yaml)]
    public void Write_OfRandomValues_IsReadBack(ConfigurationFormat format)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20261129);
        for (int i = 0; i < 400; i++)
        {
            var map = (InfoMap)RandomValue(random, 0)!;
            string path = System.IO.Path.Combine(folder.Path, "info" + InfoDocument.Extension(format));
            InfoDocument document = InfoDocument.Create(path, format, map);
            string key = map.First().Key;

            Assert.Equal(CanonicalForm.Write(map), CanonicalForm.Write(document.Root.ToValue()));
            object changed = RandomValue(random, 1)!;
            document.Set(root => root, Values((key, changed), ("a new key", changed)), ["id", key, "a new key"]);
            map[key] = changed;
            map["a new key"] = changed;
            Assert.Equal(CanonicalForm.Write(map), CanonicalForm.Write(document.Root.ToValue()));
            document.Set(root => root, Values((key, null)), Order);
            map[key] = null;
            Assert.Equal(CanonicalForm.Write(map), CanonicalForm.Write(document.Root.ToValue()));
        }
    }

    [Theory]
    [InlineData("name: yes\n", "yes")]
    [InlineData("name: null\n", "null")]
    [InlineData("name: 0123\n", "0123")]
    [InlineData("name: 1e3\n", "1e3")]
    [InlineData("name: 2026-01-31\n", "2026-01-31")]
    [InlineData("name: 'it''s'\n", "it's")]
    [InlineData("name: >-\n  folded\n  text\n", "folded text")]
    public void Yaml_TextKey_HasTheTextWhateverItLooksLike(string yaml, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write(".iructl", "");
        folder.Write("scripts/a/info.yaml", yaml);
        folder.Write("scripts/a/audit.zsh", "#!/bin/zsh\n");

        RepositoryContents contents = ConfigurationRepository.Open(folder.Path)
            .Read([Kandji.Automation.Configuration.ConfigurationKind.CustomScript]);

        Assert.Empty(contents.Problems);
        Assert.Equal(expected, Assert.Single(contents.Members).Name);
    }

    [Theory]
    [InlineData("info.yaml", "name: &a x\nid: y\n", 1, "Anchors")]
    [InlineData("info.yaml", "id: y\nname: *a\n", 2, "")]
    [InlineData("info.yaml", "id: y\nname: !!str x\n", 2, "Tags")]
    [InlineData("info.yaml", "id: y\n\nid: z\n", 3, "'id' is there twice")]
    [InlineData("info.yaml", "id: y\n---\nid: z\n", 2, "several documents")]
    [InlineData("info.yaml", "id: [\n", 2, "not YAML")]
    [InlineData("info.yaml", "", 1, "empty")]
    [InlineData("info.json", "{\"id\": 1,\n \"id\": 2}", 2, "'id' is there twice")]
    [InlineData("info.json", "{\"id\": 1,\n}", 2, "not JSON")]
    [InlineData("info.json", "{} {}", 1, "not JSON")]
    [InlineData("info.json", "// x\n{}", 1, "not JSON")]
    [InlineData("info.plist", "<plist><dict>\n<key>id</key>\n</dict></plist>", 3, "value is missing")]
    [InlineData("info.plist", "<plist><dict><key>id</key><string>x</dict></plist>", 1, "not a property list")]
    [InlineData("info.plist", "<plist><dict><key>a</key><true/>\n<key>a</key><true/></dict></plist>", 2, "'a' is there twice")]
    [InlineData("info.plist", "<html/>", 1, "'html'")]
    [InlineData(
        "info.plist",
        "<!DOCTYPE plist [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n<plist><dict><key>a</key><string>&e;</string></dict></plist>", 2, "")]
    public void Read_OfWhatIsBroken_NamesFileAndLine(string file, string text, int line, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(file, text);

        ConfigurationFileException e = Assert.Throws<ConfigurationFileException>(() => InfoDocument.Read(path));

        Assert.Equal((path, line), (e.Problem.Path, e.Problem.Line));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfABinaryPropertyList_IsTheSameAsInXml()
    {
        // {"name": "Wi-Fi ü", "active": true, "n": 300, "list": ["a", 1.5]}
        byte[] binary = Convert.FromBase64String(BinaryPlistSample.Base64);
        using var folder = new TemporaryFolder();
        string path = folder.Write("info.plist", binary);

        InfoDocument document = InfoDocument.Read(path);

        Assert.Equal(
            "{\"active\":true,\"list\":[\"a\",1.5],\"n\":300,\"name\":\"Wi-Fi ü\"}", CanonicalForm.Write(document.Root.ToValue()));
        for (int length = 0; length < binary.Length; length++)
        {
            folder.Write("info.plist", binary[..length]);
            Assert.Throws<ConfigurationFileException>(() => InfoDocument.Read(path));
        }
    }

    private static KeyValuePair<string, object?>[] Values(params (string Key, object? Value)[] values) =>
        values.Select(value => new KeyValuePair<string, object?>(value.Key, value.Value)).ToArray();

    private static object? RandomValue(Random random, int depth)
    {
        switch (random.Next(depth == 0 ? 1 : depth > 3 ? 5 : 7))
        {
            case 0 when depth < 3:
            case 5:
                var map = new InfoMap();
                for (int i = random.Next(1, 5); i > 0; i--)
                    map["k" + random.Next(20) + RandomText(random)] = RandomValue(random, depth + 1);
                return map;
            case 6:
                return Enumerable.Range(0, random.Next(4)).Select(_ => RandomValue(random, depth + 1)).ToList();
            case 1:
                return random.Next(2) == 0;
            case 2:
                return (long)random.Next(-1000, 1_000_000);
            default:
                return RandomText(random);
        }
    }

    private static string RandomText(Random random)
    {
        string[] parts =
            ["a", "yes", " ", "\n", "\r\n", "\t", ":", " #", "'", "\"", "\\", "&", "<", "]]>", "ü", "東", "🙂", "- ", "%", "@", "0", "1e3",
            "~"];
        return string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => parts[random.Next(parts.Length)]));
    }
}
