using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kandji.Pack;

/// <summary>The built module as its packages: a zip to unpack into a module path, and a package for the PowerShell Gallery.</summary>
internal sealed partial class ModulePackage
{
    // The gallery refuses more.
    private const int LongestTags = 4000;

    private const string Help = "en-US/Kandji.PowerShell.dll-Help.xml";

    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Changelog _changelog;
    private readonly Uri? _projectUri;

    /// <summary>Collects the module's files.</summary>
    /// <param name="folder">The built module.</param>
    /// <param name="changelog">The text of CHANGELOG.md, whose part about this version becomes the release notes.</param>
    /// <param name="projectUri">The project's page, when there is one to name.</param>
    /// <exception cref="PackException">A file is there that does not belong, or one that belongs is not.</exception>
    public ModulePackage(string folder, string changelog, Uri? projectUri = null)
    {
        Folder = folder;
        if (!Directory.Exists(folder))
            throw new PackException($"There is no module in {folder}.");
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (!Belongs().IsMatch(name))
                throw new PackException($"{name} is no part of the module. Delete out/ and build again.");
            _files.Add(name, File.ReadAllBytes(file));
        }
        foreach (string needed in new[]
        {
            "Kandji.psd1", "Kandji.psm1", "Kandji.Views.psd1", "Kandji.Types.ps1xml", "Kandji.Format.ps1xml",
            "Kandji.Tenants.Format.ps1xml", "Import-Desktop.ps1", "Stop-Import.ps1", "LICENSE",
            "net8.0/Kandji.PowerShell.dll", "net472/Kandji.PowerShell.dll",
            "net472/System.Text.Json.dll", "net8.0/yaml/Kandji.Yaml.dll", "net8.0/yaml/YamlDotNet.dll", Help,
        })
        {
            if (!_files.ContainsKey(needed))
                throw new PackException($"{needed} is missing from {folder}.");
        }

        string manifest = Encoding.UTF8.GetString(_files["Kandji.psd1"]).TrimStart('\uFEFF');
        _changelog = new Changelog(changelog, new ModuleManifest(manifest).PackageVersion);
        _projectUri = projectUri;
        manifest = WithReleaseNotes(manifest);
        // Windows PowerShell takes a file without a mark for one in the code page of the machine.
        _files["Kandji.psd1"] = Encoding.UTF8.GetBytes(Ascii.IsValid(manifest) ? manifest : '\uFEFF' + manifest);
        Manifest = new ModuleManifest(manifest);

        // The pages of a release are those of its tag, which do not change; what is not released yet has none.
        CommandPages = projectUri is null ? null
            : OnlineHelp.GetPageAddress(projectUri, _changelog.Date is null ? "main" : "v" + Manifest.PackageVersion);
        if (CommandPages is not null)
            _files[Help] = OnlineHelp.WithLinks(_files[Help], CommandPages);
    }

    /// <summary>The built module.</summary>
    public string Folder { get; }

    /// <summary>The manifest as it is packed.</summary>
    public ModuleManifest Manifest { get; }

    /// <summary>The address of the folder with each command's page, which Get-Help -Online opens; null when it is not known.</summary>
    public string? CommandPages { get; }

    /// <summary>The date that the packages' files bear: the day of the release, so that it says nothing about who packed when.</summary>
    public DateTime Date => _changelog.Date ?? ReproducibleZip.FirstDay;

    /// <summary>A folder Kandji/VERSION, as it lies in a module path.</summary>
    public byte[] ToZip() =>
        ReproducibleZip.Create(_files.Select(file => KeyValuePair.Create($"Kandji/{Manifest.Version}/{file.Key}", file.Value)), Date);

    /// <summary>The package that the PowerShell Gallery takes, with tags by which it finds each command.</summary>
    public byte[] ToGalleryPackage()
    {
        var parts = new Dictionary<string, byte[]>(_files)
        {
            ["Kandji.nuspec"] = Xml(Nuspec()),
            ["_rels/.rels"] = Xml(Relationships()),
            ["[Content_Types].xml"] = Xml(ContentTypes()),
        };
        return ReproducibleZip.Create(parts, Date);
    }

    // The manifest of the repository says 'See CHANGELOG.md.', which nobody has who installs from a gallery.
    private string WithReleaseNotes(string manifest)
    {
        string notes = _changelog.Notes.Length > 0 ? _changelog.Notes : "See CHANGELOG.md.";
        string link = _projectUri is null ? "" : $"ProjectUri   = {Quoted(_projectUri.AbsoluteUri)}\n            ";
        MatchCollection found = ReleaseNotesLine().Matches(manifest);
        return found.Count == 1
            ? manifest.Remove(found[0].Index, found[0].Length).Insert(found[0].Index, link + "ReleaseNotes = " + Quoted(notes))
            : throw new PackException("Kandji.psd1 needs one line ReleaseNotes = '...'.");
    }

    // PowerShell takes typographic quotes for quotes, too.
    private static string Quoted(string text) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";

    private XDocument Nuspec()
    {
        XNamespace ns = "http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd";
        return new XDocument(new XElement(ns + "package", new XElement(ns + "metadata",
            new XElement(ns + "id", "Kandji"),
            new XElement(ns + "version", Manifest.PackageVersion),
            new XElement(ns + "authors", Manifest.Author),
            new XElement(ns + "owners", Manifest.Author),
            new XElement(ns + "requireLicenseAcceptance", "false"),
            new XElement(ns + "licenseUrl", Manifest.LicenseUri),
            _projectUri is null ? null : new XElement(ns + "projectUrl", _projectUri.AbsoluteUri),
            new XElement(ns + "description", Manifest.Description),
            new XElement(ns + "releaseNotes", _changelog.Notes),
            new XElement(ns + "copyright", Manifest.Copyright),
            new XElement(ns + "tags", string.Join(' ', Tags())))));
    }

    // Find-Command looks for PSCommand_; the others are for people who filter by kind, and go when there are too many commands.
    private List<string> Tags()
    {
        List<string> tags = [.. Manifest.Tags, "PSModule", "PSIncludes_Cmdlet", .. Manifest.Cmdlets.Select(name => "PSCommand_" + name)];
        var kinds = Manifest.Cmdlets.Select(name => "PSCmdlet_" + name).ToList();
        if (string.Join(' ', tags.Concat(kinds)).Length <= LongestTags)
            tags.AddRange(kinds);
        int length = string.Join(' ', tags).Length;
        return length <= LongestTags ? tags
            : throw new PackException($"The tags are {length} characters long; the gallery takes {LongestTags}.");
    }

    private static XDocument Relationships()
    {
        XNamespace ns = "http://schemas.openxmlformats.org/package/2006/relationships";
        return new XDocument(new XElement(ns + "Relationships", new XElement(ns + "Relationship",
            new XAttribute("Type", "http://schemas.microsoft.com/packaging/2010/07/manifest"),
            new XAttribute("Target", "/Kandji.nuspec"),
            new XAttribute("Id", "R1"))));
    }

    private XDocument ContentTypes()
    {
        XNamespace ns = "http://schemas.openxmlformats.org/package/2006/content-types";
        IEnumerable<XElement> extensions = _files.Keys.Append("a.nuspec").Select(name => Path.GetExtension(name).TrimStart('.'))
            .Where(extension => extension.Length > 0)
            .Distinct().Order(StringComparer.Ordinal)
            .Select(
                extension => new XElement(
                    ns + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", "application/octet")));
        IEnumerable<XElement> without = _files.Keys.Where(name => Path.GetExtension(name).Length == 0)
            .Select(
                name => new XElement(
                    ns + "Override", new XAttribute("PartName", "/" + name), new XAttribute("ContentType", "application/octet")));
        return new XDocument(new XElement(ns + "Types",
            new XElement(ns + "Default", new XAttribute("Extension", "rels"),
                new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
            extensions,
            without));
    }

    private static byte[] Xml(XDocument document) =>
        Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + document.ToString(SaveOptions.DisableFormatting) + "\n");

    [GeneratedRegex(
        @"^(Kandji\.(psd1|psm1|Views\.psd1|((Tenants\.)?Format|Types)\.ps1xml)|(Import-Desktop|Stop-Import)\.ps1"
        + @"|LICENSE|THIRD-PARTY-NOTICES\.txt"
        + @"|net8\.0/((linux|win)-x64/|osx-arm64/)?Kandji\.(Automation|Client|PowerShell)\.dll"
        + @"|net8\.0/yaml/(Kandji\.Yaml|YamlDotNet)\.dll|net472/[A-Za-z.]+\.dll"
        + @"|en-US/(Kandji\.PowerShell\.dll-Help\.xml|about_\w+\.help\.txt))\z")]
    private static partial Regex Belongs();

    [GeneratedRegex(@"(?<=^\s*)ReleaseNotes\s*=\s*'(?:[^']|'')*'", RegexOptions.Multiline)]
    private static partial Regex ReleaseNotesLine();
}
