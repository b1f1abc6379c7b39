namespace Kandji.PowerShell.Binding;

/// <summary>
/// Declares that a parameter has to be given. A mandatory parameter makes PowerShell ask for <c>Device[0]</c>, which holds up a script that
/// nobody watches; this ends the command with one error that says how to give it: <see cref="ParameterRules"/>.
/// </summary>
/// <param name="noun">The parameter in words: <c>device</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RequiredArgumentAttribute(string noun) : Attribute
{
    /// <summary>The parameter in words.</summary>
    public string Noun { get; } = noun;

    /// <summary>The values that it takes, as the end of a sentence; null for an enumeration, whose values are listed.</summary>
    public string? Values { get; set; }

    /// <summary>
    /// The command whose output the parameter takes from the pipeline; null for a parameter that the pipeline does not bind.
    /// </summary>
    public string? PipedFrom { get; set; }

    /// <summary>Indicates whether the command itself says that it is missing, because it has more to say about it.</summary>
    public bool IsCheckedByCommand { get; set; }
}
