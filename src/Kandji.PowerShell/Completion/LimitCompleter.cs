namespace Kandji.PowerShell.Completion;

/// <summary>Completes to limits of what may go wrong.</summary>
internal sealed class LimitCompleter() : ShareCompleter(["1", "1%", "2%", "5%", "10%", "20%", "30%"]);
