using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices.Actions;

/// <summary>The answer of the service to an action. Only the lock of a Mac has one.</summary>
public sealed class DeviceActionResponse : KandjiObject
{
    /// <summary>The six digits that unlock the Mac; null for everything else. A secret.</summary>
    [ApiName("PIN")]
    public string? Pin { get; set; }

    /// <summary>Says if there is a PIN, and not which.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Pin is null ? "no PIN" : "a PIN";
}
