namespace Kandji.Pester.Tests;

/// <summary>The result of one test of the suite.</summary>
/// <param name="Name">The names of its blocks and its own, as they read with the test's data.</param>
/// <param name="Result">Passed, Failed, Skipped, or one of Pester's rarer words.</param>
/// <param name="Message">The errors, and where they came from. Empty if there were none.</param>
public sealed record PesterResult(string Name, string Result, string Message)
{
    public override string ToString() => Name;
}
