using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// Takes the runspace's default session away as soon as an argument is bound, so that a command that was to choose another tenant, and
/// fails because of its arguments, does not leave a script in the tenant before.
/// </summary>
internal sealed class NoDefaultSessionAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        RunspaceSessions.Current.Default = null;
        return inputData;
    }
}
