#if NET8_0_OR_GREATER
using System.Reflection;
using System.Runtime.Loader;
#endif

namespace Kandji.Automation.Configuration.Documents;

/// <summary>
/// Reads YAML. The library for it is loaded when the first YAML file is read, in a load context of its own: whatever version of it another
/// module has brought, neither meets the other.
/// </summary>
internal static class YamlLibrary
{
    /// <summary>The reason why YAML cannot be read on this edition of PowerShell.</summary>
    public const string NeedsPowerShell7 = "YAML needs PowerShell 7. Use it, or change the file to a property list or JSON.";

#if NET8_0_OR_GREATER
    private static readonly Lazy<IInfoParser> Loaded = new(Load);

    /// <summary>The parser.</summary>
    /// <exception cref="InfoSyntaxException">There is none here.</exception>
    public static IInfoParser Parser => Loaded.Value;

    private static IInfoParser Load()
    {
        string file = ModuleFiles.Find(Path.Combine("yaml", "Kandji.Yaml.dll"));
        var context = new FolderLoadContext(Path.GetDirectoryName(file)!);
        Assembly assembly = context.LoadFromAssemblyPath(file);
        return (IInfoParser)Activator.CreateInstance(assembly.GetType("Kandji.Yaml.YamlInfoParser", throwOnError: true)!)!;
    }

    // Assemblies in the folder are loaded from there; this assembly is the one that is loaded; the rest is the runtime's.
    private sealed class FolderLoadContext(string folder) : AssemblyLoadContext("Kandji.Yaml")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (assemblyName.Name == typeof(YamlLibrary).Assembly.GetName().Name)
                return typeof(YamlLibrary).Assembly;
            string file = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
        }
    }
#else
    /// <summary>The parser.</summary>
    /// <exception cref="InfoSyntaxException">There is none here.</exception>
    public static IInfoParser Parser => throw new InfoSyntaxException(NeedsPowerShell7);
#endif
}
