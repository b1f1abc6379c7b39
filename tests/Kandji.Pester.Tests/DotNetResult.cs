namespace Kandji.Pester.Tests;

/// <summary>The outcome of a command that ended.</summary>
/// <param name="ExitCode">The exit code; 0 stands for success.</param>
/// <param name="Output">The standard output.</param>
/// <param name="Error">The standard error.</param>
internal sealed record DotNetResult(int ExitCode, string Output, string Error);
