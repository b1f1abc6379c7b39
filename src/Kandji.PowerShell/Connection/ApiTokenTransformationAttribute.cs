using System.Security;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Connection;

/// <summary>Makes a token of a SecureString or of text. Its errors do not show the value, as those of a conversion would.</summary>
internal sealed class ApiTokenTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly SecureStringTransformationAttribute Transformation = new();

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData.Unwrap() is ApiToken token ? token
        : Transformation.Transform(engineIntrinsics, inputData) is { } made ? new ApiToken((SecureString)made.Unwrap())
        : null!;
}
