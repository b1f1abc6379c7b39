namespace Kandji.PowerShell.Health;

/// <summary>Something in a policy file that cannot be used.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">A sentence, or two.</param>
internal sealed record PolicyProblem(int Line, string Message);
