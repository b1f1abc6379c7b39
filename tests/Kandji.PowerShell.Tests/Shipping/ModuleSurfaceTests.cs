using System.Text.RegularExpressions;

namespace Kandji.PowerShell.Tests.Shipping;

/// <summary>
/// Compares the public surface of the module with the committed list surface.txt, so that a command, parameter, property, value or error id
/// that scripts depend on does not change by accident.
/// </summary>
public sealed class ModuleSurfaceTests : CommandTests
{
    private protected override Task<PowerShellSession> StartAsync() => PowerShellSession.StartAsync();

    private const string Rewrite = "KANDJI_WRITE_SURFACE";

    private static readonly string ListPath = Path.Combine(Repository.Root, "tests", "Kandji.PowerShell.Tests", "Shipping", "surface.txt");

    [Fact]
    public async Task Surface_OfTheBuiltModule_IsAsListed()
    {
        IReadOnlyList<string> actual = ModuleSurface.Read(Shell);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            await File.WriteAllTextAsync(ListPath, string.Join("\n", actual) + "\n", TestContext.Current.CancellationToken);

        string[] listed = await File.ReadAllLinesAsync(ListPath, TestContext.Current.CancellationToken);

        string[] differences = [.. listed.Except(actual).Select(line => "- " + line), .. actual.Except(listed).Select(line => "+ " + line)];
        Assert.True(differences.Length == 0, $"""
            The public surface of the module is not that of tests/Kandji.PowerShell.Tests/Shipping/surface.txt:
            {string.Join("\n", differences.OrderBy(line => line[2..], StringComparer.Ordinal))}
            If the change is intended, write the list anew and commit it, with a line in CHANGELOG.md:
            {Rewrite}=1 dotnet test --project tests/Kandji.PowerShell.Tests --filter-class '*{nameof(ModuleSurfaceTests)}'
            """);
        Assert.Equal(actual, listed);
    }

    [Fact]
    public void ErrorIds_ReadFromTheAssemblies_AreThoseInTheSource()
    {
        string source = string.Join("\n",
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Kandji.PowerShell"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Where(
                line => !line.Contains("[Cmdlet(", StringComparison.Ordinal)
                    && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        string[] written = Regex.Matches(source, "\"(Kandji[A-Z]\\w*)\"").Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(written);
        Assert.Empty(written.Except(ModuleSurface.ErrorIds()));
        // An id that is put together from parts would be in no list. The one that is, is listed by its kinds.
        Assert.Single(Regex.Matches(source, @"""Kandji""\s*\+|\$""Kandji\{"));
    }
}
