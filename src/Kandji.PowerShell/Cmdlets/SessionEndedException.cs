namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// Ends a command's part in one tenant, whose session cannot go on, or from which no more is wanted. Its messages were written before.
/// </summary>
internal sealed class SessionEndedException(ErrorRecord? record) : Exception(record?.Exception.Message)
{
    /// <summary>The error that ended it; null when there was none.</summary>
    public ErrorRecord? ErrorRecord { get; } = record;
}
