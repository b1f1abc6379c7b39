namespace Kandji.PowerShell.Health;

/// <summary>An entry of a table of a policy file.</summary>
/// <param name="Key">The key.</param>
/// <param name="Line">The line of the key.</param>
/// <param name="Node">The value.</param>
internal sealed record PolicyEntry(string Key, int Line, PolicyNode Node);
