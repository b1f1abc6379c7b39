using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.Client.Tags;
using Kandji.Client.Users;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Blueprints;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;
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
/// An id, a serial number or a name without wildcards that no device has is an error. Other parameters that nothing matches return nothing.
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
///   <code>Get-KandjiDevice | Where-Object LastCheckIn -lt (Get-Date).AddDays(-30)</code>
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
    [TextTransformation]
    public string[]? AssetTag { get; set; }

    /// <summary>The platform: Mac, iPhone, iPad, AppleTV, Windows or Android.</summary>
    [Parameter(ParameterSetName = ByFilter)]
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
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserReference[]? User { get; set; }

    /// <summary>The assigned user's e-mail address.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    [TextTransformation]
    public string[]? UserEmail { get; set; }

    /// <summary>The name of a tag. Several: devices that have any of them. Without wildcards the service minds the case.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [Alias("TagName")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TagCompleter))]
    [TextTransformation]
    public string[]? Tag { get; set; }

    /// <summary>The id of a tag. Several: devices that have any of them.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [ValidateNotNullOrEmpty]
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
                    WriteDevicesOf(owner);
                else if (reference.Device is { DeviceId: { } id })
                    WriteModel(Await(Client.Devices.GetAsync(id, StopToken)));
                else
                    WriteModel(Await(_resolver.ResolveAsync(reference, StopToken)));
            });
        }
    }

    private static bool IsPattern(DeviceReference reference) =>
        reference is { Id: null, Owner: null } && WildcardPattern.ContainsWildcardCharacters(reference.Text);

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

    private void WriteDevicesOf(KandjiObject owner)
    {
        DeviceQuery query;
        Func<Device, bool> isMeant;
        switch (owner)
        {
            case User user:
                query = new DeviceQuery { UserId = user.Id };
                isMeant = device => UserReference.IsAssigned(user, device);
                break;
            case Blueprint blueprint:
                query = new DeviceQuery { BlueprintId = blueprint.Id };
                isMeant = device => Same(blueprint.Id, device.BlueprintId);
                break;
            default:
                var tag = (Tag)owner;
                query = new DeviceQuery { TagId = tag.Id };
                isMeant = device => device.Tags?.Contains(tag.Name) == true;
                break;
        }
        foreach (Device device in Stream(Client.Devices.ListAsync(query, StopToken)).Where(isMeant))
            WriteModel(device);
    }

    private void WriteFiltered()
    {
        WildcardFilter? name = WildcardFilter.Create(Name), serial = WildcardFilter.Create(SerialNumber),
        asset = WildcardFilter.Create(AssetTag), platform = WildcardFilter.Create(Platform);
        WildcardFilter? email = WildcardFilter.Create(UserEmail), model = WildcardFilter.Create(Model),
        version = WildcardFilter.Create(OSVersion);
        WildcardFilter? tag = WildcardFilter.Create(Tag);
        bool tagsAreLiteral = tag is not null && tag.Literals.Length == Tag!.Length;
        Func<Device, bool>? blueprint = BlueprintFilter(out string? blueprintId);
        UserReference? oneUser = User is { Length: 1 } ? User[0] : null;

        var conditions = new List<Func<Device, bool>>();
        void Add(WildcardFilter? filter, Func<Device, string?> value)
        {
            if (filter is not null)
                conditions.Add(device => filter.Matches(value(device)));
        }
        Add(name, d => d.DeviceName);
        Add(serial, d => d.SerialNumber);
        Add(asset, d => d.AssetTag);
        Add(platform, d => d.Platform);
        Add(email, d => d.User?.Email);
        Add(model, d => d.Model);
        Add(version, d => d.OsVersion);
        if (tag is not null)
        {
            // The service minds the case of a tag that is written out, and so do we: otherwise a filter that it ignores would find others.
            conditions.Add(tagsAreLiteral
                ? device => device.Tags?.Intersect(tag.Literals, StringComparer.Ordinal).Any() == true
                : device => tag.MatchesAny(device.Tags));
        }
        if (blueprint is not null)
            conditions.Add(blueprint);
        if (User is not null)
        {
            // Older tenants' devices know users by a number. Which UUID that is, only the service knows: it was asked for this one.
            conditions.Add(device => device.User is { } assigned
                && (User.Any(user => IsUser(user, device))
                    || (oneUser is { Id: { } id, User: null } && IsNumber(assigned.Id) && !IsNumber(id))));
        }

        // Without conditions of our own the service's positions are the user's, so that it can do the skipping and the counting.
        bool asIs = conditions.Count == 0;
        var query = new DeviceQuery
        {
            DeviceName = name?.Substring,
            SerialNumber = serial?.Substring,
            AssetTag = asset?.Substring,
            Platform = platform is { Literals.Length: 1 } && Platform!.Length == 1 ? KnownPlatform(Platform[0]) : null,
            UserEmail = email?.Substring
                ?? (oneUser is { Id: null } && oneUser.Text.Contains("@") ? WildcardFilter.Create([oneUser.Text])!.Substring : null),
            UserId = oneUser?.Id,
            UserName = oneUser is { Id: null } && !oneUser.Text.Contains("@") ? WildcardFilter.Create([oneUser.Text])!.Substring : null,
            Model = model?.Substring,
            OsVersion = version?.Substring,
            BlueprintId = blueprintId,
            TagName = tagsAreLiteral && Tag!.Length == 1 ? tag!.Literals[0] : null,
            TagNames = tagsAreLiteral && Tag!.Length > 1 && tag!.Literals.All(t => !t.Contains(",")) ? tag.Literals : null,
            TagId = TagId is { Length: 1 } ? TagId[0] : null,
            TagIds = TagId is { Length: > 1 } ? TagId : null,
            MacAddress = MacAddress is null ? null : WithColons(MacAddress),
            FileVaultEnabled = FileVaultEnabled,
            Ordering = OrderBy?.Select(field => (Descending ? "-" : "") + ApiField(field)).ToArray()
                ?? (Descending ? ["-device_id"] : null),
            Skip = asIs ? Skip : 0,
            First = asIs ? First : null,
            PageSize = asIs && First is < 300 ? First.Value : 300,
        };

        var unseen = new HashSet<string>((name?.Literals ?? []).Concat(serial?.Literals ?? []), QuoteInsensitiveComparer.Comparer);
        var strange = new HashSet<string>((platform?.Literals ?? []).Except(PlatformCompleter.Platforms, StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
        int toSkip = asIs ? 0 : Skip;
        int left = First ?? int.MaxValue;
        bool isVerified = false;
        foreach (Device device in Stream(Client.Devices.ListAsync(query, StopToken)))
        {
            if (!conditions.TrueForAll(condition => condition(device)))
                continue;
            if (!isVerified)
                Await(DeviceFilterProbe.EnsureAppliedAsync(Client, query, device, StopToken));
            isVerified = true;
            unseen.Remove(device.DeviceName ?? "");
            unseen.Remove(device.SerialNumber ?? "");
            strange.Remove(device.Platform ?? "");
            if (toSkip-- > 0)
                continue;
            WriteModel(device);
            if (--left == 0)
                return;
        }

        // The service may know platforms that this module does not; that is why this is no error.
        foreach (string missing in strange)
            WriteWarning(
                $"Nothing was found for the platform '{missing}'. The platforms are {string.Join(", ", PlatformCompleter.Platforms)}.");

        // With other conditions beside it, a name that turned up nothing may well exist.
        if (conditions.Count == 1 && TagId is null && MacAddress is null && FileVaultEnabled is null)
            WriteMissing(unseen, "No device has the " + (name is null ? "serial number" : "name"), "one");
    }

    // One blueprint is asked of the service by its id. A token that may not read blueprints can still compare the names on the devices.
    private Func<Device, bool>? BlueprintFilter(out string? blueprintId)
    {
        blueprintId = null;
        if (Blueprint is null)
            return null;
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new List<WildcardFilter>();
        var resolver = new BlueprintResolver(Client);
        foreach (BlueprintReference reference in Blueprint)
        {
            if (reference.Id is { } id)
                ids.Add(id);
            else if (WildcardPattern.ContainsWildcardCharacters(reference.Text))
                names.Add(WildcardFilter.Create([reference.Text])!);
            else
            {
                try
                {
                    ids.Add(Await(resolver.ResolveAsync(reference, StopToken)).Id!);
                }
                catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.Forbidden)
                {
                    WriteVerbose($"The token may not list blueprints; comparing the devices' blueprint names with '{reference.Text}'.");
                    names.Add(WildcardFilter.Create([reference.Text])!);
                }
            }
        }
        if (ids.Count == 1 && names.Count == 0)
            blueprintId = ids.First();
        return device => ids.Contains(device.BlueprintId ?? "") || names.Exists(name => name.Matches(device.BlueprintName));
    }

    private static bool IsUser(UserReference user, Device device) =>
        user.User is { } known ? UserReference.IsAssigned(known, device)
        : user.Id is { } id ? Same(id, device.User?.Id)
        : WildcardFilter.Create([user.Text])! is var filter && (filter.Matches(device.User?.Email) || filter.Matches(device.User?.Name));

    private static bool IsNumber(string? id) => id is not null && ReferenceText.IsNumber(id);

    private static bool Same(string? a, string? b) => !string.IsNullOrEmpty(a) && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string KnownPlatform(string platform) =>
        PlatformCompleter.Platforms.FirstOrDefault(known => known.Equals(platform, StringComparison.OrdinalIgnoreCase)) ?? platform;

    private static string WithColons(string macAddress)
    {
        string digits = macAddress.Replace(":", "").Replace("-", "").ToLowerInvariant();
        return string.Join(":", Enumerable.Range(0, 6).Select(i => digits.Substring(i * 2, 2)));
    }

    private static string ApiField(string name) => name.ToUpperInvariant() switch
    {
        "ASSETTAG" => "asset_tag",
        "BLUEPRINTID" => "blueprint_id",
        "DEVICEID" => "device_id",
        "DEVICENAME" => "device_name",
        "LASTCHECKIN" => "last_check_in",
        "MODEL" => "model",
        "PLATFORM" => "platform",
        "OSVERSION" => "os_version",
        "SERIALNUMBER" => "serial_number",
        "USER" => "user",
        _ => throw new ArgumentException($"Devices cannot be ordered by '{name}'."),
    };
}
