namespace Kandji.PowerShell.Completion;

/// <summary>Completes to parts of a plan.</summary>
internal sealed class WaveCompleter() : ShareCompleter(["1", "10%", "25%", "50%", "100%"]);
