using System.Collections;
using System.Management.Automation.Language;

namespace Kandji.Pack;

/// <summary>The module's manifest, read as PowerShell reads it.</summary>
internal sealed class ModuleManifest
{
    private readonly Hashtable _manifest;

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="PackException">It is no manifest.</exception>
    public ModuleManifest(string text)
    {
        Ast ast = Parser.ParseInput(text, out _, out ParseError[] errors);
        _manifest =
            errors.Length == 0 && ast.Find(node => node is HashtableAst, searchNestedScriptBlocks: false)?.SafeGetValue() is Hashtable table
            ? table
            : throw new PackException("Kandji.psd1 is no manifest. " + string.Join(" ", errors.Select(error => error.Message)));
    }

    /// <summary>The version of the module: three numbers.</summary>
    public string Version => Text(_manifest, "ModuleVersion");

    /// <summary>The version as package galleries write it: with the name of the prerelease, if it is one.</summary>
    public string PackageVersion => Data["Prerelease"] is string { Length: > 0 } prerelease ? Version + "-" + prerelease : Version;

    public string Author => Text(_manifest, "Author");

    public string Copyright => Text(_manifest, "Copyright");

    public string Description => Text(_manifest, "Description");

    public string LicenseUri => Text(Data, "LicenseUri");

    public string[] Tags => List(Data, "Tags");

    public string[] Cmdlets => List(_manifest, "CmdletsToExport");

    private Hashtable Data => (Hashtable)((Hashtable)_manifest["PrivateData"]!)["PSData"]!;

    private static string Text(Hashtable table, string key) =>
        table[key] as string ?? throw new PackException($"Kandji.psd1 has no {key}.");

    private static string[] List(Hashtable table, string key) =>
        ((IEnumerable?)table[key] ?? throw new PackException($"Kandji.psd1 has no {key}.")).Cast<string>().ToArray();
}
