using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using Kandji.Pack;

// Packs what was built: the module for the PowerShell Gallery and as a zip, and the client as a NuGet library.
const string usage = """
    Makes the packages, with the same bytes every time.

      dotnet run -c Release --project tools/Kandji.Pack [-- --output FOLDER] [--project-uri URL]

      --output FOLDER      where the packages go (artifacts)
      --project-uri URL    the project's page, for the galleries (none). One of the form https://HOST/OWNER/NAME
                           is taken for a GitHub project's: Get-Help COMMAND -Online then opens
                           URL/blob/TAG/docs/commands/COMMAND.md, where TAG is that of the version, as v1.2.3,
                           or main for a version to which CHANGELOG.md gives no date.
    """;

string root = RepositoryRoot();
string output = Path.Combine(root, "artifacts");
Uri? projectUri = null;
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--output" when i + 1 < args.Length:
            output = Path.GetFullPath(args[++i]);
            break;
        case "--project-uri" when i + 1 < args.Length && Uri.TryCreate(args[i + 1], UriKind.Absolute, out projectUri):
            i++;
            break;
        default:
            Console.Error.WriteLine(usage);
            return 2;
    }
}

try
{
    var module = new ModulePackage(Path.Combine(root, "out", "Kandji"), File.ReadAllText(Path.Combine(root, "CHANGELOG.md")), projectUri);
    RequireRelease(module);
    Directory.CreateDirectory(output);
    string version = module.Manifest.PackageVersion;
    if (projectUri is not null && module.CommandPages is null)
        Console.Error.WriteLine($"{projectUri} is not of the form https://HOST/OWNER/NAME: Get-Help -Online will open nothing.");
    Write($"Kandji.{version}.zip", module.ToZip);
    Write($"Kandji.{version}.nupkg", module.ToGalleryPackage);
    Write($"Kandji.Client.{version}.nupkg", PackLibrary(version, module.Date));
    return 0;
}
catch (PackException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

// Everything is made twice: what is not the same both times is not written.
void Write(string name, Func<byte[]> make)
{
    byte[] bytes = make();
    if (!bytes.AsSpan().SequenceEqual(make()))
        throw new PackException($"{name} came out differently the second time.");
    File.WriteAllBytes(Path.Combine(output, name), bytes);
    Console.WriteLine($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {name}");
}

// NuGet's own packing, but for the times that it writes beside the files.
Func<byte[]> PackLibrary(string version, DateTime date) => () =>
{
    string folder = Directory.CreateTempSubdirectory("kandji-pack-").FullName;
    try
    {
        string[] arguments = ["pack", Path.Combine(root, "src", "Kandji.Client"), "-c", "Release", "--no-build", "-v", "q", "-o", folder];
        if (projectUri is not null)
            arguments = [.. arguments, "-p:PackageProjectUrl=" + projectUri];
        using Process dotnet = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string said = dotnet.StandardOutput.ReadToEnd();
        dotnet.WaitForExit();
        if (dotnet.ExitCode != 0)
            throw new PackException("dotnet pack failed:\n" + said);
        return ReproducibleZip.Again(Path.Combine(folder, $"Kandji.Client.{version}.nupkg"), date);
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
};

static void RequireRelease(ModulePackage module)
{
    string file = Path.Combine(module.Folder, "net8.0", "Kandji.PowerShell.dll");
    string? configuration = Assembly.LoadFrom(file).GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration;
    if (configuration != "Release")
        throw new PackException($"{file} is a {configuration} build. Use: dotnet run -c Release --project tools/Kandji.Pack");
    foreach (string platform in new[] { "linux-x64", "win-x64", "osx-arm64" })
    {
        if (!File.Exists(Path.Combine(module.Folder, "net8.0", platform, "Kandji.PowerShell.dll")))
            throw new PackException($"Nothing is compiled for {platform}. Delete out/ and build again.");
    }
}

static string RepositoryRoot()
{
    for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "Kandji.sln")))
            return folder.FullName;
    }
    throw new DirectoryNotFoundException("This runs from within the repository.");
}
