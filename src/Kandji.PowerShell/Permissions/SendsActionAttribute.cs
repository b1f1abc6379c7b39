using Kandji.Client.Devices.Actions;

namespace Kandji.PowerShell.Permissions;

/// <summary>Names the one action of the table of actions that a cmdlet sends, and with it the operation.</summary>
/// <param name="action">The action.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SendsActionAttribute(DeviceAction action) : Attribute
{
    /// <summary>The action.</summary>
    public DeviceAction Action { get; } = action;
}
