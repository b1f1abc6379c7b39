namespace Kandji.PowerShell.Sessions;

/// <summary>
/// Converts the name or the host of a tenant to its open session where no transformation does: a proxy and a mock have the parameter's type
/// and not its transformation. A pattern is several sessions, and cannot be converted to one.
/// </summary>
internal sealed class SessionConverter : PSTypeConverter
{
    private static readonly SessionTransformationAttribute Transformation = new();

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) =>
        sourceValue.Unwrap() is string text && destinationType == typeof(KandjiSession)
            && !WildcardPattern.ContainsWildcardCharacters(text);

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ((KandjiSession[])Transformation.Transform(null!, sourceValue))[0];

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException("A session is not converted to anything.");
}
