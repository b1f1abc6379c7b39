namespace Kandji.PowerShell.Binding;

/// <summary>
/// Declares that a command, or an action with parameters of its own, cannot do without one of several parameters. Whoever gives none of
/// them gets one error that ends the command before anything is sent: <see cref="ParameterRules"/>.
/// </summary>
/// <param name="problem">The beginning of the error: what is wrong when none is given.</param>
/// <param name="parameters">The names of the parameters, in the order in which the error lists them.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal class RequiresOneOfAttribute(string problem, params string[] parameters) : Attribute
{
    /// <summary>The beginning of the error: what is wrong when none is given.</summary>
    public string Problem { get; } = problem;

    /// <summary>The names of the parameters, in the order in which the error lists them.</summary>
    public string[] Parameters { get; } = parameters;
}
