using System.Management.Automation;
using System.Net;

namespace Kandji.PowerShell.Pipeline;

/// <summary>Lets a parameter of type SecureString take a plain string too.</summary>
internal sealed class SecureStringTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return plain is string text ? new NetworkCredential("", text.Trim()).SecurePassword : inputData;
    }
}
