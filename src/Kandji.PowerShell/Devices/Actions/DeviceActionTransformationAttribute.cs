using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>
/// Takes exactly the names of actions. The engine would take a beginning of a name too (Er for Erase), a number, and the sum of several.
/// </summary>
internal sealed class DeviceActionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object[] items = ReferenceText.Items(inputData).ToArray();
        if (items.Length != 1)
            return new UnmatchedDeviceAction(string.Join(", ", items), $"Give one action, not {items.Length}: {string.Join(", ", items)}.");
        if (items[0].Unwrap() is DeviceAction action)
            return action;
        if (ReferenceText.GetText(items[0]) is { } text && DeviceActionNames.Find(text) is { } found)
            return found;
        string typed = items[0].ToString() ?? "";
        return new UnmatchedDeviceAction(typed, DeviceActionNames.Unknown(typed));
    }
}
