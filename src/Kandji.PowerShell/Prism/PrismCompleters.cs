using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using Kandji.Client.Prism;
using Kandji.PowerShell.Pipeline;

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

/// <summary>Completes the names of the properties that the rows of the category have.</summary>
internal sealed class PrismFieldCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string? given = fakeBoundParameters["Category"]?.ToString();
        Type rows = given is not null && Enum.TryParse(new string(given.Where(char.IsLetterOrDigit).ToArray()), ignoreCase: true, out PrismCategory category)
            ? PrismOperations.RowTypeOf(category)
            : typeof(PrismRow);
        return FieldNames.Of(rows).Keys
            .Where(name => name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => new CompletionResult(name));
    }
}
