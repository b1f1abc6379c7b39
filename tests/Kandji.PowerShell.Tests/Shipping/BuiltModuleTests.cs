using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using Kandji.PowerShell.Cmdlets;

namespace Kandji.PowerShell.Tests.Shipping;

/// <summary>The build leaves in out/Kandji what users install: complete, and nothing else.</summary>
public sealed class BuiltModuleTests
{
    private static readonly string Module = Path.GetDirectoryName(Repository.Manifest)!;

    [Fact]
    public void Manifest_PassesPowerShellsOwnCheck()
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        IdleRunspaces.Open(runspace);
        using var powershell = System.Management.Automation.PowerShell.Create(runspace);
        powershell.AddCommand("Test-ModuleManifest").AddParameter("Path", Repository.Manifest);

        PSObject module = Assert.Single(powershell.Invoke());

        Assert.Empty(powershell.Streams.Error);
        Assert.Empty(powershell.Streams.Warning);
        Assert.Equal("Kandji", ((PSModuleInfo)module.BaseObject).Name);
    }

    [Fact]
    public void Manifest_ExportsTheCmdletsByName_AndNothingElse()
    {
        IDictionary<string, object?> manifest = ReadManifest();
        string[] exported = ((object[])manifest["CmdletsToExport"]!).Cast<string>().ToArray();
        string[] cmdlets = typeof(KandjiCmdlet).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<CmdletAttribute>())
            .Where(attribute => attribute is not null)
            .Select(attribute => attribute!.VerbName + "-" + attribute.NounName)
            .ToArray();

        Assert.Equal(cmdlets.Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal));
        Assert.Equal(exported.Order(StringComparer.OrdinalIgnoreCase), exported);
        foreach (string other in new[] { "FunctionsToExport", "AliasesToExport", "VariablesToExport" })
            Assert.Empty((object[])manifest[other]!);
    }

    [Fact]
    public void Manifest_SaysWhatGalleriesShow()
    {
        IDictionary<string, object?> manifest = ReadManifest();
        var data = new Dictionary<string, object?>(
            ((System.Collections.Hashtable)((System.Collections.Hashtable)manifest["PrivateData"]!)["PSData"]!)
                .Cast<System.Collections.DictionaryEntry>()
                .Select(entry => KeyValuePair.Create((string)entry.Key, entry.Value)));

        Assert.Equal(["Core", "Desktop"], ((object[])manifest["CompatiblePSEditions"]!).Cast<string>());
        Assert.Contains("PSEdition_Desktop", ((object[])data["Tags"]!).Cast<string>());
        Assert.All(((object[])data["Tags"]!).Cast<string>(), tag => Assert.DoesNotContain(' ', tag));
        Assert.True(Uri.TryCreate((string)data["LicenseUri"]!, UriKind.Absolute, out _));
        Assert.NotEmpty((string)data["ReleaseNotes"]!);
    }

    [Fact]
    public void Version_IsWrittenInTheManifestOnly()
    {
        string version = (string)ReadManifest()["ModuleVersion"]!;

        Assert.Equal(version, typeof(KandjiCmdlet).Assembly.GetName().Version!.ToString(3));
        Assert.Equal(version, typeof(Client.KandjiClient).Assembly.GetName().Version!.ToString(3));
        string[] elsewhere = ["*.csproj", "*.props", "*.targets", "*.ps1", "*.psm1", "*.ps1xml", "*.yml", "*.cs"];
        foreach (string file in elsewhere.SelectMany(SourceFiles))
            Assert.False(Regex.IsMatch(File.ReadAllText(file), $"""['"<>]v?{Regex.Escape(version)}['"<]"""),
                $"{file} writes the version {version}.");
    }

    [Fact]
    public void CoreFolder_HoldsTheModuleAlone()
    {
        Assert.Equal(["Kandji.Automation.dll", "Kandji.Client.dll", "Kandji.PowerShell.dll"], Files("net8.0"));
    }

    [Fact]
    public void PlatformFolders_HoldTheSameAssembliesCompiledAhead()
    {
        // A Release build makes them. Whatever build it was, none is left of another: it would be taken before what was built last.
        string[] platforms = [.. Directory.GetDirectories(Path.Combine(Module, "net8.0")).Select(folder => Path.GetFileName(folder)!)
            .Where(name => name != "yaml").Order(StringComparer.Ordinal)];

        Assert.Equal(IsRelease ? ["linux-x64", "osx-arm64", "win-x64"] : [], platforms);
        foreach (string folder in platforms.Select(platform => "net8.0/" + platform))
        {
            Assert.Equal(Files("net8.0"), Files(folder));
            Assert.All(Files(folder), file =>
            {
                string compiled = Path.Combine(Module, folder, file);
                Assert.Equal(ModuleId(Path.Combine(Module, "net8.0", file)), ModuleId(compiled));
                // The mark of the machine code's header.
                Assert.True(File.ReadAllBytes(compiled).AsSpan().IndexOf("RTR\0"u8) > 0, $"{folder}/{file} holds no machine code.");
                Assert.True(new FileInfo(compiled).Length > 1.5 * new FileInfo(Path.Combine(Module, "net8.0", file)).Length,
                    $"{folder}/{file} holds little machine code.");
            });
        }
    }

    [Fact]
    public void YamlFolder_HoldsTheLibraryForYamlAlone_AndIsNamedInTheNotices()
    {
        Assert.Equal(["Kandji.Yaml.dll", "YamlDotNet.dll"], Files("net8.0/yaml"));
        Assert.Contains("YamlDotNet", File.ReadAllText(Path.Combine(Module, "THIRD-PARTY-NOTICES.txt")));
        Assert.Equal(["net8.0"], Directory.GetDirectories(Module, "yaml", SearchOption.AllDirectories)
            .Select(folder => Path.GetFileName(Path.GetDirectoryName(folder))));
    }

    [Fact]
    public void DesktopFolder_HoldsTheModuleAndWhatJsonNeeds()
    {
        string[] files = Files("net472");

        Assert.Contains("System.Text.Json.dll", files);
        Assert.All(files, file => Assert.EndsWith(".dll", file));
        string notices = File.ReadAllText(Path.Combine(Module, "THIRD-PARTY-NOTICES.txt"));
        Assert.All(files.Where(file => !file.StartsWith("Kandji.", StringComparison.Ordinal)),
            file => Assert.Contains(Path.GetFileNameWithoutExtension(file), notices));
        Assert.DoesNotContain("System.Management.Automation.dll", files);
        // Everything that one of them needs is there, or comes with .NET Framework 4.7.2.
        var needed = files.SelectMany(file => References(Path.Combine(Module, "net472", file))).Distinct()
            .Where(name => !files.Contains(name + ".dll"));
        Assert.Empty(
            needed.Except(
                ["mscorlib", "netstandard", "System", "System.Core", "System.Data", "System.Net.Http", "System.Numerics",
                    "System.Management.Automation", "System.Xml"]));
    }

    [Fact]
    public void CoreAssemblies_NeedOnlyWhatPowerShellBrings()
    {
        IEnumerable<string> needed = Files("net8.0").SelectMany(file => References(Path.Combine(Module, "net8.0", file))).Distinct();

        Assert.All(needed, name => Assert.True(
            name is "Kandji.Client" or "Kandji.Automation" or "System.Management.Automation" or "netstandard"
                || name.StartsWith("System.", StringComparison.Ordinal), $"{name} does not come with PowerShell 7."));
        Assert.DoesNotContain("Microsoft.Bcl.TimeProvider", needed);
    }

    private static bool IsRelease =>
        typeof(KandjiCmdlet).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration == "Release";

    private static Guid ModuleId(string assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    [Fact]
    public void Root_HoldsNoStrayFiles()
    {
        string[] known =
        [
            "Kandji.psd1", "Kandji.psm1", "Kandji.Views.psd1", "Kandji.Format.ps1xml", "Kandji.Tenants.Format.ps1xml",
            "Kandji.Types.ps1xml", "LICENSE", "THIRD-PARTY-NOTICES.txt", "Import-Desktop.ps1", "Stop-Import.ps1",
        ];

        Assert.Equal(known.Order(StringComparer.Ordinal), Files("").Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetDirectories(Module).Select(Path.GetFileName).Except(["net8.0", "net472", "en-US"]));
        string help = Path.Combine(Module, "en-US");
        if (Directory.Exists(help))
            Assert.All(Directory.GetFiles(help),
                file => Assert.True(file.EndsWith("-Help.xml", StringComparison.Ordinal)
                    || file.EndsWith(".help.txt", StringComparison.Ordinal), file));
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net472")]
    public void Assemblies_DoNotTellWhereTheyWereBuilt(string framework)
    {
        foreach (string file in Files(framework).Where(file => file.StartsWith("Kandji.", StringComparison.Ordinal)))
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(Module, framework, file));

            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root)) < 0, $"{file} names the folder it was built in.");
            string[] sources = SourcesIn(bytes);
            Assert.NotEmpty(sources);
            Assert.All(sources, source => Assert.StartsWith("/_/", source));
        }
    }

    // The names of the source files in the symbols of an assembly, which are compressed.
    private static string[] SourcesIn(byte[] assembly)
    {
        using var image = new PEReader(new MemoryStream(assembly));
        using MetadataReaderProvider symbols = image.ReadEmbeddedPortablePdbDebugDirectoryData(
            image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb));
        MetadataReader reader = symbols.GetMetadataReader();
        return reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)).ToArray();
    }

    private static IDictionary<string, object?> ReadManifest()
    {
        var ast = System.Management.Automation.Language.Parser.ParseFile(Repository.Manifest, out _, out var errors);
        Assert.Empty(errors);
        var table = (System.Collections.Hashtable)ast.Find(node => node is System.Management.Automation.Language.HashtableAst, false)
            .SafeGetValue();
        return table.Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => entry.Value);
    }

    private static string[] Files(string folder) =>
        Directory.GetFiles(Path.Combine(Module, folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToArray();

    private static IEnumerable<string> SourceFiles(string pattern) =>
        new[] { "", "src", "tests", "tools", "module", ".github", "benchmarks" }
            .Select(folder => Path.Combine(Repository.Root, folder))
            .Where(Directory.Exists)
            .SelectMany(
                folder => Directory.EnumerateFiles(folder, pattern,
                    folder == Path.Combine(Repository.Root, "") ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories))
            .Where(file => !file.Replace('\\', '/').Contains("/obj/") && !file.Replace('\\', '/').Contains("/bin/"));

    private static List<string> References(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToList();
    }
}
