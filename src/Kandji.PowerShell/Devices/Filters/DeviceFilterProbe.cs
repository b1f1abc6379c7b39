using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Filters;

/// <summary>
/// Finds out whether the service applies the filters whose property the record of a device does not show: FileVault, the MAC address, the
/// id of a tag. It asks for a device that was found under the opposite filter. A device in both answers shows that the filter is ignored.
/// </summary>
internal static class DeviceFilterProbe
{
    private const string NoId = "00000000-0000-0000-0000-000000000000";
    private const string NoMacAddress = "ff:ff:ff:ff:ff:ff";

    /// <summary>Sends one small request for each such filter of a query; none when it has none.</summary>
    /// <param name="client">The client.</param>
    /// <param name="query">The query whose answer began with the device.</param>
    /// <param name="found">The device.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="Errors.ObjectException">The service ignores a filter.</exception>
    public static async Task EnsureAppliedAsync(KandjiClient client, DeviceQuery query, Device found, CancellationToken cancellationToken)
    {
        if (query.FileVaultEnabled is { } enabled)
            await EnsureNone("-FileVaultEnabled", new DeviceQuery { DeviceId = found.DeviceId, FileVaultEnabled = !enabled, First = 1 });
        if (query.MacAddress is not null)
            await EnsureNone("-MacAddress", new DeviceQuery { DeviceId = found.DeviceId, MacAddress = NoMacAddress, First = 1 });
        if (query.TagId is not null)
            await EnsureNone("-TagId", new DeviceQuery { DeviceId = found.DeviceId, TagId = NoId, First = 1 });
        if (query.TagIds is not null)
            await EnsureNone("-TagId", new DeviceQuery { DeviceId = found.DeviceId, TagIds = [NoId, NoId], First = 1 });

        // Older tenants' devices know users by a number, which cannot be compared with the id that was asked for.
        if (query.UserId is { } user && found.User?.Id is { } assigned && ReferenceText.IsNumber(assigned) && !ReferenceText.IsNumber(user))
            await EnsureNone("-User", new DeviceQuery { DeviceId = found.DeviceId, UserId = NoId, First = 1 });

        async Task EnsureNone(string filter, DeviceQuery opposite)
        {
            try
            {
                await foreach (Device other in client.Devices.ListAsync(opposite, cancellationToken).ConfigureAwait(false))
                    throw FilterCheck<Device>.NotApplied($"The service returns {other} whatever {filter} asks for");
            }
            catch (KandjiApiException e) when (e.Kind is KandjiErrorKind.BadRequest or KandjiErrorKind.NotFound)
            {
                // A service that refuses the value has looked at it.
            }
        }
    }
}
