using Kandji.Automation.Configuration;
using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.Client.Tags;
using Kandji.Client.Users;

namespace Kandji.Automation.Plans;

/// <summary>Reads the objects that steps are about, each once: many devices with their list, few one by one.</summary>
/// <param name="client">The client of the tenant.</param>
internal sealed class PlanTargets(KandjiClient client)
{
    private const int MaxSingleReads = 100;
    private const int Width = 8;

    private readonly Dictionary<string, Device> _devices = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string?> _blueprints = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string?> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> _items = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, Tag>? _tags;

    /// <summary>When devices were read, by the service's time, in UTC and whole seconds.</summary>
    public DateTime ReadAt { get; private set; }

    /// <summary>Takes devices that were read already, so that they are not read again.</summary>
    /// <param name="devices">The devices.</param>
    /// <param name="readAt">When they were read at the earliest, by the service's time, in UTC and whole seconds.</param>
    public void Remember(IEnumerable<Device> devices, DateTime readAt)
    {
        ReadAt = readAt;
        foreach (Device device in devices)
            _devices[device.DeviceId ?? ""] = device;
    }

    /// <summary>Reads devices ahead. One that cannot be read is read again, with its error, when it is asked for.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task PrepareAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        string[] missing = ids.Distinct(StringComparer.OrdinalIgnoreCase).Where(id => !_devices.ContainsKey(id)).ToArray();
        if (missing.Length == 0)
            return;
        ReadAt = ServiceTime();
        if (missing.Length > MaxSingleReads)
        {
            var wanted = new HashSet<string>(missing, StringComparer.OrdinalIgnoreCase);
            await foreach (Device device in client.Devices.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (device.DeviceId is { } id && wanted.Contains(id))
                    _devices[id] = device;
            }
            return;
        }
        using var width = new SemaphoreSlim(Width);
        Device?[] read = await Task.WhenAll(missing.Select(async id =>
        {
            await width.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await client.Devices.GetAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (KandjiApiException e) when (e.Kind is KandjiErrorKind.NotFound or KandjiErrorKind.BadRequest)
            {
                return null;
            }
            finally
            {
                width.Release();
            }
        })).ConfigureAwait(false);
        foreach (Device device in read.OfType<Device>())
            _devices[device.DeviceId ?? ""] = device;
    }

    /// <summary>Reads a device.</summary>
    /// <exception cref="KandjiApiException">There is none of this id, or the call failed.</exception>
    public async Task<Device> ReadDeviceAsync(string id, CancellationToken cancellationToken)
    {
        if (!_devices.TryGetValue(id, out Device? device))
        {
            if (ReadAt == default)
                ReadAt = ServiceTime();
            _devices[id] = device = await client.Devices.GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        return device;
    }

    /// <summary>Reads the object that an operation changes; null where it makes one.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="arguments">The values of its path.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="KandjiApiException">There is none, or the call failed.</exception>
    public async Task<KandjiObject?> ReadAsync(
        PlanOperation operation, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (operation.Kind == ConfigurationKind.Device)
        {
            return arguments.Count == 2
                ? await client.Devices.GetNoteAsync(arguments[0], arguments[1], cancellationToken).ConfigureAwait(false)
                : await ReadDeviceAsync(arguments[0], cancellationToken).ConfigureAwait(false);
        }
        if (operation.Kind == ConfigurationKind.BlueprintRouting)
            return await client.BlueprintRouting.GetAsync(cancellationToken).ConfigureAwait(false);
        if (operation.IsNew)
            return null;
        string id = arguments[0];
        switch (operation.Kind)
        {
            case ConfigurationKind.Blueprint:
                Blueprint blueprint = await client.Blueprints.GetAsync(id, cancellationToken).ConfigureAwait(false);
                _blueprints[id] = blueprint.Name;
                return blueprint;
            case ConfigurationKind.Tag:
                return await ReadTagAsync(id, cancellationToken).ConfigureAwait(false);
            case ConfigurationKind.CustomScript:
                return await client.Library.GetCustomScriptAsync(id, cancellationToken).ConfigureAwait(false);
            case ConfigurationKind.CustomProfile:
                return await client.Library.GetCustomProfileAsync(id, cancellationToken).ConfigureAwait(false);
            case ConfigurationKind.CustomApp:
                return await client.Library.GetCustomAppAsync(id, cancellationToken).ConfigureAwait(false);
            case ConfigurationKind.InHouseApp:
                return await client.Library.GetInHouseAppAsync(id, cancellationToken).ConfigureAwait(false);
            case ConfigurationKind.AdeIntegration:
                return await client.Enrollment.GetAsync(id, cancellationToken).ConfigureAwait(false);
            case ConfigurationKind.AdeDevice:
                return await client.Enrollment.GetDeviceAsync(id, cancellationToken).ConfigureAwait(false);
            default:
                return await client.Users.GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Indicates whether a blueprint has a library item.</summary>
    public async Task<bool> HasItemAsync(string blueprintId, string itemId, CancellationToken cancellationToken)
    {
        if (!_items.TryGetValue(blueprintId, out HashSet<string>? items))
        {
            items = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            await foreach (BlueprintLibraryItem item in client.Blueprints.ListLibraryItemsAsync(blueprintId, cancellationToken)
                .ConfigureAwait(false))
            {
                items.Add(item.Id ?? "");
            }
            _items[blueprintId] = items;
        }
        return items.Contains(itemId);
    }

    /// <summary>The name of a blueprint, for people; null where it cannot be read.</summary>
    public Task<string?> FindBlueprintNameAsync(string id, CancellationToken cancellationToken) => FindAsync(
        _blueprints, id, async () => (await client.Blueprints.GetAsync(id, cancellationToken).ConfigureAwait(false)).Name);

    /// <summary>The e-mail address of a user, or the name where there is none, for people; null where it cannot be read.</summary>
    public Task<string?> FindUserNameAsync(string id, CancellationToken cancellationToken) => FindAsync(_users, id, async () =>
    {
        User user = await client.Users.GetAsync(id, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(user.Email) ? user.Name : user.Email;
    });

    private static async Task<string?> FindAsync(Dictionary<string, string?> known, string id, Func<Task<string?>> read)
    {
        if (known.TryGetValue(id, out string? name))
            return name;
        try
        {
            name = await read().ConfigureAwait(false);
        }
        catch (KandjiApiException e) when (e.Kind is KandjiErrorKind.Forbidden or KandjiErrorKind.NotFound or KandjiErrorKind.BadRequest)
        {
            // The plan has the id, which is what counts.
            name = null;
        }
        return known[id] = name;
    }

    private async Task<Tag> ReadTagAsync(string id, CancellationToken cancellationToken)
    {
        if (_tags is null)
        {
            var tags = new Dictionary<string, Tag>(StringComparer.OrdinalIgnoreCase);
            await foreach (Tag tag in client.Tags.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
                tags[tag.Id ?? ""] = tag;
            _tags = tags;
        }
        return _tags.TryGetValue(id, out Tag? found) ? found : throw new ArgumentException($"There is no tag with the id '{id}'.");
    }

    private DateTime ServiceTime()
    {
        DateTime now = client.ServiceTime.ToUniversalTime();
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
    }
}
