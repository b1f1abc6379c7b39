using System.Collections.ObjectModel;
using System.Management.Automation.Language;

namespace Kandji.PowerShell.Health;

/// <summary>
/// Reads the text of a policy file, a PowerShell data file, through PowerShell's parser. Nothing in it is run: it may have tables, lists,
/// text without variables, numbers, $true, $false and $null, and anything else is a problem.
/// </summary>
internal sealed class PolicyParser
{
    private readonly List<PolicyProblem> _problems = [];

    private PolicyParser()
    {
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="problems">Everything that cannot be used.</param>
    /// <returns>The table of the file; null where there is none.</returns>
    public static PolicyNode? Parse(string text, out IReadOnlyList<PolicyProblem> problems)
    {
        ScriptBlockAst script = Parser.ParseInput(text, out _, out ParseError[] errors);
        var parser = new PolicyParser();
        problems = parser._problems;
        foreach (ParseError error in errors)
            parser._problems.Add(new PolicyProblem(error.Extent.StartLineNumber, error.Message));
        return errors.Length > 0 ? null : parser.ReadFile(script);
    }

    private PolicyNode? ReadFile(ScriptBlockAst script)
    {
        ReadOnlyCollection<StatementAst>? statements = script.EndBlock?.Statements;
        bool isData = script is { ParamBlock: null, BeginBlock: null, ProcessBlock: null, DynamicParamBlock: null }
            && script.UsingStatements.Count == 0 && script.EndBlock?.Traps is null or { Count: 0 };
        if (!isData || statements is not [var only] || Expression(only) is not HashtableAst table)
        {
            _problems.Add(new PolicyProblem(
                statements is { Count: > 0 } ? Line(statements[0]) : 1, "A policy is one table and nothing else: @{ Schema = 1 ... }."));
            return null;
        }
        return ReadTable(table);
    }

    private PolicyNode ReadTable(HashtableAst table)
    {
        var entries = new List<PolicyEntry>();
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((ExpressionAst key, StatementAst value) in table.KeyValuePairs.Select(pair => (pair.Item1, pair.Item2)))
        {
            if (key is not ConstantExpressionAst { Value: { } name })
            {
                _problems.Add(new PolicyProblem(
                    Line(key), $"A key has to be a word, or text in quotes, and '{Shorten(key.Extent.Text)}' is neither."));
                continue;
            }
            string text = LanguagePrimitives.ConvertTo<string>(name);
            if (!known.Add(text))
                _problems.Add(new PolicyProblem(Line(key), $"The key '{text}' is there twice."));
            entries.Add(new PolicyEntry(text, Line(key), Read(Expression(value), value)));
        }
        return PolicyNode.FromTable(entries, Line(table));
    }

    private PolicyNode Read(ExpressionAst? expression, Ast place)
    {
        int line = Line(place);
        switch (expression)
        {
            case HashtableAst table:
                return ReadTable(table);
            case ArrayExpressionAst array:
                return PolicyNode.FromList(array.SubExpression.Statements.SelectMany(ReadItems).ToList(), line);
            case ArrayLiteralAst array:
                return PolicyNode.FromList(array.Elements.Select(element => Read(element, element)).ToList(), line);
            case ParenExpressionAst { Pipeline: PipelineBaseAst inner }:
                return Read(Expression(inner), inner);
            case ConstantExpressionAst constant:
                return PolicyNode.FromValue(constant.Value, line);
            case VariableExpressionAst { VariablePath.UserPath: { } name } when Constants.TryGetValue(name, out object? value):
                return PolicyNode.FromValue(value, line);
            case UnaryExpressionAst { TokenKind: TokenKind.Minus, Child: ConstantExpressionAst { Value: int number } }:
                return PolicyNode.FromValue(-number, line);
            default:
                _problems.Add(new PolicyProblem(line, Refuse(expression, place)));
                return PolicyNode.FromValue(null, line);
        }
    }

    // @( 1, 2 ) is one statement that is a list; one item on each line is a statement each.
    private IEnumerable<PolicyNode> ReadItems(StatementAst statement)
    {
        PolicyNode item = Read(Expression(statement), statement);
        return Expression(statement) is ArrayLiteralAst ? item.List! : [item];
    }

    private static readonly Dictionary<string, object?> Constants = new(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = true,
        ["false"] = false,
        ["null"] = null,
    };

    private static string Refuse(ExpressionAst? expression, Ast place) => expression switch
    {
        ScriptBlockExpressionAst => "A policy is data: a script block is not allowed in it.",
        ExpandableStringExpressionAst => "Text with variables is not allowed in a policy. Write it in single quotes.",
        VariableExpressionAst variable => $"The variable ${variable.VariablePath.UserPath} is not allowed in a policy, only $true, $false "
            + "and $null.",
        _ => $"'{Shorten(place.Extent.Text)}' is not a value. A policy has tables, lists, text in quotes, numbers, $true, $false and "
            + "$null.",
    };

    private static string Shorten(string text)
    {
        const int most = 60;
        text = text.Split('\n')[0].TrimEnd();
        return text.Length <= most ? text : text.Substring(0, most) + "...";
    }

    private static ExpressionAst? Expression(Ast statement) => statement switch
    {
        PipelineAst { PipelineElements: [CommandExpressionAst { Redirections.Count: 0 } only] } => only.Expression,
        CommandExpressionAst { Redirections.Count: 0 } only => only.Expression,
        _ => null,
    };

    private static int Line(Ast place) => place.Extent.StartLineNumber;
}
