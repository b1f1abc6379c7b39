namespace Kandji.Automation.Configuration.Documents;

/// <summary>A key of an info document with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Line">The line of the key, from 1.</param>
/// <param name="Start">The position of the key's first character.</param>
/// <param name="Value">The value.</param>
internal sealed record InfoEntry(string Key, int Line, int Start, InfoNode Value);
