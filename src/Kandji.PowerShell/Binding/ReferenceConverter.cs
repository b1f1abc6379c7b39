using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Converts whatever a reference can be made of, where no transformation does: a proxy and a mock have the parameter's type and not its
/// transformation. The reference keeps the value that it was made of, so that the command which it is passed on to decides as if it had
/// been given that.
/// </summary>
internal sealed class ReferenceConverter : PSTypeConverter
{
    private static readonly Dictionary<Type, Func<object, ObjectReference?>> Conversions = new()
    {
        [typeof(DeviceReference)] = item => DeviceReference.FromOwner(item) ?? DeviceReference.From(item),
        [typeof(UserReference)] = UserReference.From,
        [typeof(BlueprintReference)] = BlueprintReference.From,
        [typeof(TagReference)] = TagReference.From,
        [typeof(LibraryItemReference)] = LibraryItemReference.From,
        [typeof(SelfServiceCategoryReference)] = SelfServiceCategoryReference.From,
        [typeof(AdeDeviceReference)] = AdeDeviceReference.From,
        [typeof(AdeIntegrationReference)] = AdeIntegrationReference.From,
        [typeof(CveReference)] = CveReference.From,
    };

    private static readonly Dictionary<Type, Func<string, ObjectReference>> Texts = new()
    {
        [typeof(DeviceReference)] = text => new DeviceReference(text),
        [typeof(UserReference)] = text => new UserReference(text),
        [typeof(BlueprintReference)] = text => new BlueprintReference(text),
        [typeof(TagReference)] = text => new TagReference(text),
        [typeof(LibraryItemReference)] = text => new LibraryItemReference(text),
        [typeof(SelfServiceCategoryReference)] = text => new SelfServiceCategoryReference(text),
        [typeof(AdeDeviceReference)] = text => new AdeDeviceReference(text),
        [typeof(AdeIntegrationReference)] = text => new AdeIntegrationReference(text),
        [typeof(CveReference)] = text => new CveReference(text),
    };

    /// <summary>Makes a reference of text.</summary>
    /// <param name="type">The type of the reference.</param>
    /// <param name="text">The text.</param>
    public static ObjectReference FromText(Type type, string text) => Texts[type](text);

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) =>
        sourceValue is not null && Conversions.ContainsKey(destinationType);

    /// <inheritdoc/>
    public override bool CanConvertFrom(PSObject sourceValue, Type destinationType) => CanConvertFrom((object)sourceValue, destinationType);

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        ObjectReference? made = TryConvert(sourceValue, destinationType);
        if (made is not null && ReferenceEquals(made, sourceValue.Unwrap()))
            return made;
        // A value that names nothing is an error of the command, which reports it in its own words.
        made ??= FromText(destinationType, sourceValue.ToString() ?? "");
        made.Source = sourceValue;
        return made;
    }

    // A row that contradicts itself is an error of the command too.
    private static ObjectReference? TryConvert(object sourceValue, Type destinationType)
    {
        try
        {
            return Conversions[destinationType](sourceValue);
        }
        catch (ObjectException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override object ConvertFrom(PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ConvertFrom((object)sourceValue, destinationType, formatProvider, ignoreCase);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException($"A {sourceValue.GetType().Name} is not converted to {destinationType}.");
}
