using System.Collections;
using System.Management.Automation.Language;
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
            "KANDJICUSTOMSCRIPT" => new CustomScriptCompleter(),
            "KANDJICUSTOMPROFILE" => new CustomProfileCompleter(),
            "KANDJICUSTOMAPP" => new CustomAppCompleter(),
            "KANDJIINHOUSEAPP" => new InHouseAppCompleter(),
            _ => new LibraryItemCompleter(),
        };
        return completer.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters);
    }
}
