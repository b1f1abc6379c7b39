using System.Collections;
using System.Management.Automation.Language;
using Kandji.PowerShell.Completion;

namespace Kandji.PowerShell.Devices;

/// <summary>Completes the types of library items that are known. The service has others.</summary>
internal sealed class LibraryItemTypeCompleter : IArgumentCompleter
{
    private static readonly Suggestion[] Known =
        new[] { "AppStoreApp", "AutomaticApp", "CustomApp", "CustomScript", "Profile" }.Select(type => new Suggestion(type)).ToArray();

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Results(Known, wordToComplete);
}
