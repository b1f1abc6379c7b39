using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Devices;

/// <summary>The result of one action on one device.</summary>
public sealed class DeviceActionResult : IChangeResult, IOriginated
{
    /// <summary>Says where the PIN of a locked Mac is to be read, where it is not shown.</summary>
    internal const string PinHint = "Get-KandjiDeviceSecret -Type UnlockPin reads the PIN.";

    internal DeviceActionResult(DeviceIdentity device, DeviceAction action, DateTime requestedAt)
    {
        Device = device;
        Action = action;
        RequestedAt = requestedAt;
        RequestedAtUtc = requestedAt.ToUniversalTime();
    }

    /// <summary>The device's name.</summary>
    public string? DeviceName => Device.Name;

    /// <summary>The device's serial number.</summary>
    public string? SerialNumber => Device.SerialNumber;

    /// <summary>The device's id.</summary>
    public string? DeviceId => Device.Id;

    /// <summary>
    /// The device's platform, such as Mac or Windows; null when it is not known. Devices of Windows and Android do not report what they
    /// did.
    /// </summary>
    public string? Platform => Device.Platform;

    /// <summary>The action.</summary>
    public DeviceAction Action { get; }

    /// <summary>The outcome.</summary>
    public DeviceActionOutcome Outcome { get; internal set; }

    /// <summary>When it was asked for, in local time by the service's clock.</summary>
    public DateTime RequestedAt { get; }

    /// <summary>The MDM command that the action became, once it was looked for; null before, and where there is none.</summary>
    public DeviceCommand? Command { get; internal set; }

    /// <summary>The message of the service when it refused, or of the device when it failed.</summary>
    public string? Message { get; internal set; }

    /// <summary>The six digits that unlock a Mac after Lock. A secret: the default view does not show it.</summary>
    public string? UnlockPin { get; internal set; }

    /// <summary>The tenant that the device belongs to.</summary>
    public string? Tenant => Device.Origin?.Name;

    TenantIdentity? IOriginated.Origin => Device.Origin;

    internal DeviceIdentity Device { get; }

    // Local times are shown, and instants are compared.
    internal DateTime RequestedAtUtc { get; init; }

    // When the answer came, or none would come any more; null when that is not known, as of a result that a file brought back.
    internal DateTime? AnsweredAtUtc { get; set; }

    // The failure, for the error record that is written with the result.
    internal Exception? Failure { get; set; }

    ChangeOutcome IChangeResult.ChangeOutcome => Outcome switch
    {
        DeviceActionOutcome.Queued => ChangeOutcome.Queued,
        DeviceActionOutcome.Refused => ChangeOutcome.Refused,
        DeviceActionOutcome.Completed => ChangeOutcome.Completed,
        DeviceActionOutcome.Failed => ChangeOutcome.Failed,
        DeviceActionOutcome.Pending => ChangeOutcome.Pending,
        _ => ChangeOutcome.Unknown,
    };

    object IChangeResult.WithoutSecret() => WithoutSecret();

    /// <summary>Prepares the result for the pipeline.</summary>
    internal object ForPipeline()
    {
        if (Command is { } command)
            Command = (DeviceCommand)PSObjectFactory.CreateNested(command);
        return PSObjectFactory.ShowSafely(this, DeviceName);
    }

    /// <summary>The result without the PIN, for what is kept and shown elsewhere than the result itself.</summary>
    internal DeviceActionResult WithoutSecret()
    {
        if (UnlockPin is null)
            return this;
        var copy = (DeviceActionResult)MemberwiseClone();
        copy.UnlockPin = null;
        return copy;
    }

    /// <summary>The action and the device.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{Action} of {PrintableText.Sanitize(DeviceName)} ({PrintableText.Sanitize(SerialNumber)})";
}
