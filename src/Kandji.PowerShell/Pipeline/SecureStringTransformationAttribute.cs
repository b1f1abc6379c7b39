using System.Management.Automation;
using System.Net;
using System.Security;

namespace Kandji.PowerShell.Pipeline;

/// <summary>Lets a parameter of type SecureString take a plain string too.</summary>
internal sealed class SecureStringTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>True for a passcode, where spaces at the ends count. Around a token that was pasted they do not.</summary>
    public bool KeepsSpaces { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? plain = inputData.Unwrap();
        return plain switch
        {
            string text => new NetworkCredential("", KeepsSpaces ? text : text.Trim()).SecurePassword,
            null or SecureString => inputData,
            // PowerShell's own error would show the value: a row or an object that holds the secret in a property.
            _ => throw new ArgumentTransformationMetadataException($"It is a {plain.GetType().Name}, not a SecureString or a string."),
        };
    }
}
