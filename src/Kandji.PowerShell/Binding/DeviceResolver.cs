using System.Collections.Concurrent;
using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Binding;

/// <summary>Finds the device that a reference means.</summary>
/// <param name="client">The client.</param>
/// <param name="allowName">Indicates whether a name will do. Everything that cannot be undone takes an id or a serial number only.</param>
internal sealed class DeviceResolver(KandjiClient client, bool allowName) : ReferenceResolver<DeviceReference, Device>
{
    private readonly ConcurrentDictionary<string, Device> _changed = new(StringComparer.OrdinalIgnoreCase);
    private Index? _index;

    /// <summary>Indicates whether a name will do.</summary>
    public bool AllowsName => allowName;

    /// <summary>Takes note that a device was changed since the list was read, for when it is named again.</summary>
    /// <param name="device">The device as it is now.</param>
    public void Remember(Device device) => _changed[device.DeviceId ?? ""] = device;

    /// <inheritdoc/>
    public override async Task<Device> ReadAsync(DeviceReference reference, CancellationToken cancellationToken)
    {
        if (reference.IdBesideSerialNumber is not { } id)
            return await base.ReadAsync(reference, cancellationToken).ConfigureAwait(false);
        Device? bySerialNumber = null;
        ObjectException? failure = null;
        try
        {
            bySerialNumber = await base.ReadAsync(reference, cancellationToken).ConfigureAwait(false);
            if (Same(bySerialNumber.DeviceId, id))
                return bySerialNumber;
        }
        catch (ObjectException e)
        {
            failure = e;
        }
        Device byId;
        try
        {
            byId = await ByIdAsync(id, new DeviceReference(id), cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectException)
        {
            // Not an id of this tenant: the serial number is what there is.
            return bySerialNumber ?? throw failure!;
        }
        // Of two records of one serial number, the id says which is meant.
        if (bySerialNumber is null && Same(byId.SerialNumber, reference.Text))
            return byId;
        // A file of which one column was sorted names another device in each.
        throw new ObjectException("KandjiContradiction", ErrorCategory.InvalidArgument,
            $"The row identifies two devices: '{id}' is {byId}, and not the one with the serial number '{reference.Text}'. "
                + "Correct the row, or leave one of the two columns empty.");
    }

    private protected override string? GetId(Device item) => item.DeviceId;

    private protected override async Task<Device> ByIdAsync(string id, DeviceReference reference, CancellationToken cancellationToken)
    {
        if (await IndexAsync(cancellationToken).ConfigureAwait(false) is { } index)
            return Latest(Single(reference, index.ById[id].Take(1).ToList(), []));
        try
        {
            return await client.Devices.GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.NotFound)
        {
            return Single(reference, [], []);
        }
    }

    private protected override async Task<Device> ByTextAsync(DeviceReference reference, CancellationToken cancellationToken)
    {
        if (await IndexAsync(cancellationToken, reference.IsSerialNumber ? 1 : 2).ConfigureAwait(false) is { } index)
            return Latest(FromIndex(reference, index));
        string typed = QuoteInsensitiveComparer.NormalizeQuotes(reference.Text);
        List<Device> similar = await ListAsync(new DeviceQuery { SerialNumber = reference.Text }, cancellationToken).ConfigureAwait(false);
        List<Device> exact = similar.FindAll(d => Same(d.SerialNumber, reference.Text));
        List<Device> named = reference.IsSerialNumber ? []
            : await ListAsync(new DeviceQuery { DeviceName = WildcardFilter.WithoutQuotes(typed) }, cancellationToken)
                .ConfigureAwait(false);
        if (exact.Count == 0)
        {
            similar.AddRange(named.Where(device =>
                QuoteInsensitiveComparer.NormalizeQuotes(device.DeviceName ?? "").IndexOf(typed, StringComparison.OrdinalIgnoreCase) >= 0));
            exact = Named(reference, named);
        }
        else
        {
            RequireNoOtherOfTheName(reference, exact, named);
        }
        // As it is typed where wildcards are escaped: 'a`[b' for a[b.
        if (exact.Count == 0 && IsEscaped(reference, out string name))
            return await ByTextAsync(new DeviceReference(name), cancellationToken).ConfigureAwait(false);
        return Single(reference, exact, similar);
    }

    private protected override Task<List<Device>> ListAsync(CancellationToken cancellationToken) =>
        ListAsync(new DeviceQuery(), cancellationToken);

    private Task<List<Device>> ListAsync(DeviceQuery query, CancellationToken cancellationToken) =>
        client.Devices.ListAsync(query, cancellationToken).ToListAsync();

    private async Task<Index?> IndexAsync(CancellationToken cancellationToken, int requests = 1) =>
        await AllAfterManyAsync(cancellationToken, requests).ConfigureAwait(false) is { } all ? _index ??= new Index(all) : null;

    private Device Latest(Device listed) => _changed.TryGetValue(listed.DeviceId ?? "", out Device? changed) ? changed : listed;

    private Device FromIndex(DeviceReference reference, Index index)
    {
        List<Device> exact = index.BySerial[reference.Text].ToList();
        if (exact.Count == 0 && !reference.IsSerialNumber)
            exact = Named(reference, index.ByName[reference.Text].ToList());
        else if (!reference.IsSerialNumber)
            RequireNoOtherOfTheName(reference, exact, index.ByName[reference.Text]);
        if (exact.Count == 0 && IsEscaped(reference, out string name))
            return FromIndex(new DeviceReference(name), index);
        return Single(reference, exact, []);
    }

    // A name with the very quotes that were typed comes before one with others.
    private List<Device> Named(DeviceReference reference, List<Device> devices)
    {
        List<Device> named = devices.FindAll(d => Same(d.DeviceName, reference.Text));
        if (named.Count == 0)
            named = devices.FindAll(d => QuoteInsensitiveComparer.Comparer.Equals(d.DeviceName, reference.Text));
        if (named.Count == 0 || allowName)
            return named;
        throw new ObjectException("KandjiNameNotAccepted", ErrorCategory.InvalidArgument,
            $"'{reference.Text}' is the name of {(named.Count == 1 ? "a device" : $"{named.Count} devices")}:",
            UniqueMatch.Listed(named, Show),
            "Names can change and are not unique, so this command does not accept them. Give the id or the serial number.");
    }

    // Text that is one device's serial number and another's name means neither more than the other.
    private static void RequireNoOtherOfTheName(DeviceReference reference, List<Device> withSerialNumber, IEnumerable<Device> named)
    {
        List<Device> others = named.Where(device => Same(device.DeviceName, reference.Text)
            && !withSerialNumber.Exists(known => Same(known.DeviceId, device.DeviceId ?? ""))).ToList();
        if (others.Count == 0)
            return;
        throw new ObjectException("KandjiAmbiguous", ErrorCategory.InvalidArgument,
            $"'{reference.Text}' is the serial number of {Count(withSerialNumber)} and the name of {Count(others)}:",
            UniqueMatch.Listed(
                withSerialNumber.Select(device => (Device: device, As: "serial number"))
                    .Concat(others.Select(device => (Device: device, As: "name"))),
                candidate => $"by {candidate.As}: {Show(candidate.Device)}"),
            "Give the id, or a row with a column serial_number.") { Target = reference.Text };
    }

    private static string Count(List<Device> devices) => devices.Count == 1 ? "one device" : $"{devices.Count} devices";

    private static bool IsEscaped(DeviceReference reference, out string name)
    {
        name = WildcardPattern.Unescape(reference.Text);
        return !reference.IsSerialNumber && name != reference.Text;
    }

    private static Device Single(DeviceReference reference, List<Device> exact, List<Device> similar)
    {
        string key = reference.Id is not null ? "id" : reference.IsSerialNumber ? "serial number" : "serial number or name";
        string hint = reference.Id is not null ? ""
            : WildcardFilter.IsPattern(reference.Text) ? " Wildcards are for Get-KandjiDevice: pipe here what it returns."
            : reference.Text.Contains("@") ? $" Get-KandjiDevice -User '{reference.Text}' returns a user's devices."
            : "";
        return UniqueMatch.Single(
            exact, similar, Show, $"No device has the {key} '{reference.Text}'.", $"devices have the {key} '{reference.Text}'", hint: hint);
    }

    // Two records of one serial number have the same name as a rule: what tells them apart is when each was last heard from.
    private static string Show(Device device) =>
        string.Join(", ", new[]
        {
            device.ToString(),
            device.Model,
            device.User is { } user ? user.ToString() : "assigned to nobody",
            "last check-in " + DisplayText.TimeAndAgo(device.LastCheckIn),
            device.IsRemoved == true ? "removed" : null,
            "id " + device.DeviceId,
        }.Where(part => !string.IsNullOrEmpty(part)));

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private sealed class Index(List<Device> all)
    {
        public ILookup<string, Device> ById { get; } = all.ToLookup(d => d.DeviceId ?? "", StringComparer.OrdinalIgnoreCase);

        public ILookup<string, Device> BySerial { get; } = all.ToLookup(d => d.SerialNumber ?? "", StringComparer.OrdinalIgnoreCase);

        public ILookup<string, Device> ByName { get; } = all.ToLookup(d => d.DeviceName ?? "", QuoteInsensitiveComparer.Comparer);
    }
}
