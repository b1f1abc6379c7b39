using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action UnlockAccount.</summary>
public sealed class UnlockAccountParameters : DeviceActionParameters
{
    /// <summary>The short name of the Mac's local account.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string UserName { get; set; } = "";

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.UnlockAccount(UserName);
}
