using System.Collections;
using System.Management.Automation.Language;

namespace Kandji.PowerShell.Prism;

/// <summary>Completes the families of devices that Prism knows.</summary>
internal sealed class DeviceFamilyCompleter : IArgumentCompleter
{
    internal static readonly string[] Families = ["Mac", "iPhone", "iPad", "tvOS"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Families
            .Where(family => family.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(family => new CompletionResult(family));
}
