using Kandji.PowerShell.Tests.Engine;

namespace Kandji.Pester.Tests;

/// <summary>Nothing that goes wrong in a Pester run is lost on its way here.</summary>
public sealed class PesterSuiteTests
{
    [Fact]
    public async Task Run_ReportsEveryTest_AndWhateverElseFails()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Tests.Tests.ps1", """
            Describe 'Numbers' {
                It '<_> is small' -ForEach 1, 2 { $_ | Should -BeLessThan 2 -Because 'small is below two' }
                It 'is left out' -Skip { throw 'never' }
            }
            """);
        folder.Write("Blocks.Tests.ps1", """
            Describe 'A block that cannot begin' {
                BeforeAll { throw 'no beginning' }
                It 'is not reached' { 1 | Should -Be 1 }
            }
            Describe 'A block that cannot end' {
                AfterAll { throw 'no end' }
                It 'is reached' { 1 | Should -Be 1 }
            }
            """);
        folder.Write("Discovery.Tests.ps1", "throw 'no tests to be found'");

        IReadOnlyList<PesterResult> results = await PesterSuite.RunAsync(folder.Path);

        Assert.Equal("Passed", Named(results, "Numbers.1 is small").Result);
        Assert.Equal("Skipped", Named(results, "Numbers.is left out").Result);
        Assert.Equal("Passed", Named(results, "A block that cannot end.is reached").Result);
        Assert.Equal("Failed", Named(results, "A block that cannot begin.is not reached").Result);
        PesterResult failed = Named(results, "Numbers.2 is small");
        Assert.Equal("Failed", failed.Result);
        Assert.Contains("because small is below two", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Tests.Tests.ps1", failed.Message, StringComparison.Ordinal);
        foreach (string message in new[] { "no beginning", "no end", "no tests to be found" })
            Assert.Contains(results, result => result.Result == "Failed" && result.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ThatFindsNoTests_IsAnError()
    {
        using var folder = new TemporaryFolder();

        await Assert.ThrowsAsync<InvalidOperationException>(() => PesterSuite.RunAsync(folder.Path));
    }

    private static PesterResult Named(IReadOnlyList<PesterResult> results, string name) => results.Single(result => result.Name == name);
}
