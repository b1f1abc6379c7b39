using System;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Declares that a command has nothing to change unless one of several parameters is given. Whoever gives none gets one error that ends the
/// command before anything is sent: <see cref="ParameterRules"/>.
/// </summary>
/// <param name="parameters">The names of the parameters, in the order in which the error lists them.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ChangesNothingWithoutAttribute(params string[] parameters) : Attribute
{
    /// <summary>The names of the parameters.</summary>
    public string[] Parameters { get; } = parameters;
}
