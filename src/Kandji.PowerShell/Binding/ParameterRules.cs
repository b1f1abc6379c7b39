using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// The rules that the parameters of a cmdlet declare about each other: <see cref="ExcludesParametersAttribute"/>,
/// <see cref="RequiresParameterAttribute"/>, <see cref="ChangesNothingWithoutAttribute"/>. They are checked once, when the command begins,
/// so that a command that cannot be carried out as it was given ends with one error before anything is sent.
/// </summary>
/// <remarks>
/// A parameter counts as given when it was bound to a value that is not null; a switch, when it is on. What the pipeline binds comes later:
/// none of the parameters of a rule takes it, which the tests hold.
/// </remarks>
internal sealed class ParameterRules
{
    private static readonly ConcurrentDictionary<Type, ParameterRules> ByType = new();

    private readonly List<(string Parameter, ExcludesParametersAttribute Rule)> _exclusions = [];
    private readonly List<(string Parameter, RequiresParameterAttribute Rule)> _requirements = [];
    private readonly ChangesNothingWithoutAttribute? _change;

    private ParameterRules(Type cmdlet)
    {
        foreach (PropertyInfo property in cmdlet.GetProperties())
        {
            if (property.GetCustomAttribute<ExcludesParametersAttribute>() is { } exclusion)
                _exclusions.Add((property.Name, exclusion));
            if (property.GetCustomAttribute<RequiresParameterAttribute>() is { } requirement)
                _requirements.Add((property.Name, requirement));
        }
        _change = cmdlet.GetCustomAttribute<ChangesNothingWithoutAttribute>();
    }

    /// <summary>The pairs of parameters that exclude each other.</summary>
    public IEnumerable<(string Parameter, string Other)> Exclusions =>
        from exclusion in _exclusions
        from other in exclusion.Rule.Others
        select (exclusion.Parameter, other);

    /// <summary>The parameters that require one of others.</summary>
    public IEnumerable<(string Parameter, string[] Others)> Requirements =>
        _requirements.Select(requirement => (requirement.Parameter, requirement.Rule.Others));

    /// <summary>
    /// The parameters of which one has to be given for the command to change something; empty when there is no such rule.
    /// </summary>
    public string[] Changes => _change?.Parameters ?? [];

    /// <summary>The rules of a cmdlet.</summary>
    public static ParameterRules For(Type cmdlet) => ByType.GetOrAdd(cmdlet, type => new ParameterRules(type));

    /// <summary>Checks what was given.</summary>
    /// <param name="bound">The parameters that were bound.</param>
    /// <exception cref="TerminatingException">The parameters contradict each other, or one is missing.</exception>
    public void Check(IReadOnlyDictionary<string, object> bound)
    {
        foreach ((string parameter, ExcludesParametersAttribute rule) in _exclusions)
        {
            if (IsGiven(bound, parameter) && Array.Find(rule.Others, other => IsGiven(bound, other)) is { } other)
                throw TerminatingException.FromParameters(
                    $"-{parameter} and -{other} exclude each other{Because(rule.Reason)}.", bound[parameter]);
        }
        foreach ((string parameter, RequiresParameterAttribute rule) in _requirements)
        {
            if (IsGiven(bound, parameter) && !Array.Exists(rule.Others, other => IsGiven(bound, other)))
                throw TerminatingException.FromParameters(
                    $"-{parameter} requires {Either(rule.Others)}, which was not given{Because(rule.Reason)}.", bound[parameter]);
        }
        if (_change is not null && !Array.Exists(_change.Parameters, parameter => IsGiven(bound, parameter)))
            throw TerminatingException.FromParameters($"Nothing to change: give {Either(_change.Parameters)}.");
    }

    private static bool IsGiven(IReadOnlyDictionary<string, object> bound, string parameter) =>
        bound.TryGetValue(parameter, out object? value) && value is not null && value is not SwitchParameter { IsPresent: false };

    private static string Because(string? reason) => reason is null ? "" : ": " + reason;

    private static string Either(string[] parameters)
    {
        string[] names = parameters.Select(parameter => "-" + parameter).ToArray();
        return names.Length == 1 ? names[0] : string.Join(", ", names.Take(names.Length - 1)) + " or " + names[names.Length - 1];
    }
}
