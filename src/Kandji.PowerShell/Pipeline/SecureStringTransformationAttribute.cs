using System.Management.Automation;
using System.Net;
using System.Security;

namespace Kandji.PowerShell.Pipeline;

/// <summary>Lets a parameter of type SecureString take a plain string too.</summary>
internal sealed class SecureStringTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return plain switch
        {
            string text => new NetworkCredential("", text.Trim()).SecurePassword,
            null or SecureString => inputData,
            // PowerShell's own error would show the value: a row or an object that holds the secret in a property.
            _ => throw new ArgumentTransformationMetadataException($"It is a {plain.GetType().Name}, not a SecureString or a string."),
        };
    }
}
