using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// Finds the device that a reference means: exactly one, or an error that lists the candidates. One resolver serves one command; after
/// some look-ups it reads the whole list once instead, so that ten thousand rows of a CSV file do not cost ten thousand requests.
/// </summary>
internal sealed class DeviceResolver(KandjiClient client)
{
    private const int LookupsBeforeList = 40;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly ConcurrentDictionary<string, Device> _changed = new(StringComparer.OrdinalIgnoreCase);
    private int _lookups;
    private ILookup<string, Device>? _byId;
    private ILookup<string, Device>? _bySerial;
    private ILookup<string, Device>? _byName;

    /// <summary>Finds a device by id or serial number only, as everything that cannot be undone does: a name is refused.</summary>
    /// <exception cref="ObjectException">There is none, or several.</exception>
    public Task<Device> ResolveAsync(DeviceReference reference, CancellationToken cancellationToken) =>
        ResolveAsync(reference, allowName: false, cancellationToken);

    /// <summary>Finds a device.</summary>
    /// <param name="reference">What was given.</param>
    /// <param name="allowName">Whether a name will do.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="ObjectException">There is none, or several.</exception>
    public async Task<Device> ResolveAsync(DeviceReference reference, bool allowName, CancellationToken cancellationToken)
    {
        if (reference.Device is { } known)
            return known;
        Device device = await FindAsync(reference, allowName, cancellationToken).ConfigureAwait(false);
        // A file of which one column was sorted names another device in each.
        if (reference.SerialNumberBesideId is { } serial && !Same(device.SerialNumber, serial))
        {
            throw new ObjectException("KandjiContradiction", ErrorCategory.InvalidArgument,
                $"The row names two devices: '{reference.Text}' is {device}, and not the one with the serial number '{serial}'. Correct the row, or leave one of the two columns empty.");
        }
        return device;
    }

    private async Task<Device> FindAsync(DeviceReference reference, bool allowName, CancellationToken cancellationToken)
    {
        if (await UseListAsync(cancellationToken).ConfigureAwait(false))
        {
            Device listed = FromList(reference, allowName);
            return _changed.TryGetValue(listed.DeviceId ?? "", out Device? changed) ? changed : listed;
        }
        if (reference.Id is { } id)
        {
            try
            {
                return await client.Devices.GetAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.NotFound)
            {
                throw NotFound(reference, []);
            }
        }

        List<Device> similar = await ListAsync(new DeviceQuery { SerialNumber = reference.Text }, cancellationToken).ConfigureAwait(false);
        List<Device> exact = similar.FindAll(d => Same(d.SerialNumber, reference.Text));
        if (exact.Count == 0 && !reference.IsSerialNumber)
        {
            string typed = TypedText.Straight(reference.Text);
            List<Device> named = await ListAsync(new DeviceQuery { DeviceName = TextFilter.WithoutQuotes(typed) }, cancellationToken).ConfigureAwait(false);
            similar.AddRange(named.Where(d => TypedText.Straight(d.DeviceName ?? "").IndexOf(typed, StringComparison.OrdinalIgnoreCase) >= 0));
            exact = Named(reference, named, allowName);
        }
        return Single(reference, exact, similar);
    }

    /// <summary>Takes note that a device was changed since the list was read, for when it is named again.</summary>
    /// <param name="device">The device as it is now.</param>
    public void Remember(Device device) => _changed[device.DeviceId ?? ""] = device;

    private async Task<bool> UseListAsync(CancellationToken cancellationToken)
    {
        if (_byId is null && Interlocked.Increment(ref _lookups) <= LookupsBeforeList)
            return false;
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_byId is null)
            {
                List<Device> all = await ListAsync(new DeviceQuery(), cancellationToken).ConfigureAwait(false);
                _bySerial = all.ToLookup(d => d.SerialNumber ?? "", StringComparer.OrdinalIgnoreCase);
                _byName = all.ToLookup(d => d.DeviceName ?? "", TypedText.Comparer);
                _byId = all.ToLookup(d => d.DeviceId ?? "", StringComparer.OrdinalIgnoreCase);
            }
            return true;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private Device FromList(DeviceReference reference, bool allowName)
    {
        if (reference.Id is { } id)
            return _byId![id].FirstOrDefault() ?? throw NotFound(reference, []);
        List<Device> exact = _bySerial![reference.Text].ToList();
        if (exact.Count == 0 && !reference.IsSerialNumber)
            exact = Named(reference, _byName![reference.Text].ToList(), allowName);
        return Single(reference, exact, []);
    }

    // A name with the very quotes that were typed comes before one with others.
    private static List<Device> Named(DeviceReference reference, List<Device> devices, bool allowName)
    {
        List<Device> named = devices.FindAll(d => Same(d.DeviceName, reference.Text));
        if (named.Count == 0)
            named = devices.FindAll(d => TypedText.Comparer.Equals(d.DeviceName, reference.Text));
        if (named.Count == 0 || allowName)
            return named;
        throw new ObjectException("KandjiNameNotAccepted", ErrorCategory.InvalidArgument,
            $"'{reference.Text}' is the name of {Candidates(named)}. Names change and repeat, so this command takes none: give the id or the serial number.");
    }

    private static Device Single(DeviceReference reference, List<Device> exact, List<Device> similar) => exact.Count switch
    {
        1 => exact[0],
        0 => throw NotFound(reference, similar),
        _ => throw new ObjectException("KandjiAmbiguous", ErrorCategory.InvalidArgument,
            $"'{reference.Text}' means {exact.Count} devices: {Candidates(exact)}. Give the id."),
    };

    private static ObjectException NotFound(DeviceReference reference, List<Device> similar) =>
        new("KandjiNotFound", ErrorCategory.ObjectNotFound,
            $"No device has the {(reference.Id is null ? reference.IsSerialNumber ? "serial number" : "serial number or name" : "id")} '{reference.Text}'."
            + (similar.Count == 0 ? "" : $" Similar: {Candidates(similar)}.")
            + (reference.Id is not null ? ""
                : WildcardPattern.ContainsWildcardCharacters(reference.Text) ? " Wildcards are for Get-KandjiDevice: pipe here what it returns."
                : reference.Text.Contains("@") ? $" Get-KandjiDevice -User '{reference.Text}' returns a user's devices."
                : ""));

    private static string Candidates(IEnumerable<Device> devices)
    {
        List<string> names = devices.Select(d => $"{d} id {d.DeviceId}").Distinct().ToList();
        return string.Join("; ", names.Take(10)) + (names.Count > 10 ? $" and {names.Count - 10} more" : "");
    }

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private Task<List<Device>> ListAsync(DeviceQuery query, CancellationToken cancellationToken) =>
        client.Devices.ListAsync(query, cancellationToken).ToListAsync();
}
