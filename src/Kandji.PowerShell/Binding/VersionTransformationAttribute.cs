using System.Globalization;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Lets a parameter take a version as it is written: <c>15.6.1</c>, <c>15.10</c>, <c>15</c>. PowerShell takes <c>15.10</c> for the number
/// 15.1 and keeps how it was typed; a variable has the number alone, which is refused.
/// </summary>
internal sealed class VersionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object?[] items = ArgumentValues.Flatten(inputData).ToArray();
        Array.ForEach(items, ArgumentValues.RefuseScriptBlock);
        if (items.Length > 1)
            throw new ArgumentTransformationMetadataException($"Give one version, not {items.Length}.");
        if (items.Length == 0 || items[0].Unwrap() is not { } value)
            return null;
        if (value is Version version)
            return version;
        if (value is double or float or decimal && items[0] is not PSObject)
        {
            throw new ArgumentTransformationMetadataException(
                $"{Convert.ToString(value, CultureInfo.InvariantCulture)} is a number, which does not tell 15.1 from 15.10. Put the "
                    + "version in quotes where it is assigned.");
        }
        return value is string or int or long or double or float or decimal
            && LanguagePrimitives.TryConvertTo(items[0], CultureInfo.InvariantCulture, out string text)
            && ComparableVersion.Parse(text) is { } parsed
            ? parsed
            : throw new ArgumentTransformationMetadataException($"'{value}' is not a version. Give numbers with dots: 15.6.1.");
    }
}
