namespace Kandji.Pester.Tests;

/// <summary>
/// The suite in tests/Pester, each of its tests as one here. The data of the theory are the results of a run, so that they are made when
/// the theory runs and not when tests are listed.
/// </summary>
public sealed class PesterTests
{
    public static async Task<IEnumerable<TheoryDataRow<PesterResult>>> Suite() =>
        (await PesterSuite.RunAsync(PesterSuite.Folder)).Select(ToRow);

    [Theory]
    [MemberData(nameof(Suite), DisableDiscoveryEnumeration = true)]
    public void Pester(PesterResult test)
    {
        if (test.Result != "Passed")
            Assert.Fail($"{test.Result}: {test.Message}");
    }

    private static TheoryDataRow<PesterResult> ToRow(PesterResult test) => new(test)
    {
        TestDisplayName = "Pester: " + test.Name,
        Label = "",
        Skip = test.Result == "Skipped" ? "It is skipped on this edition or version of PowerShell." : null,
    };
}
