namespace Kandji.Automation;

/// <summary>Finds files that ship with the assemblies, which lie in a folder for their framework or, in that, for a platform.</summary>
internal static class ModuleFiles
{
    // Of a module: the platform's folder, the framework's, the module's own.
    private const int MaxFolders = 3;

    /// <summary>
    /// The path of a file, beside the assemblies or in a folder above theirs; where there is none, where it would be beside them.
    /// </summary>
    /// <param name="name">The name, or the path from such a folder.</param>
    public static string Find(string name)
    {
        string beside = Path.GetDirectoryName(typeof(ModuleFiles).Assembly.Location)!;
        string? folder = beside;
        for (int i = 0; i < MaxFolders && folder is not null; i++, folder = Path.GetDirectoryName(folder))
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path))
                return path;
        }
        return Path.Combine(beside, name);
    }
}
