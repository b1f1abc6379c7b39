using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Errors;

/// <summary>
/// An error about one object that the module itself found, with an id and a category of its own. Its message may repeat a name, which may
/// hold anything, and is shown on a terminal.
/// </summary>
internal sealed class ObjectException(string id, ErrorCategory category, string message) : Exception(DisplayText.Sanitize(message))
{
    public string Id { get; } = id;

    public ErrorCategory Category { get; } = category;

    /// <summary>The target object of the failure, if it is known here.</summary>
    public object? Target { get; init; }
}
