using System;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Declares that a parameter means nothing without one of others. Whoever leaves them out gets one error that ends the command before
/// anything is sent: <see cref="ParameterRules"/>.
/// </summary>
/// <param name="others">The names of the other parameters, one of which has to be given.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RequiresParameterAttribute(params string[] others) : Attribute
{
    /// <summary>The names of the other parameters.</summary>
    public string[] Others { get; } = others;

    /// <summary>The reason, as the end of a sentence; null when the names say it.</summary>
    public string? Reason { get; set; }
}
