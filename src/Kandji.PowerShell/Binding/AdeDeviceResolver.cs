using Kandji.Client;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Binding;

/// <summary>Finds the device of Automated Device Enrollment that a reference means.</summary>
internal sealed class AdeDeviceResolver(KandjiClient client) : ReferenceResolver<AdeDeviceReference, AdeDevice>
{
    private ILookup<string, AdeDevice>? _bySerial;

    private protected override string? GetId(AdeDevice item) => item.Id;

    private protected override Task<AdeDevice> ByIdAsync(string id, AdeDeviceReference reference, CancellationToken cancellationToken) =>
        client.Enrollment.GetDeviceAsync(id, cancellationToken);

    private protected override async Task<AdeDevice> ByTextAsync(AdeDeviceReference reference, CancellationToken cancellationToken)
    {
        List<AdeDevice> similar = await SimilarAsync(reference.Text, cancellationToken).ConfigureAwait(false);
        List<AdeDevice> exact =
            similar.FindAll(device => string.Equals(device.SerialNumber, reference.Text, StringComparison.OrdinalIgnoreCase));
        return UniqueMatch.Single(
            exact, similar, Show,
            $"No device of Automated Device Enrollment has the serial number '{reference.Text}'.",
            $"devices have the serial number '{reference.Text}'");
    }

    private static string Show(AdeDevice device) =>
        string.Join(", ", device, string.IsNullOrEmpty(device.User) ? "assigned to nobody" : device.User, $"of '{device.DepAccount}'",
            $"id {device.Id}");

    private protected override Task<List<AdeDevice>> ListAsync(CancellationToken cancellationToken) =>
        client.Enrollment.ListDevicesAsync(new AdeDeviceQuery(), cancellationToken).ToListAsync();

    private async Task<List<AdeDevice>> SimilarAsync(string serialNumber, CancellationToken cancellationToken)
    {
        if (await AllAfterManyAsync(cancellationToken).ConfigureAwait(false) is not { } all)
            return await client.Enrollment.ListDevicesAsync(new AdeDeviceQuery { SerialNumber = serialNumber }, cancellationToken)
                .ToListAsync().ConfigureAwait(false);
        _bySerial ??= all.ToLookup(device => device.SerialNumber ?? "", StringComparer.OrdinalIgnoreCase);
        return _bySerial[serialNumber].ToList();
    }
}
