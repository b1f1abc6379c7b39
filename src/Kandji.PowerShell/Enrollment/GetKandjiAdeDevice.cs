using Kandji.Client.Enrollment;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Blueprints;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Users;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// <para type="synopsis">Gets the devices that Apple's Automated Device Enrollment knows, whether they have enrolled or not.</para>
/// <para type="description">
/// Without parameters it lists them all. Values are matched whole and without regard to case, and wildcards work. An integration from the
/// pipeline returns its devices; a device returns what Apple knows of it. A serial number or an id that no such device has is an error.
/// </para>
/// </summary>
/// <example>
///   <summary>Which Macs have been bought and not set up yet?</summary>
///   <code>Get-KandjiAdeDevice -DeviceFamily Mac | Where-Object { -not $_.MdmDevice }</code>
/// </example>
/// <example>
///   <summary>Find a device by its serial number</summary>
///   <code>Get-KandjiAdeDevice C02XXXXXXX</code>
/// </example>
/// <example>
///   <summary>List the devices of a connection</summary>
///   <code>Get-KandjiAdeIntegration 'Northwind Macs' | Get-KandjiAdeDevice</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiAdeDevice", DefaultParameterSetName = ByFilter)]
[OutputType(typeof(AdeDevice))]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.ListDevices), When = "unless an integration is given")]
public sealed class GetKandjiAdeDevice : KandjiCmdlet
{
    private const string ByFilter = "Filter";
    private const string ByReference = "Device";

    private AdeDeviceResolver? _resolver;

    /// <summary>
    /// The device: its serial number, its id in Automated Device Enrollment, or an object that names it (such a device, an enrolled device,
    /// a row with a column serial_number). An integration means all its devices. Wildcards match serial numbers.
    /// </summary>
    [Parameter(ParameterSetName = ByReference, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id")]
    [KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.GetDevice), When = "for a device given by id")]
    [KandjiOperation(
        typeof(EnrollmentOperations), nameof(EnrollmentOperations.ListDevicesOfIntegration), When = "for the devices of an integration")]
    [SupportsWildcards]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(AdeDeviceCompleter))]
    public object[] Device { get; set; } = [];

    /// <summary>The serial number.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AdeDeviceCompleter))]
    [TextTransformation]
    public string[]? SerialNumber { get; set; }

    /// <summary>The connection that brought the device: id, name of its MDM server, or an integration object.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.ListDevicesOfIntegration))]
    [AdeIntegrationReferenceTransformation]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(AdeIntegrationCompleter))]
    public AdeIntegrationReference[]? Integration { get; set; }

    /// <summary>The blueprint that the device has of its own: id, name, or a blueprint object.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [BlueprintReferenceTransformation]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public BlueprintReference[]? Blueprint { get; set; }

    /// <summary>The assigned user: id, e-mail address, or a user object.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [UserReferenceTransformation]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserReference[]? User { get; set; }

    /// <summary>The family: Mac, iPad, iPhone, iPod, AppleTV or Vision.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [Alias("Family", "Platform")]
    [PlatformTransformation]
    [EnumSpellingTransformation]
    [ValidateSet("Mac", "iPad", "iPhone", "iPod", "AppleTV", "Vision")]
    [ValidateNotNullOrEmpty]
    public string[]? DeviceFamily { get; set; }

    /// <summary>The model, for example 'MacBook*'.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? Model { get; set; }

    /// <summary>The system, as Apple calls it here: OSX, iOS, iPadOS, tvOS or visionOS.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [PlatformTransformation(AsSystem = true)]
    [EnumSpellingTransformation]
    [ValidateSet("OSX", "iOS", "iPadOS", "tvOS", "visionOS")]
    [ValidateNotNullOrEmpty]
    public string[]? OS { get; set; }

    /// <summary>How far the enrollment profile has come: Empty, Assigned, Pushed (to the device) or Removed.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [EnumSpellingTransformation]
    [ValidateSet("Empty", "Assigned", "Pushed", "Removed")]
    [ValidateNotNullOrEmpty]
    public string[]? ProfileStatus { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == ByFilter)
        {
            WriteFiltered();
            return;
        }
        _resolver ??= new AdeDeviceResolver(Client);
        foreach (object item in Device.SelectMany(ReferenceText.Items))
            Guard(item, () => WriteReferred(item));
    }

    private void WriteReferred(object item)
    {
        if (item.Unwrap() is AdeIntegration integration)
        {
            foreach (AdeDevice device in Stream(Client.Enrollment.ListIntegrationDevicesAsync(integration.Id!, StopToken)))
                WriteModel(device);
            return;
        }
        AdeDeviceReference reference = AdeDeviceReference.From(item)
            ?? throw new ArgumentException(
                $"'{item}' does not identify a device. Give a serial number, a device object, an integration, or a row with a column "
                    + $"serial_number.");
        if (WildcardFilter.IsPattern(reference.Text))
        {
            WildcardFilter filter = WildcardFilter.Create([reference.Text])!;
            var query = new AdeDeviceQuery { SerialNumber = filter.Substring };
            foreach (AdeDevice device in Stream(Client.Enrollment.ListDevicesAsync(query, StopToken))
                .Where(d => filter.Matches(d.SerialNumber)))
                WriteModel(device);
            return;
        }
        // A device object on the pipeline is read again: that is what a Get command is for.
        WriteModel(Await(_resolver!.ResolveAsync(reference.Id is { } id ? new AdeDeviceReference(id) : reference, StopToken)));
    }

    private void WriteFiltered()
    {
        WildcardFilter? serial = WildcardFilter.Create(SerialNumber);
        WildcardFilter? model = WildcardFilter.Create(Model);
        WildcardFilter? family = WildcardFilter.Create(DeviceFamily);
        WildcardFilter? system = WildcardFilter.Create(OS);
        WildcardFilter? status = WildcardFilter.Create(ProfileStatus);
        var query = new AdeDeviceQuery
        {
            SerialNumber = serial?.Substring,
            Model = model?.Substring,
            DeviceFamily = Single(DeviceFamily, ["Mac", "iPad", "iPhone", "iPod", "AppleTV", "Vision"]),
            Os = Single(OS, ["OSX", "iOS", "iPadOS", "tvOS", "visionOS"]),
            ProfileStatus = Single(ProfileStatus, ["empty", "assigned", "pushed", "removed"]),
            BlueprintId = Blueprint is null ? null : Await(new BlueprintResolver(Client).ResolveIdAsync(Blueprint[0], StopToken)),
            UserId = User is null ? null : Await(new UserResolver(Client).ResolveIdAsync(User[0], StopToken)),
        };
        // With other conditions beside it, a value that turned up nothing may well exist.
        bool isSingle = new object?[] { SerialNumber, Model, Integration, Blueprint, User, DeviceFamily, OS, ProfileStatus }
            .Count(condition => condition is not null) == 1;
        SoughtValues<AdeDevice> serials = Sought(
            nameof(SerialNumber), "serial number", serial, isSingle, part => new AdeDeviceQuery { SerialNumber = part },
            device => device.SerialNumber);
        SoughtValues<AdeDevice> models = Sought(
            nameof(Model), "model", model, isSingle, part => new AdeDeviceQuery { Model = part }, device => device.Model);
        FilterCheck<AdeDevice> check = new FilterCheck<AdeDevice>()
            .In("-Blueprint", Only(query.BlueprintId), GetBlueprint)
            .In("-User", Only(query.UserId), GetUser);
        // The list of an integration has no filters, and a permission of its own.
        IEnumerable<AdeDevice> devices = Integration is null
            ? Stream(Client.Enrollment.ListDevicesAsync(query, StopToken)).Where(check.Matches)
            : Stream(Client.Enrollment.ListIntegrationDevicesAsync(
                    Await(new AdeIntegrationResolver(Client).ResolveIdAsync(Integration[0], StopToken)), StopToken))
                .Where(device => IsOrAny(query.BlueprintId, GetBlueprint(device)) && IsOrAny(query.UserId, GetUser(device)));
        bool isEmpty = true;
        foreach (AdeDevice device in devices)
        {
            isEmpty = false;
            serials.See(device);
            models.See(device);
            bool matches = (serial?.Matches(device.SerialNumber) ?? true) && (model?.Matches(device.Model) ?? true)
                && (family?.Matches(device.DeviceFamily) ?? true) && (system?.Matches(device.Os) ?? true)
                && (status?.Matches(device.ProfileStatus) ?? true);
            if (matches)
                WriteModel(device);
        }

        if (isEmpty)
        {
            WriteMissing(nameof(Blueprint), ExistenceCheck.IdsAlone(Blueprint), (check, ids, token) => check.BlueprintsAsync(ids, token));
            WriteMissing(nameof(User), ExistenceCheck.IdsAlone(User), (check, ids, token) => check.UsersAsync(ids, token));
        }
        WriteMissing(serials);
        WriteMissing(models);
    }

    private static SoughtValues<AdeDevice> Sought(
        string parameter, string noun, WildcardFilter? filter, bool isSingle, Func<string?, AdeDeviceQuery> query,
        Func<AdeDevice, string?> valueOf)
    {
        string none = $"No device of Automated Device Enrollment has the {noun}";
        return new SoughtValues<AdeDevice>(
            parameter, filter?.Literals, QuoteInsensitiveComparer.Comparer, device => [valueOf(device)],
            (check, values, token) => check.AdeDeviceFieldAsync(values, none, query, valueOf, token))
        {
            None = isSingle ? none : null,
        };
    }

    private static string GetBlueprint(AdeDevice device) => device.BlueprintId ?? device.Blueprint ?? "";

    private static string GetUser(AdeDevice device) => device.UserId ?? device.User ?? "";

    private static bool IsOrAny(string? asked, string value) =>
        asked is null || string.Equals(asked, value, StringComparison.OrdinalIgnoreCase);

    private static string[]? Only(string? value) => value is null ? null : [value];

    // The service minds the case; a set of values it does not know.
    private static string? Single(string[]? asked, string[] known) =>
        asked is { Length: 1 } ? known.First(value => value.Equals(asked[0], StringComparison.OrdinalIgnoreCase)) : null;
}
