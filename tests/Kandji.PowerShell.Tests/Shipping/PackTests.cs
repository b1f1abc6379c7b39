using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Kandji.Pack;

namespace Kandji.PowerShell.Tests.Shipping;

public sealed class PackTests : IDisposable
{
    private const string Changelog = """
        # Changelog

        ## [Unreleased]

        - Not yet.

        ## [9.9.9] - 2030-01-02

        - It's another version's.
        """;

    private const string HelpFile = "en-US/Kandji.PowerShell.dll-Help.xml";

    private readonly string _folder = Copy(Path.GetDirectoryName(Repository.Manifest)!);

    [Fact]
    public void Pack_OfTheSameFilesAtAnotherTime_GivesTheSameBytes()
    {
        var address = new Uri("https://github.com/acme/kandji");
        var first = new ModulePackage(_folder, Changelog, address);
        byte[] zip = first.ToZip(), package = first.ToGalleryPackage();
        string again = Copy(_folder);
        try
        {
            foreach (string file in Directory.EnumerateFiles(again, "*", SearchOption.AllDirectories))
                File.SetLastWriteTimeUtc(file, new DateTime(2031, 5, 6, 7, 8, 9, DateTimeKind.Utc));
            var second = new ModulePackage(again, Changelog, address);

            Assert.Equal(zip, second.ToZip());
            Assert.Equal(package, second.ToGalleryPackage());
        }
        finally
        {
            Directory.Delete(again, recursive: true);
        }
    }

    [Fact]
    public void Zip_HoldsTheModuleAsItLiesInAModulePath()
    {
        var package = new ModulePackage(_folder, Changelog);
        using ZipArchive zip = Open(package.ToZip());

        string[] expected = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .Select(file => $"Kandji/{package.Manifest.Version}/{Path.GetRelativePath(_folder, file).Replace('\\', '/')}")
            .Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(expected, zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal(ReproducibleZip.FirstDay, entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void GalleryPackage_SaysWhatTheGalleryNeeds()
    {
        var package = new ModulePackage(_folder, Changelog, new Uri("https://example.com/kandji"));
        using ZipArchive zip = Open(package.ToGalleryPackage());
        using Stream stream = zip.GetEntry("Kandji.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal("Kandji", Value("id"));
        Assert.Equal(package.Manifest.Version, Value("version"));
        Assert.Equal("https://example.com/kandji", Value("projectUrl"));
        Assert.Equal("- Not yet.", Value("releaseNotes"));
        string[] tags = Value("tags").Split(' ');
        Assert.Contains("PSModule", tags);
        Assert.Contains("PSEdition_Desktop", tags);
        Assert.Contains("PSCommand_Get-KandjiDevice", tags);
        Assert.InRange(Value("tags").Length, 1, 4000);
    }

    [Fact]
    public void Manifest_AsPacked_HasReleaseNotesAndThePage()
    {
        string manifest = File.ReadAllText(Path.Combine(_folder, "Kandji.psd1"));
        File.WriteAllText(Path.Combine(_folder, "Kandji.psd1"),
            manifest.Replace($"'{new ModuleManifest(manifest).Version}'", "'9.9.9'", StringComparison.Ordinal));
        var package = new ModulePackage(_folder, Changelog, new Uri("https://example.com/kandji"));
        using ZipArchive zip = Open(package.ToZip());
        using var reader = new StreamReader(zip.GetEntry("Kandji/9.9.9/Kandji.psd1")!.Open());
        string packed = reader.ReadToEnd();

        Assert.Contains("ReleaseNotes = '- It''s another version''s.'", packed);
        Assert.Contains("ProjectUri   = 'https://example.com/kandji'", packed);
        Assert.Equal("9.9.9", new ModuleManifest(packed).Version);
        Assert.Equal(new DateTime(2030, 1, 2), package.Date);
    }

    [Fact]
    public void Manifest_WithNotesBeyondAscii_IsReadByEveryPowerShell()
    {
        var package = new ModulePackage(_folder, Changelog.Replace("Not yet.", "Zoë’s ‘first’.", StringComparison.Ordinal));
        using ZipArchive zip = Open(package.ToZip());
        using Stream stream = zip.GetEntry($"Kandji/{package.Manifest.Version}/Kandji.psd1")!.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);

        // Without the mark Windows PowerShell reads another encoding; a single typographic quote would end the text.
        Assert.Equal([0xEF, 0xBB, 0xBF], content.ToArray()[..3]);
        Assert.Contains("ReleaseNotes = '- Zoë’’s ‘‘first’’.'", Encoding.UTF8.GetString(content.ToArray()));
    }

    [Theory]
    [InlineData("https://github.com/acme/kandji", "0.0.1", "https://github.com/acme/kandji/blob/main/docs/commands")]
    [InlineData("https://github.com/acme/kandji.git/", "9.9.9", "https://github.com/acme/kandji/blob/v9.9.9/docs/commands")]
    public void Help_AsPackedForAProjectOnGitHub_LeadsEachCommandFirstToItsPage(string projectUri, string version, string pages)
    {
        string manifest = File.ReadAllText(Path.Combine(_folder, "Kandji.psd1"));
        File.WriteAllText(Path.Combine(_folder, "Kandji.psd1"),
            manifest.Replace($"'{new ModuleManifest(manifest).Version}'", $"'{version}'", StringComparison.Ordinal));
        byte[] built = File.ReadAllBytes(Path.Combine(_folder, HelpFile));

        var package = new ModulePackage(_folder, Changelog, new Uri(projectUri));

        XDocument packed = XDocument.Load(new MemoryStream(HelpIn(package)));
        string[] names = packed.Descendants().Where(element => element.Name.LocalName == "details")
            .Select(details => details.Elements().First().Value).ToArray();
        XElement[] first = packed.Descendants().Where(element => element.Name.LocalName == "relatedLinks")
            .Select(links => links.Elements().First()).ToArray();
        Assert.Equal(package.Manifest.Cmdlets.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.Equal(names.Select(name => $"{pages}/{name}.md"),
            first.Select(link => link.Elements().Single(element => element.Name.LocalName == "uri").Value));
        Assert.All(names, name => Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", "commands", name + ".md")), name));

        // All else is as built: there the last link says that there is no page.
        XDocument unpacked = XDocument.Load(new MemoryStream(built));
        XElement[] none = unpacked.Descendants().Where(element => element.Name.LocalName == "relatedLinks")
            .Select(links => links.Elements().Last()).ToArray();
        Assert.All(none, link => Assert.Contains("(none:", link.Value));
        Assert.Equal(names.Length, none.Length);
        foreach (XElement link in first.Concat(none))
            link.Remove();
        Assert.Equal(unpacked.ToString(), packed.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://example.com/kandji")]
    [InlineData("https://example.com/projects/acme/kandji")]
    [InlineData("https://github.com/acme/kandji?tab=readme")]
    public void Help_AsPackedForAnAddressWithoutKnownPages_IsTheBuiltOne(string? projectUri)
    {
        var package = new ModulePackage(_folder, Changelog, projectUri is null ? null : new Uri(projectUri));

        Assert.Null(package.CommandPages);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, HelpFile)), HelpIn(package));
    }

    [Theory]
    [InlineData("net8.0/Kandji.PowerShell.pdb")]
    [InlineData("net8.0/System.Text.Json.dll")]
    [InlineData("net8.0/YamlDotNet.dll")]
    [InlineData("net8.0/yaml/System.Text.Json.dll")]
    [InlineData("notes.txt")]
    [InlineData("en-US/draft.md")]
    public void Pack_WhenAFileIsThereThatDoesNotBelong_RefusesAndNamesIt(string name)
    {
        File.WriteAllText(Path.Combine(_folder, name), "stray");

        var e = Assert.Throws<PackException>(() => new ModulePackage(_folder, Changelog));

        Assert.StartsWith(name, e.Message);
    }

    [Fact]
    public void Pack_WhenAFileIsMissing_RefusesAndNamesIt()
    {
        File.Delete(Path.Combine(_folder, "net472", "System.Text.Json.dll"));

        var e = Assert.Throws<PackException>(() => new ModulePackage(_folder, Changelog));

        Assert.StartsWith("net472/System.Text.Json.dll is missing", e.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] HelpIn(ModulePackage package)
    {
        using ZipArchive zip = Open(package.ToZip());
        using Stream stream = zip.GetEntry($"Kandji/{package.Manifest.Version}/{HelpFile}")!.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static ZipArchive Open(byte[] zip) => new(new MemoryStream(zip));

    private static string Copy(string from)
    {
        string to = Directory.CreateTempSubdirectory("kandji-pack-test-").FullName;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return to;
    }
}
