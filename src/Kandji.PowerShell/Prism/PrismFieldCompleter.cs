using System.Collections;
using System.Management.Automation.Language;
using Kandji.Client.Prism;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Prism;

/// <summary>Completes the names of the properties that the rows of the category have.</summary>
internal sealed class PrismFieldCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string? given = fakeBoundParameters["Category"]?.ToString();
        Type rows = given is not null
            && Enum.TryParse(new string(given.Where(char.IsLetterOrDigit).ToArray()), ignoreCase: true, out PrismCategory category)
            ? PrismOperations.GetRowType(category)
            : typeof(PrismRow);
        return FieldNameMap.For(rows).Keys
            .Where(name => name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => new CompletionResult(name));
    }
}
