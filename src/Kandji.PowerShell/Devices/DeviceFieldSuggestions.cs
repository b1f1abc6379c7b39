using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.PowerShell.Completion;

namespace Kandji.PowerShell.Devices;

/// <summary>Makes suggestions of what devices have in one field.</summary>
internal static class DeviceFieldSuggestions
{
    /// <summary>Each value once.</summary>
    public static async IAsyncEnumerable<Suggestion> LoadAsync(
        KandjiClient client, Func<Device, string?> value, Func<Device, string>? noteOf = null)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (Device device in client.Devices.ListAsync().ConfigureAwait(false))
        {
            if (value(device) is { Length: > 0 } text && seen.Add(text))
                yield return noteOf is null ? new Suggestion(text) : new Suggestion(text, null, noteOf(device));
        }
    }
}
