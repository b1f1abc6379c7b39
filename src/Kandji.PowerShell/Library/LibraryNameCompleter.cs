using System.Collections;
using System.Management.Automation.Language;
using Kandji.Client.Library;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Library;

/// <summary>
/// Completes to the names of what the command is about: scripts for Get-KandjiCustomScript, apps for Get-KandjiCustomApp.
/// </summary>
internal sealed class LibraryNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        TenantCompleter completer = commandName.Substring(commandName.IndexOf('-') + 1).ToUpperInvariant() switch
        {
            "KANDJICUSTOMSCRIPT" => new LibraryKindCompleter<CustomScript>(),
            "KANDJICUSTOMPROFILE" => new LibraryKindCompleter<CustomProfile>(),
            "KANDJICUSTOMAPP" => new LibraryKindCompleter<CustomApp>(),
            "KANDJIINHOUSEAPP" => new LibraryKindCompleter<InHouseApp>(),
            _ => new LibraryItemCompleter(),
        };
        return completer.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters);
    }
}
