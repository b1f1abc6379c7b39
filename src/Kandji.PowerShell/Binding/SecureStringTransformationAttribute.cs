using System.Net;
using System.Security;

namespace Kandji.PowerShell.Binding;

/// <summary>Lets a parameter of type SecureString take a plain string too.</summary>
internal sealed class SecureStringTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>True for a passcode, where spaces at the ends count. Around a token that was pasted they do not.</summary>
    public bool KeepsSpaces { get; set; }

    /// <summary>
    /// True for a passcode of any length: a number in a variable has lost its leading zeros, which nothing later would notice. Digits that
    /// are typed are taken as they are typed.
    /// </summary>
    public bool RefusesNumbers { get; set; }

    /// <summary>True for a parameter that takes several.</summary>
    public bool TakesSeveral { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        TakesSeveral && ArgumentValues.IsCollection(inputData)
            ? ArgumentValues.Flatten(inputData).Select(Read!).ToArray()
            : Read(inputData);

    private object Read(object inputData)
    {
        object? plain = inputData.Unwrap();
        return plain switch
        {
            string text => new NetworkCredential("", KeepsSpaces ? text : text.Trim()).SecurePassword,
            null or SecureString => inputData,
            int or long or decimal or double when RefusesNumbers && inputData is not PSObject =>
                throw new ArgumentTransformationMetadataException(
                "It is a number, which has lost its leading zeros. Put it in quotes where it is assigned, or give a SecureString."),
            // Digits at a prompt are a number to PowerShell, whose wrapper keeps them as they were typed: 012345.
            int or long or decimal or double when Digits(inputData) is { } digits => new NetworkCredential("", digits).SecurePassword,
            // PowerShell's own error would show the value: a row or an object that holds the secret in a property.
            _ => throw new ArgumentTransformationMetadataException($"It is a {plain.GetType().Name}, not a SecureString or a string."),
        };
    }

    private static string? Digits(object number) =>
        LanguagePrimitives.ConvertTo<string>(number) is { Length: > 0 } text && text.All(c => c is >= '0' and <= '9') ? text : null;
}
