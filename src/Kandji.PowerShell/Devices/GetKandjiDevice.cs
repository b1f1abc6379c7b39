using Kandji.Client.Devices;
using Kandji.Client.Tags;
using Kandji.Client.Users;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Blueprints;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Devices.Filters;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;
using Kandji.PowerShell.Tags;
using Kandji.PowerShell.Users;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Gets devices: all of them, by id or serial number, or by what they are and whose.</para>
/// <para type="description">
/// Streams devices of every platform. Without parameters it lists them all. Values are matched whole and without regard to case, and
/// wildcards work in every text parameter; where several parameters are given, a device must match them all, and where one parameter has
/// several values, any of them. Devices come in the order of their ids unless -OrderBy says otherwise.
/// </para>
/// <para type="description">
/// A value without wildcards that does not exist is an error, with the values that come near it: an id, a serial number, a name, an asset
/// tag or a model that no device has, and a tag, a user, a blueprint or a platform that there is not. It is looked up after the list came
/// back without it. A tag or a user that exists and has no devices returns nothing, as wildcards do that nothing matches.
/// </para>
/// <para type="description">
/// Devices go on to Get-KandjiDeviceDetail, Get-KandjiDeviceApp, Get-KandjiDeviceStatus and the other commands that read more about each,
/// and to Invoke-KandjiDeviceAction, which acts on them.
/// </para>
/// </summary>
/// <example>
///   <summary>List all Macs of a blueprint</summary>
///   <code>Get-KandjiDevice -Platform Mac -Blueprint 'Engineering'</code>
/// </example>
/// <example>
///   <summary>Find devices that have not been heard from for a month</summary>
///   <code>Get-KandjiDevice -NotSeenSince 30d</code>
/// </example>
/// <example>
///   <summary>Find Macs whose macOS is older than a version</summary>
///   <code>Get-KandjiDevice -Platform Mac -OSVersionBelow 15.6.1 | Sort-Object OsVersionNumber</code>
///   <para>OsVersion is text; OsVersionNumber compares and sorts: 15.6.1 comes before 15.10.</para>
/// </example>
/// <example>
///   <summary>Find a device by its serial number</summary>
///   <code>Get-KandjiDevice C02XXXXXXX</code>
///   <para>An id, a serial number, or a name works here; so do wildcards: Get-KandjiDevice 'C02*'.</para>
/// </example>
/// <example>
///   <summary>Which devices has somebody?</summary>
///   <code>Get-KandjiUser -Email 'left@example.com' | Get-KandjiDevice</code>
///   <para>A blueprint or a tag on the pipeline returns its devices in the same way.</para>
/// </example>
/// <example>
///   <summary>Read the devices of a CSV file</summary>
///   <code>Import-Csv devices.csv | Get-KandjiDevice</code>
///   <para>The file has a column serial_number or device_id.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiDevice", DefaultParameterSetName = ByFilter)]
[OutputType(typeof(Device))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List))]
public sealed class GetKandjiDevice : KandjiCmdlet
{
    private const string ByFilter = "Filter";
    private const string ByReference = "Device";

    private DeviceResolver? _resolver;

    /// <summary>
    /// The device: its id, its serial number, its name, or an object that names it (a device, a row with a column device_id or
    /// serial_number). Wildcards match serial numbers and names. A user, a blueprint or a tag means all its devices.
    /// </summary>
    [Parameter(
        ParameterSetName = ByReference, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [DeviceReferenceTransformation(OwnersToo = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>The device's name.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [Alias("DeviceName")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    [TextTransformation]
    public string[]? Name { get; set; }

    /// <summary>The serial number.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [TextTransformation]
    public string[]? SerialNumber { get; set; }

    /// <summary>The asset tag.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AssetTagCompleter))]
    [TextTransformation]
    public string[]? AssetTag { get; set; }

    /// <summary>
    /// The platform: Mac, iPhone, iPad, AppleTV, Vision, Windows or Android. The names of the systems mean the same: macOS, iOS, iPadOS,
    /// tvOS, visionOS.
    /// </summary>
    [Parameter(ParameterSetName = ByFilter)]
    [PlatformTransformation]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? Platform { get; set; }

    /// <summary>The blueprint: its id, its name, or a blueprint object. A name with wildcards may match several blueprints.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [BlueprintReferenceTransformation]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public BlueprintReference[]? Blueprint { get; set; }

    /// <summary>The assigned user: id, e-mail address, display name, or a user object.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [UserReferenceTransformation]
    [ValidateNotNullOrEmpty]
    [KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List))]
    [KandjiOperation(
        typeof(UserOperations), nameof(UserOperations.List), nameof(UserOperations.Get), When = "to look up a user who has no device")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserReference[]? User { get; set; }

    /// <summary>The assigned user's e-mail address.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [KandjiOperation(typeof(UserOperations), nameof(UserOperations.List), When = "to look up a user who has no device")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    [TextTransformation]
    public string[]? UserEmail { get; set; }

    /// <summary>The name of a tag. Several: devices that have any of them. Without wildcards the service minds the case.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [KandjiOperation(typeof(TagOperations), nameof(TagOperations.List), When = "to look up a tag that no device has")]
    [Alias("TagName")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TagCompleter))]
    [TextTransformation]
    public string[]? Tag { get; set; }

    /// <summary>The id of a tag. Several: devices that have any of them.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [KandjiOperation(typeof(TagOperations), nameof(TagOperations.List), When = "to look up a tag that no device has")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TagIdCompleter))]
    [TextTransformation]
    public string[]? TagId { get; set; }

    /// <summary>The model, for example 'MacBook Air*'.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DeviceModelCompleter))]
    [TextTransformation]
    public string[]? Model { get; set; }

    /// <summary>The version of the operating system, for example '15.*'.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(OSVersionCompleter))]
    [TextTransformation]
    public string[]? OSVersion { get; set; }

    /// <summary>
    /// Devices whose operating system is older than this version, compared number by number: 15.6.1 is older than 15.10. A device whose
    /// version cannot be read as numbers, as 24H2, is left out; -Verbose says how many. Versions of different platforms are compared as
    /// they are: give -Platform too.
    /// </summary>
    [Parameter(ParameterSetName = ByFilter)]
    [VersionTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(OSVersionNumberCompleter))]
    public Version? OSVersionBelow { get; set; }

    /// <summary>
    /// Devices that have not checked in since this time: a date, or a span before now, as 30d, 12h or 2w. A device that has never checked
    /// in counts. One whose time could not be read does not; a warning names it.
    /// </summary>
    [Parameter(ParameterSetName = ByFilter)]
    [TimeTransformation(MustBePast = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTime? NotSeenSince { get; set; }

    /// <summary>The MAC address, with colons, dashes or neither.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [ValidatePattern("^([0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}$")]
    [TextTransformation]
    public string? MacAddress { get; set; }

    /// <summary>Macs on which FileVault is on ($true) or off ($false).</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [ValidateNotNull]
    public bool? FileVaultEnabled { get; set; }

    /// <summary>
    /// The properties to sort by: AssetTag, BlueprintId, DeviceId, DeviceName, LastCheckIn, Model, Platform, OSVersion, SerialNumber, User;
    /// several in order of weight.
    /// </summary>
    [Parameter(ParameterSetName = ByFilter)]
    [EnumSpellingTransformation]
    [ValidateSet(
        "AssetTag", "BlueprintId", "DeviceId", "DeviceName", "LastCheckIn", "Model", "Platform", "OSVersion", "SerialNumber", "User")]
    [ValidateNotNullOrEmpty]
    public string[]? OrderBy { get; set; }

    /// <summary>Reverses the order of -OrderBy.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    public SwitchParameter Descending { get; set; }

    /// <summary>How many devices to return at most.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [Alias("Top", "Limit")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>How many matching devices to pass over.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == ByFilter)
        {
            WriteFiltered();
            return;
        }
        _resolver ??= new DeviceResolver(Client, allowName: true);
        string[] patterns = Device.Where(IsPattern).Select(reference => reference.Text).ToArray();
        if (patterns.Length > 0)
            Guard(patterns, () => WriteMatching(patterns));
        foreach (DeviceReference reference in Device.Where(reference => !IsPattern(reference)))
        {
            Guard(reference, () =>
            {
                if (reference.Owner is { } owner)
                    WriteDevices(DeviceOwner.From(owner));
                else if (reference.Device is { DeviceId: { } id })
                    WriteModel(Await(Client.Devices.GetAsync(id, StopToken)));
                else
                    WriteModel(Await(_resolver.ResolveAsync(reference, StopToken)));
            });
        }
    }

    private static bool IsPattern(DeviceReference reference) =>
        reference is { Id: null, Owner: null } && WildcardFilter.IsPattern(reference.Text);

    // All patterns that came together, so that a device that two of them match is written once.
    private void WriteMatching(string[] patterns)
    {
        WildcardFilter filter = WildcardFilter.Create(patterns)!;
        foreach (Device device in Stream(Client.Devices.ListAsync(null, StopToken)))
        {
            if (filter.Matches(device.SerialNumber) || filter.Matches(device.DeviceName))
                WriteModel(device);
        }
    }

    private void WriteDevices(DeviceOwner owner)
    {
        foreach (Device device in Stream(Client.Devices.ListAsync(owner.Query, StopToken)).Where(owner.Owns))
            WriteModel(device);
    }

    private void WriteFiltered()
    {
        DeviceFilter filter = MakeFilter();
        DeviceQuery query = filter.ToQuery(Ordering, Skip, First);
        var sought = new SoughtDeviceValues(filter);
        int toSkip = filter.IsAppliedByService ? 0 : Skip;
        int left = First ?? int.MaxValue;
        bool isVerified = false;
        foreach (Device device in Stream(Client.Devices.ListAsync(query, StopToken)))
        {
            sought.See(device);
            if (!filter.Matches(device))
                continue;
            if (!isVerified)
                Await(DeviceFilterProbe.EnsureAppliedAsync(Client, query, device, StopToken));
            isVerified = true;
            if (toSkip-- > 0)
                continue;
            WriteModel(device);
            if (--left == 0)
                return;
        }
        TellWhatDoesNotCompare(filter);
        foreach (SoughtValues<Device> values in sought.Missing)
            WriteMissing(values);
    }

    private void TellWhatDoesNotCompare(DeviceFilter filter)
    {
        if (filter.OSVersionBelow is { Unreadable: > 0 and var count })
            WriteVerbose($"{count} devices have a version that is not a number, and are left out.");
        if (filter.NotSeenSince is { Unreadable.Count: > 0 } seen)
            WriteWarning($"The time of the last check-in could not be read, so these devices are left out: {FormatList(seen.Unreadable)}.");
    }

    private DeviceFilter MakeFilter()
    {
        BlueprintFilter? blueprint = Await(BlueprintFilter.CreateAsync(Client, Blueprint, StopToken));
        foreach (string name in blueprint?.Unread ?? [])
            WriteVerbose($"The token may not list blueprints; comparing the devices' blueprint names with '{name}'.");
        return new DeviceFilter
        {
            Name = WildcardFilter.Create(Name),
            SerialNumber = WildcardFilter.Create(SerialNumber),
            AssetTag = WildcardFilter.Create(AssetTag),
            Platform = WildcardFilter.Create(Platform),
            UserEmail = WildcardFilter.Create(UserEmail),
            Model = WildcardFilter.Create(Model),
            OSVersion = WildcardFilter.Create(OSVersion),
            OSVersionBelow = OSVersionBelow is null ? null : new VersionBelowFilter(OSVersionBelow),
            NotSeenSince = NotSeenSince is { } time ? new LastCheckInFilter(time) : null,
            Tag = TagFilter.Create(Tag),
            Blueprint = blueprint,
            User = UserFilter.Create(User),
            TagId = TagId,
            MacAddress = MacAddress,
            FileVaultEnabled = FileVaultEnabled,
        };
    }

    private IReadOnlyList<string>? Ordering =>
        EnumSpelling.ToApi(
            OrderBy, "asset_tag", "blueprint_id", "device_id", "device_name", "last_check_in", "model", "platform", "os_version",
            "serial_number", "user")?.Select(name => EnumSpelling.Order(name, Descending)!).ToArray()
        ?? (Descending ? ["-device_id"] : null);
}
