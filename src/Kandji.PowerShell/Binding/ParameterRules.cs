using System.Collections.Concurrent;
using System.Reflection;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// The rules that the parameters of a cmdlet, or of an action of a cmdlet, declare about each other:
/// <see cref="ExcludesParametersAttribute"/>, <see cref="RequiresParameterAttribute"/>, <see cref="RequiresOneOfAttribute"/>. They are
/// checked once, when the command begins, so that a command that cannot be carried out as it was given ends with one error before anything
/// is sent.
/// </summary>
/// <remarks>
/// A parameter counts as given when it was bound to a value that is not null; a switch, when it is on. The pipeline binds later: where
/// input is expected, a parameter that takes it may still come. A parameter that excludes or requires others never takes it, which the
/// tests hold.
/// </remarks>
internal sealed class ParameterRules
{
    private static readonly ConcurrentDictionary<Type, ParameterRules> ByType = new();

    private readonly List<(string Parameter, ExcludesParametersAttribute Rule)> _exclusions = [];
    private readonly List<(string Parameter, RequiresParameterAttribute Rule)> _requirements = [];
    private readonly List<(PropertyInfo Parameter, RequiredArgumentAttribute Rule)> _required = [];
    private readonly List<RequiresOneOfAttribute> _choices;
    private readonly string _command;
    private readonly HashSet<string> _fromPipeline = new(StringComparer.Ordinal);

    private ParameterRules(Type type)
    {
        foreach (PropertyInfo property in type.GetProperties())
        {
            if (property.GetCustomAttribute<ExcludesParametersAttribute>() is { } exclusion)
                _exclusions.Add((property.Name, exclusion));
            if (property.GetCustomAttribute<RequiredArgumentAttribute>() is { IsCheckedByCommand: false } required)
                _required.Add((property, required));
            foreach (RequiresParameterAttribute requirement in property.GetCustomAttributes<RequiresParameterAttribute>())
                _requirements.Add((property.Name, requirement));
            if (property.GetCustomAttributes<ParameterAttribute>().Any(p => p.ValueFromPipeline || p.ValueFromPipelineByPropertyName))
                _fromPipeline.Add(property.Name);
        }
        foreach (RequiresParameterAttribute requirement in type.GetCustomAttributes<RequiresParameterAttribute>())
            _requirements.Add((requirement.Parameter!, requirement));
        _command = CmdletOperations.GetName(type);
        _choices = type.GetCustomAttributes<RequiresOneOfAttribute>().ToList();
    }

    /// <summary>The pairs of parameters that exclude each other.</summary>
    public IEnumerable<(string Parameter, string Other)> Exclusions =>
        from exclusion in _exclusions
        from other in exclusion.Rule.Others
        select (exclusion.Parameter, other);

    /// <summary>The parameters that require one of others, as a whole or for one value.</summary>
    public IEnumerable<(string Parameter, string? Value, string[] Others)> Requirements =>
        _requirements.Select(requirement => (requirement.Parameter, requirement.Rule.Value, requirement.Rule.Others));

    /// <summary>The parameters of which one has to be given.</summary>
    public IEnumerable<(string Problem, string[] Parameters)> Choices => _choices.Select(choice => (choice.Problem, choice.Parameters));

    /// <summary>The rules of a cmdlet, or of the parameters of an action.</summary>
    public static ParameterRules For(Type type) => ByType.GetOrAdd(type, declaring => new ParameterRules(declaring));

    /// <summary>Checks what was given.</summary>
    /// <param name="bound">The parameters that were bound.</param>
    /// <param name="expectsInput">Indicates whether the pipeline binds more.</param>
    /// <exception cref="TerminatingException">The parameters contradict each other, or one is missing.</exception>
    public void Check(IReadOnlyDictionary<string, object> bound, bool expectsInput)
    {
        foreach ((string parameter, ExcludesParametersAttribute rule) in _exclusions)
        {
            if (IsGiven(bound, parameter) && Array.Find(rule.Others, other => IsGiven(bound, other)) is { } other)
                throw TerminatingException.FromParameters(
                    $"-{parameter} and -{other} exclude each other{Because(rule.Reason)}.", bound[parameter]);
        }
        foreach ((string parameter, RequiresParameterAttribute rule) in _requirements)
        {
            if (IsGiven(bound, parameter, rule.Value)
                && !Array.Exists(rule.Others, other => (IsGiven(bound, other) && bound[other] is not "") || MayCome(other, expectsInput)))
            {
                string given = rule.Value is null ? parameter : $"{parameter} {rule.Value}";
                throw TerminatingException.FromParameters(
                    $"-{given} requires {Either(rule.Others)}, which was not given{Because(rule.Reason)}.", bound[parameter]);
            }
        }
        foreach (RequiresOneOfAttribute rule in _choices)
        {
            if (!Array.Exists(rule.Parameters, parameter => IsGiven(bound, parameter) || MayCome(parameter, expectsInput)))
                throw TerminatingException.FromParameters($"{rule.Problem}: give {Either(rule.Parameters)}.");
        }
        foreach ((PropertyInfo parameter, RequiredArgumentAttribute rule) in _required)
        {
            if (!bound.ContainsKey(parameter.Name) && !(expectsInput && rule.PipedFrom is not null))
                throw TerminatingException.FromParameters(Missing(parameter, rule));
        }
    }

    private string Missing(PropertyInfo parameter, RequiredArgumentAttribute rule)
    {
        string values = rule.Values ?? "one of " + string.Join(", ", Enum.GetNames(parameter.PropertyType));
        string pipe = rule.PipedFrom is null ? "" : $", or pipe them: {rule.PipedFrom} | {_command}";
        return $"No {rule.Noun} is given. Give -{parameter.Name} {values}{pipe}.";
    }

    private static bool IsGiven(IReadOnlyDictionary<string, object> bound, string parameter, string? value) =>
        IsGiven(bound, parameter)
        && (value is null || string.Equals(bound[parameter].ToString(), value, StringComparison.OrdinalIgnoreCase));

    private static bool IsGiven(IReadOnlyDictionary<string, object> bound, string parameter) =>
        bound.TryGetValue(parameter, out object? value) && value is not null && value is not SwitchParameter { IsPresent: false };

    private bool MayCome(string parameter, bool expectsInput) => expectsInput && _fromPipeline.Contains(parameter);

    private static string Because(string? reason) => reason is null ? "" : ": " + reason;

    private static string Either(string[] parameters)
    {
        string[] names = parameters.Select(parameter => "-" + parameter).ToArray();
        return names.Length == 1 ? names[0] : string.Join(", ", names.Take(names.Length - 1)) + " or " + names[names.Length - 1];
    }
}
