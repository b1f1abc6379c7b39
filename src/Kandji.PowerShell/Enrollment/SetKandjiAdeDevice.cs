using Kandji.Client.Enrollment;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Blueprints;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Users;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// <para type="synopsis">Changes devices of Apple's Automated Device Enrollment: what they get when they enroll.</para>
/// <para type="description">
/// Sets the blueprint, the user and the asset tag of devices before they are set up for the first time. Settings that are not given stay as
/// they are. -ClearAssetTag and -ClearUser clear what is there. Returns the devices.
/// </para>
/// <para type="description">
/// Rows of a CSV file bring their values in the columns blueprint, user_email (or email, mail, email_address, user_principal_name, upn,
/// user, user_id) and asset_tag; a cell that is empty changes nothing, and the text null in the column asset_tag clears the asset tag.
/// From a device object only the serial number and the id are taken.
/// </para>
/// </summary>
/// <example>
///   <summary>Prepare a new Mac for somebody</summary>
///   <code>Set-KandjiAdeDevice C02XXXXXXX -Blueprint 'Engineering' -User 'ada@example.com' -AssetTag 'NW-00421'</code>
/// </example>
/// <example>
///   <summary>Let blueprint routing decide for all Macs that have not enrolled</summary>
///   <code>Get-KandjiAdeDevice -DeviceFamily Mac -ProfileStatus assigned | Set-KandjiAdeDevice -UseBlueprintRouting</code>
/// </example>
/// <example>
///   <summary>Prepare the devices of a delivery</summary>
///   <code>Import-Csv delivery.csv | Set-KandjiAdeDevice</code>
///   <para>The file has a column serial_number, and any of blueprint, user_email and asset_tag.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "KandjiAdeDevice", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AdeDevice))]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.UpdateDevice))]
public sealed class SetKandjiAdeDevice : ChangeCmdlet
{
    private static readonly string[] BlueprintColumns = ["blueprintid", "blueprint", "blueprintname"];
    private static readonly string[] UserColumns = ["userid", "user", "assigneduser"];

    private AdeDeviceResolver? _devices;
    private BlueprintResolver? _blueprints;
    private UserResolver? _users;

    /// <summary>
    /// The device: its serial number, its id in Automated Device Enrollment, or an object that names it (such a device, an enrolled device,
    /// a row with a column serial_number).
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "SerialNumber")]
    [AdeDeviceReferenceTransformation]
    [ArgumentCompleter(typeof(AdeDeviceCompleter))]
    public AdeDeviceReference[] Device { get; set; } = [];

    /// <summary>The blueprint that the device gets when it enrolls: id, name, or a blueprint object.</summary>
    [Parameter]
    [BlueprintReferenceTransformation]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    [InRows]
    public BlueprintReference[]? Blueprint { get; set; }

    /// <summary>Lets blueprint routing decide which blueprint the device gets.</summary>
    [Parameter]
    [ExcludesParameters(nameof(Blueprint), Reason = "a device gets either that blueprint or the one that routing finds")]
    public SwitchParameter UseBlueprintRouting { get; set; }

    /// <summary>The asset tag.</summary>
    [Parameter]
    [ValidateNotEmpty(nameof(ClearAssetTag))]
    [TextTransformation]
    public string? AssetTag { get; set; }

    /// <summary>Clears the asset tag.</summary>
    [Parameter]
    [ExcludesParameters(nameof(AssetTag))]
    public SwitchParameter ClearAssetTag { get; set; }

    /// <summary>The user whom the device is assigned to when it enrolls: id, e-mail address, or a user object.</summary>
    [Parameter]
    [Alias("UserEmail")]
    [UserReferenceTransformation(Clear = nameof(ClearUser))]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(UserCompleter))]
    [InRows]
    public UserReference[]? User { get; set; }

    /// <summary>Assigns the device to nobody.</summary>
    [Parameter]
    [ExcludesParameters(nameof(User))]
    public SwitchParameter ClearUser { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        _devices ??= new AdeDeviceResolver(Client);
        foreach (AdeDeviceReference reference in Device)
            Guard(reference, () => Change(reference));
    }

    private void Change(AdeDeviceReference reference)
    {
        object? row = reference.Row;
        bool isAsked =
            Blueprint is not null || UseBlueprintRouting || AssetTag is not null || ClearAssetTag || User is not null || ClearUser;
        if (!isAsked && row is null)
        {
            throw TerminatingException.FromParameters(
                "Nothing to change: give -Blueprint, -UseBlueprintRouting, -AssetTag, -User, -ClearAssetTag or -ClearUser.");
        }
        if (!isAsked && BlueprintsIn(row).Count == 0 && UsersIn(row, null).Count == 0 && DeviceChangeRow.GetAssetTag(row!) is null)
            throw new System.ArgumentException("Nothing to change: the row has no blueprint, user_email or asset_tag, and none was given.");
        AdeDevice device = Await(_devices!.ResolveAsync(reference, StopToken));
        var words = new List<string>();
        AdeDeviceChange change = ChangeFor(device, row, words);
        if (ShouldProcess(device.ToString(), "Set " + string.Join(", ", words)))
            Change((client, token) => client.Enrollment.UpdateDeviceAsync(device.Id!, change, token), WriteModel);
    }

    // A parameter wins over the row's column.
    private AdeDeviceChange ChangeFor(AdeDevice device, object? row, List<string> words)
    {
        var change = new AdeDeviceChange();
        IReadOnlyList<BlueprintReference> blueprints = Blueprint ?? (UseBlueprintRouting ? [] : BlueprintsIn(row));
        if (blueprints.Count > 0)
        {
            _blueprints ??= new BlueprintResolver(Client);
            (BlueprintReference blueprint, string? id) = FindWanted(
                blueprints, named => Await(_blueprints.ResolveIdAsync(named, StopToken)), device.BlueprintId, "blueprints");
            change.WithBlueprint(id!);
            words.Add($"blueprint '{blueprint}'");
        }
        else if (UseBlueprintRouting)
        {
            change.WithBlueprintRouting();
            words.Add("blueprint routing");
        }

        string? assetTag = AssetTag ?? (row is null ? null : DeviceChangeRow.GetAssetTag(row));
        if (ClearAssetTag || assetTag is { Length: 0 })
        {
            change.WithAssetTag(null);
            words.Add("no asset tag");
        }
        else if (assetTag is not null)
        {
            change.WithAssetTag(assetTag);
            words.Add($"asset tag '{assetTag}'");
        }

        if (ClearUser)
        {
            change.WithUser(null);
            words.Add("no user");
        }
        else if ((User ?? UsersIn(row, device.UserId)) is { Count: > 0 } users)
        {
            _users ??= new UserResolver(Client);
            (UserReference user, string? id) = FindWanted(
                users,
                named => named.Id is { } known && ReferenceText.IsUuid(known) ? known : Await(_users.ResolveAsync(named, StopToken)).Id,
                device.UserId, "users");
            change.WithUser(id);
            words.Add($"user {user}");
        }
        return change;
    }

    private static IReadOnlyList<BlueprintReference> BlueprintsIn(object? row) =>
        row is null ? [] : DeviceChangeRow.GetReferences(row, BlueprintColumns, BlueprintReference.From);

    private static IReadOnlyList<UserReference> UsersIn(object? row, string? current)
    {
        if (row is null)
            return [];
        string? id = ReferenceText.Column(row, UserColumns);
        return UserReference.ByAddress(row, UserReference.AddressColumns, Same(id, current) ? null : id) is { } user ? [user]
            : DeviceChangeRow.GetReferences(row, UserColumns, UserReference.From);
    }

    // A file that was exported and filled in has what is there beside what is wanted: of several columns it is the one that differs.
    private (T Reference, string? Id) FindWanted<T>(IReadOnlyList<T> named, Func<T, string?> find, string? current, string kind)
        where T : ObjectReference
    {
        (T Reference, string? Id)[] found = named.Select(reference =>
        {
            RequireOwnTenant(reference);
            return (reference, find(reference));
        }).ToArray();
        var others = found.Where(one => !Same(one.Id, current)).ToArray();
        if (others.FirstOrDefault(other => !Same(other.Id, others[0].Id)).Reference is { } second)
        {
            throw new ObjectException("KandjiContradiction", ErrorCategory.InvalidArgument,
                $"The row names two {kind}: '{others[0].Reference}' and '{second}'. Correct the row, or leave one of the columns empty.");
        }
        return others.Length > 0 ? others[0] : found[0];
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
