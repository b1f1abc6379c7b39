using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Errors;

/// <summary>
/// An error about one object that the module itself found, with an id and a category of its own. Its message may repeat a name, which may
/// hold anything, and is shown on a terminal.
/// </summary>
/// <param name="id">The id, as scripts match it.</param>
/// <param name="category">The category.</param>
/// <param name="message">The description of the failure.</param>
/// <param name="candidates">The objects to choose from, each on a line of its own after the message.</param>
/// <param name="advice">The advice on what to do next, on a line of its own after the candidates.</param>
internal sealed class ObjectException(
    string id, ErrorCategory category, string message, IEnumerable<string>? candidates = null, string advice = "")
    : Exception(Join(message, candidates, advice))
{
    public string Id { get; } = id;

    public ErrorCategory Category { get; } = category;

    /// <summary>The target object of the failure, if it is known here.</summary>
    public object? Target { get; init; }

    // Each part by itself: a line break within a name is no line of the error's.
    private static string Join(string message, IEnumerable<string>? candidates, string advice) =>
        string.Join("\n  ", new[] { message }.Concat(candidates ?? []).Select(DisplayText.Sanitize))
        + (advice.Length == 0 ? "" : "\n" + DisplayText.Sanitize(advice));
}
