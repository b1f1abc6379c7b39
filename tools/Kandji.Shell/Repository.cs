using System.Reflection;

namespace Kandji.Shell;

/// <summary>The repository that this program was built in.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Kandji.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release. The rest is built as this program is.</summary>
    public static string Configuration { get; } =
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kandji.sln")))
                return folder.FullName;
        }
        throw new PreparationException("This program builds what it shows, and so runs from within the repository.");
    }
}
