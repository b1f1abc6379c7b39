using System.Collections;
using System.ComponentModel;
using System.Globalization;

namespace Kandji.Client.Model;

/// <summary>Makes lists of texts of what PowerShell assigns to a property: one text, or items of any type.</summary>
internal sealed class TextListConverter : TypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        typeof(IEnumerable).IsAssignableFrom(sourceType);

    /// <inheritdoc/>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => value switch
    {
        string text => new TextList([text]),
        IEnumerable items => new TextList(items.Cast<object?>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture) ?? "")),
        _ => base.ConvertFrom(context, culture, value),
    };
}
