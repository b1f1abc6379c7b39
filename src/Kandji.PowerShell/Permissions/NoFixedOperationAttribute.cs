namespace Kandji.PowerShell.Permissions;

/// <summary>Says of a cmdlet why it names no operation: because it sends nothing, or because the caller chooses.</summary>
/// <param name="reason">A sentence for the help.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NoFixedOperationAttribute(string reason) : Attribute
{
    /// <summary>A sentence for the help.</summary>
    public string Reason { get; } = reason;
}
