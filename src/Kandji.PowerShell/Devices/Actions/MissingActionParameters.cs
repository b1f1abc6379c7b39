namespace Kandji.PowerShell.Devices.Actions;

/// <summary>
/// Where the action is still to be typed, lets the engine complete it. The engine completes by place, and takes the device in the first
/// place also for the action that may be there after a pipe, so that nothing would be left for the second.
/// </summary>
public sealed class MissingActionParameters
{
    /// <summary>Stands in the place of the action. A command that has only this has no action, and does nothing but say so.</summary>
    [Parameter(Position = 1, DontShow = true)]
    [ArgumentCompleter(typeof(DeviceActionCompleter))]
    public object? MissingAction { get; set; }
}
