using Kandji.Automation.Configuration;
using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Detail;
using Kandji.Client.Enrollment;
using Kandji.Client.Json;
using Kandji.Client.Model;
using Kandji.Client.Tags;
using Kandji.Client.Users;

namespace Kandji.Automation.Inventory;

/// <summary>
/// The description of a kind for the inventory: how it is listed, and which fields are its identity, its name, or always move.
/// </summary>
internal sealed class InventoryKind
{
    private readonly Func<KandjiClient, CancellationToken, IAsyncEnumerable<TenantObject>>? _list;
    private readonly Func<byte[], TenantIdentity, TenantObject> _read;

    private InventoryKind(
        ConfigurationKind kind, string name, Func<byte[], TenantIdentity, TenantObject> read,
        Func<KandjiClient, CancellationToken, IAsyncEnumerable<TenantObject>>? list)
    {
        Kind = kind;
        Name = name;
        _read = read;
        _list = list;
    }

    /// <summary>Devices, as the device list shows them.</summary>
    public static InventoryKind Device { get; } = Create<Device>(
        ConfigurationKind.Device, "Device", static (client, token) => client.Devices.ListRowsAsync(token),
        id: "device_id", nameField: "device_name", serial: "serial_number", enrolled: "last_enrollment", volatileFields: ["last_check_in"]);

    /// <summary>
    /// The details of devices, a part of the kind of devices. Their rows have the device's id, name, serial number and check-in before what
    /// the service sent.
    /// </summary>
    public static InventoryKind DeviceDetail { get; } =
        new(ConfigurationKind.Device, "DeviceDetail", DetailSync.Read, null)
        {
            Type = typeof(DeviceDetail),
            IdField = "inventory_id",
            NameField = "inventory_name",
            SerialField = "inventory_serial",
            VolatileFields =
            [
                "inventory_check_in", "inventory_name", "inventory_serial", "general.time_since_boot", "mdm.last_check_in",
                "kandji_agent.last_check_in", "kandji_agent.last_check_in_datetime", "hardware_overview.battery_health",
                "hardware_overview.free_capacity", "hardware.available_capacity", "volumes", "network.ip_address", "network.public_ip",
                "network.wifi_ipv4_address", "network.wifi_ipv6_address", "lost_mode.last_location", "lost_mode.last_location_at",
                "lost_mode.last_location_status_at",
            ],
            IsPart = true,
        };

    /// <summary>Users of the directory.</summary>
    public static InventoryKind User { get; } = Create<User>(
        ConfigurationKind.User, "User", static (client, token) => client.Users.ListRowsAsync(token),
        id: "id", nameField: "name", serial: "", enrolled: "", volatileFields: ["updated_at"]);

    /// <summary>Devices that Apple knows.</summary>
    public static InventoryKind AdeDevice { get; } = Create<AdeDevice>(
        ConfigurationKind.AdeDevice, "AdeDevice", static (client, token) => client.Enrollment.ListDeviceRowsAsync(token),
        id: "id", nameField: "serial_number", serial: "serial_number", enrolled: "device_assigned_date",
        volatileFields: ["assignment_status_received_at", "profile_push_time"]);

    /// <summary>Blueprints.</summary>
    public static InventoryKind Blueprint { get; } = Create<Blueprint>(
        ConfigurationKind.Blueprint, "Blueprint", static (client, token) => client.Blueprints.ListAsync(cancellationToken: token),
        id: "id", nameField: "name", serial: "", enrolled: "", volatileFields: ["computers_count", "missing_computers_count"]);

    /// <summary>Tags.</summary>
    public static InventoryKind Tag { get; } = Create<Tag>(
        ConfigurationKind.Tag, "Tag", static (client, token) => client.Tags.ListAsync(cancellationToken: token),
        id: "id", nameField: "name", serial: "", enrolled: "", volatileFields: []);

    /// <summary>The kinds that can be kept, in the order in which they are read.</summary>
    public static IReadOnlyList<InventoryKind> All { get; } = [Blueprint, Tag, User, AdeDevice, Device];

    /// <summary>The kinds that a store may have.</summary>
    public static IReadOnlyList<InventoryKind> Stored { get; } = [.. All, DeviceDetail];

    /// <summary>The kind.</summary>
    public ConfigurationKind Kind { get; }

    /// <summary>The name in the store.</summary>
    public string Name { get; }

    /// <summary>The type of the objects.</summary>
    public Type Type { get; private init; } = typeof(TenantObject);

    /// <summary>The name of several, for messages.</summary>
    public string Words => this == DeviceDetail ? "details of devices" : ConfigurationKinds.Plural(Kind);

    /// <summary>
    /// Indicates whether the kind is a part of another, of whose coming and going the other tells, and whose objects are made of sections.
    /// </summary>
    public bool IsPart { get; private init; }

    /// <summary>The field of the id.</summary>
    public string IdField { get; private init; } = "id";

    /// <summary>The field of the name.</summary>
    public string NameField { get; private init; } = "name";

    /// <summary>The field of the serial number; empty for what has none.</summary>
    public string SerialField { get; private init; } = "";

    /// <summary>The field of the last enrollment; empty for what has none.</summary>
    public string EnrolledField { get; private init; } = "";

    /// <summary>The fields that always move, which are no change.</summary>
    public IReadOnlyList<string> VolatileFields { get; private init; } = [];

    /// <summary>The kind of an enumeration's value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Things of this kind are not kept in an inventory.</exception>
    public static InventoryKind From(ConfigurationKind kind) =>
        All.FirstOrDefault(known => known.Kind == kind)
        ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "Things of this kind are not kept in an inventory.");

    /// <summary>
    /// Lists everything of the kind, each with the JSON that it came as. Of long lists nothing else is read but ids.
    /// </summary>
    public IAsyncEnumerable<TenantObject> ListAsync(KandjiClient client, CancellationToken cancellationToken) =>
        _list!(client.KeepingSources(), cancellationToken);

    /// <summary>Reads an object back from its JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="origin">The tenant that it was read from.</param>
    public TenantObject Read(byte[] json, TenantIdentity origin) => _read(json, origin);

    private static InventoryKind Create<T>(
        ConfigurationKind kind, string name, Func<KandjiClient, CancellationToken, IAsyncEnumerable<TenantObject>> list,
        string id, string nameField, string serial, string enrolled, string[] volatileFields)
        where T : TenantObject, new() =>
        new(kind, name, ReadOne<T>, list)
        {
            Type = typeof(T),
            IdField = id,
            NameField = nameField,
            SerialField = serial,
            EnrolledField = enrolled,
            VolatileFields = volatileFields,
        };

    private static TenantObject ReadOne<T>(byte[] json, TenantIdentity origin)
        where T : TenantObject, new()
    {
        var reader = new JsonTokenReader(json);
        reader.Read();
        StringPool context = StringPool.ForSingleResponse();
        context.Origin = origin;
        return ModelReader<T>.Read(ref reader, context);
    }
}
