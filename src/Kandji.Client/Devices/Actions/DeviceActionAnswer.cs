using Kandji.Client.Json;

namespace Kandji.Client.Devices;

/// <summary>What the service answers to an action: nothing, except for the lock of a Mac.</summary>
public sealed class DeviceActionAnswer : KandjiObject
{
    /// <summary>The six digits that unlock the Mac; null for everything else. A secret.</summary>
    [ApiName("PIN")]
    public string? Pin { get; set; }
}
