namespace Kandji.PowerShell.Tests.Engine;

/// <summary>Where the repository's files are, seen from a test.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Kandji.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The manifest that the build left.</summary>
    public static string Manifest { get; } = Path.Combine(Root, "out", "Kandji", "Kandji.psd1");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kandji.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("These tests run from within the repository.");
    }
}
