using System.Reflection;

namespace Kandji.PowerShell.Desktop;

/// <summary>
/// Finds the assemblies that the module ships. On .NET Framework each of them was compiled against some version of the others
/// (System.Memory asks for an older System.Runtime.CompilerServices.Unsafe than System.Text.Json does), and no configuration file of
/// ours stands beside powershell.exe to bring the versions together. A process may hold other versions of them too, loaded by other
/// modules: those are neither used nor disturbed.
/// </summary>
internal sealed class ModuleFolder(string path)
{
    private readonly string _path = Path.GetFullPath(path);

    /// <summary>
    /// The file in this folder that answers a request: the same assembly, by name and key, in the version asked for or a later one. Null
    /// when there is none, or when the one who asks is known and is none of ours.
    /// </summary>
    /// <param name="wanted">The requested assembly.</param>
    /// <param name="asker">
    /// The assembly that needs it; null when the runtime does not say, as for assemblies that were loaded from a path.
    /// </param>
    public string? Find(AssemblyName wanted, Assembly? asker)
    {
        if (wanted.Name is null || (asker is not null && !Holds(asker)))
            return null;
        string file = Path.Combine(_path, wanted.Name + ".dll");
        if (!File.Exists(file))
            return null;
        AssemblyName found = AssemblyName.GetAssemblyName(file);
        bool isSame = string.Equals(found.Name, wanted.Name, StringComparison.OrdinalIgnoreCase)
            && SameKey(found.GetPublicKeyToken(), wanted.GetPublicKeyToken());
        return isSame && (wanted.Version is null || found.Version >= wanted.Version) ? file : null;
    }

    private bool Holds(Assembly assembly) =>
        !assembly.IsDynamic
        && assembly.Location.Length > 0
        && string.Equals(Path.GetDirectoryName(Path.GetFullPath(assembly.Location)), _path, StringComparison.OrdinalIgnoreCase);

    private static bool SameKey(byte[]? one, byte[]? other) =>
        Convert.ToBase64String(one ?? []) == Convert.ToBase64String(other ?? []);
}
