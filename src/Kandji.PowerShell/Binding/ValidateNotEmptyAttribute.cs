using System.Collections;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Refuses what is empty, as ValidateNotNullOrEmpty does, and names the switch that clears: an empty value may be meant so, or be a
/// variable that has none by mistake.
/// </summary>
/// <param name="clear">The name of the switch.</param>
internal sealed class ValidateNotEmptyAttribute(string clear) : ValidateArgumentsAttribute
{
    /// <summary>The message for an empty value.</summary>
    public static string MessageFor(string clear) => $"It is empty. To clear what is there, use -{clear}.";

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        List<object?> values = arguments is IList list ? list.Cast<object?>().ToList() : [arguments];
        if (values.TrueForAll(IsEmpty))
            throw new ValidationMetadataException(MessageFor(clear));
        if (values.Exists(IsEmpty))
            throw new ValidationMetadataException("One of the values is empty.");
    }

    private static bool IsEmpty(object? value) => value is null or "";
}
