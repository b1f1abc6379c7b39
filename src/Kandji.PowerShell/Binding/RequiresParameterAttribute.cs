namespace Kandji.PowerShell.Binding;

/// <summary>
/// Declares that a parameter, or one of its values, means nothing without one of others. Whoever leaves them out gets one error that ends
/// the command before anything is sent: <see cref="ParameterRules"/>.
/// </summary>
/// <remarks>
/// It stands at the parameter or, when the parameter comes from a base class whose other cmdlets do not have the rule, at the cmdlet with
/// <see cref="Parameter"/>.
/// </remarks>
/// <param name="others">The names of the other parameters, one of which has to be given.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class, AllowMultiple = true)]
internal sealed class RequiresParameterAttribute(params string[] others) : Attribute
{
    /// <summary>The names of the other parameters.</summary>
    public string[] Others { get; } = others;

    /// <summary>The name of the parameter that requires them; null at the parameter itself.</summary>
    public string? Parameter { get; set; }

    /// <summary>The value of the parameter that requires them; null for every value.</summary>
    public string? Value { get; set; }

    /// <summary>The reason, as the end of a sentence; null when the names say it.</summary>
    public string? Reason { get; set; }
}
