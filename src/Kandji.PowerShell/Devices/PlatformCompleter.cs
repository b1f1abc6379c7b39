using System.Collections;
using System.Management.Automation.Language;

namespace Kandji.PowerShell.Devices;

/// <summary>Completes the names of platforms.</summary>
internal sealed class PlatformCompleter : IArgumentCompleter
{
    internal static readonly string[] Platforms = ["Mac", "iPhone", "iPad", "AppleTV", "Windows", "Android"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Platforms
            .Where(platform => platform.StartsWith(wordToComplete.Trim('\'', '"'), System.StringComparison.OrdinalIgnoreCase))
            .Select(platform => new CompletionResult(platform));
}
