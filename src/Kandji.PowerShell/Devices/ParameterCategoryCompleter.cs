using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Devices;

/// <summary>Completes to the categories of parameters, as the first Mac that has some shows them.</summary>
internal sealed class ParameterCategoryCompleter : TenantCompleter
{
    private const int MaxDevices = 3;

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        int left = MaxDevices;
        await foreach (Device device in client.Devices.ListAsync(new DeviceQuery { Platform = "Mac" }).ConfigureAwait(false))
        {
            if (device.DeviceId is not { } id)
                continue;
            foreach (DeviceParameter parameter in await client.Devices.GetParametersAsync(id).ConfigureAwait(false))
            {
                if (parameter.Category is { Length: > 0 } category && seen.Add(category))
                    yield return new Suggestion(category);
            }
            if (seen.Count > 0 || --left == 0)
                yield break;
        }
    }
}
