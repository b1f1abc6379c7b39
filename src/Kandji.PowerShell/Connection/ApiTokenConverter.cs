using System.Security;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// Converts text and SecureStrings to a token where no transformation does: a proxy and a mock have the parameter's type and not its
/// transformation.
/// </summary>
internal sealed class ApiTokenConverter : PSTypeConverter
{
    private static readonly SecureStringTransformationAttribute Transformation = new();

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) =>
        sourceValue is not null && destinationType == typeof(ApiToken);

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        sourceValue.Unwrap() is ApiToken token ? token : new ApiToken((SecureString)Transformation.Transform(null!, sourceValue));

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException("A token is not converted to anything.");
}
