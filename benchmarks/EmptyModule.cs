using System.Management.Automation;
using System.Reflection;
using System.Reflection.Emit;

namespace Kandji.Benchmarks;

/// <summary>The floor of an import: a binary module with as many cmdlets as this one, which do nothing and have no parameters.</summary>
internal static class EmptyModule
{
    /// <summary>Writes the module.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <returns>Its manifest.</returns>
    public static string Write(string folder)
    {
        string[] nouns = [.. Enumerable.Range(1, CountCommands()).Select(i => $"Nothing{i}")];
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Empty") { Version = new Version(1, 0) }, typeof(object).Assembly);
        ModuleBuilder module = assembly.DefineDynamicModule("Empty");
        ConstructorInfo attribute = typeof(CmdletAttribute).GetConstructor([typeof(string), typeof(string)])!;
        foreach (string noun in nouns)
        {
            TypeBuilder cmdlet = module.DefineType("Get" + noun, TypeAttributes.Public | TypeAttributes.Sealed, typeof(PSCmdlet));
            cmdlet.SetCustomAttribute(new CustomAttributeBuilder(attribute, ["Get", noun]));
            cmdlet.DefineDefaultConstructor(MethodAttributes.Public);
            cmdlet.CreateType();
        }
        assembly.Save(Path.Combine(folder, "Empty.dll"));
        string manifest = Path.Combine(folder, "Empty.psd1");
        File.WriteAllText(manifest, $$"""
            @{
                RootModule        = 'Empty.dll'
                ModuleVersion     = '1.0'
                GUID              = '0d6a1f5c-7d0e-4c39-9b57-5f3a7a1f8f10'
                CmdletsToExport   = @({{string.Join(", ", nouns.Select(noun => $"'Get-{noun}'"))}})
                FunctionsToExport = @()
                VariablesToExport = @()
                AliasesToExport   = @()
            }
            """);
        return manifest;
    }

    private static int CountCommands() =>
        File.ReadLines(Engine.Manifest).SkipWhile(line => !line.Contains("CmdletsToExport")).Skip(1)
            .TakeWhile(line => line.Trim() != ")").Count();
}
