using System.Collections;
using System.Management.Automation.Language;

namespace Kandji.PowerShell.Completion;

/// <summary>Completes to spans before now, which every parameter that takes a time takes.</summary>
internal sealed class TimeCompleter : IArgumentCompleter
{
    private static readonly (string Span, string Meaning)[] Spans =
    [
        ("30m", "30 minutes ago"), ("1h", "an hour ago"), ("12h", "12 hours ago"), ("1d", "a day ago"), ("7d", "7 days ago"),
        ("2w", "2 weeks ago"), ("30d", "30 days ago"), ("60d", "60 days ago"), ("90d", "90 days ago"), ("180d", "180 days ago"),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        return Spans.Where(one => one.Span.StartsWith(typed, System.StringComparison.OrdinalIgnoreCase))
            .Select(one => new CompletionResult(one.Span, one.Span, CompletionResultType.ParameterValue, one.Meaning));
    }
}
