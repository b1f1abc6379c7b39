using Kandji.Client.Devices.Detail;

namespace Kandji.Automation.Health;

/// <summary>The recovery lock of a Mac.</summary>
/// <param name="DeviceId">The Mac's id.</param>
/// <param name="Recovery">The recovery lock or firmware password; null where the details have none.</param>
internal sealed record MacRecovery(string DeviceId, DeviceRecovery? Recovery);
