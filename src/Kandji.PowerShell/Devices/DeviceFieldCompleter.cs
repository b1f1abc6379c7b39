using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Devices;

/// <summary>The base of the completers that suggest the values that devices have in one field, each once.</summary>
/// <param name="value">Reads the field.</param>
/// <param name="note">Makes the note of a suggestion from the device that has the value; null for no notes.</param>
internal abstract class DeviceFieldCompleter(Func<Device, string?> value, Func<Device, string>? note = null) : TenantCompleter
{
    /// <inheritdoc/>
    protected sealed override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (Device device in client.Devices.ListAsync().ConfigureAwait(false))
        {
            if (value(device) is { Length: > 0 } text && seen.Add(text))
                yield return note is null ? new Suggestion(text) : new Suggestion(text, null, note(device));
        }
    }
}
