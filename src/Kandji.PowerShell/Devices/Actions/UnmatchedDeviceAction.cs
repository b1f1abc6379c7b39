using Kandji.Client.Devices.Actions;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>
/// A value that is no action. The engine offers the first value on the command line to -Device and to -Action, so that it must be refused
/// only where nothing else takes it: when the engine converts it.
/// </summary>
internal sealed class UnmatchedDeviceAction(string value, string reason)
{
    private readonly string _reason = reason;

    /// <summary>Fails with the reason.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="PSInvalidCastException">Always.</exception>
    public static explicit operator DeviceAction(UnmatchedDeviceAction value) => throw new PSInvalidCastException(value._reason);

    /// <summary>The value that was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => value;
}
