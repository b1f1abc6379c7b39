using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// Finds the device that a reference means: exactly one, or an error. After some look-ups it reads the whole list once instead, so that
/// thousands of rows of a CSV file do not cost thousands of requests.
/// </summary>
internal sealed class AdeDeviceResolver(KandjiClient client)
{
    private const int LookupsBeforeList = 40;

    private ILookup<string, AdeDevice>? _bySerial;
    private int _lookups;

    /// <summary>Finds a device.</summary>
    /// <exception cref="ObjectException">There is none with this serial number, or several.</exception>
    public async Task<AdeDevice> ResolveAsync(AdeDeviceReference reference, CancellationToken cancellationToken)
    {
        if (reference.Device is { } known)
            return known;
        if (reference.Id is { } id)
            return await client.Enrollment.GetDeviceAsync(id, cancellationToken).ConfigureAwait(false);

        List<AdeDevice> similar;
        if (_bySerial is null && ++_lookups <= LookupsBeforeList)
        {
            similar = await ListAsync(new AdeDeviceQuery { SerialNumber = reference.Text }, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _bySerial ??= (await ListAsync(new AdeDeviceQuery(), cancellationToken).ConfigureAwait(false))
                .ToLookup(device => device.SerialNumber ?? "", StringComparer.OrdinalIgnoreCase);
            similar = _bySerial[reference.Text].ToList();
        }
        List<AdeDevice> exact = similar.FindAll(device => string.Equals(device.SerialNumber, reference.Text, StringComparison.OrdinalIgnoreCase));
        return OnlyOne.Of(
            exact, similar, device => $"{device} of '{device.DepAccount}' id {device.Id}",
            $"No device of Automated Device Enrollment has the serial number '{reference.Text}'.", $"devices have the serial number '{reference.Text}'");
    }

    private Task<List<AdeDevice>> ListAsync(AdeDeviceQuery query, CancellationToken cancellationToken) =>
        client.Enrollment.ListDevicesAsync(query, cancellationToken).ToListAsync();
}
