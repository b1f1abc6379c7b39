using System.Net;
using System.Security;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action ResetWorkProfilePasscode.</summary>
public sealed class ResetWorkProfilePasscodeParameters : DeviceActionParameters
{
    /// <summary>
    /// The new passcode, as a SecureString or a string: four characters at least, on Android 14 six. Without it the passcode is removed.
    /// Digits may be typed as they are, 0123; a variable must hold them as a string, '0123', because a number loses its leading zeros.
    /// </summary>
    [Parameter]
    [SecureStringTransformation(KeepsSpaces = true, RefusesNumbers = true)]
    [ValidateNotNull]
    public SecureString? NewPassword { get; set; }

    /// <summary>Locks the work profile at once.</summary>
    [Parameter]
    public SwitchParameter LockNow { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.ResetWorkProfilePasscode(
        NewPassword is null ? null : new NetworkCredential("", NewPassword).Password, LockNow);
}
