namespace Kandji.PowerShell.Binding;

/// <summary>
/// Declares that a parameter cannot be given together with others. Whoever does gets one error that ends the command before anything is
/// sent: <see cref="ParameterRules"/>.
/// </summary>
/// <param name="others">The names of the other parameters.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExcludesParametersAttribute(params string[] others) : Attribute
{
    /// <summary>The names of the other parameters.</summary>
    public string[] Others { get; } = others;

    /// <summary>The reason, as the end of a sentence; null when the names say it.</summary>
    public string? Reason { get; set; }
}
