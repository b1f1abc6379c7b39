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

    private static readonly string[] BlueprintColumns = ["blueprintid", "blueprint", "blueprintname"];

    /// <inheritdoc/>
    protected override void Process()
    {
        _devices ??= new AdeDeviceResolver(Client);
        foreach (AdeDeviceReference reference in Device)
            Guard(reference, () => Change(reference));
    }

    private void Change(AdeDeviceReference reference)
    {
        var words = new List<string>();
        AdeDeviceChange change = ChangeFor(reference.Row, words);
        if (change.IsEmpty && reference.Row is null)
        {
            throw TerminatingException.FromParameters(
                "Nothing to change: give -Blueprint, -UseBlueprintRouting, -AssetTag, -User, -ClearAssetTag or -ClearUser.");
        }
        if (change.IsEmpty)
            throw new System.ArgumentException("Nothing to change: the row has no blueprint, user_email or asset_tag, and none was given.");
        AdeDevice device = Await(_devices!.ResolveAsync(reference, StopToken));
        if (ShouldProcess(device.ToString(), "Set " + string.Join(", ", words)))
            Change((client, token) => client.Enrollment.UpdateDeviceAsync(device.Id!, change, token), WriteModel);
    }

    // A parameter wins over the row's column.
    private AdeDeviceChange ChangeFor(object? row, List<string> words)
    {
        var change = new AdeDeviceChange();
        BlueprintReference? blueprint = Blueprint?[0];
        if (blueprint is null && !UseBlueprintRouting && row is not null)
            blueprint = DeviceChangeRow.GetReferences(row, BlueprintColumns, BlueprintReference.From).FirstOrDefault();
        if (blueprint is not null)
        {
            RequireOwnTenant(blueprint);
            string id = Await((_blueprints ??= new BlueprintResolver(Client)).ResolveIdAsync(blueprint, StopToken));
            change.WithBlueprint(id);
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
        else if ((User?[0] ?? UserIn(row)) is { } user)
        {
            RequireOwnTenant(user);
            change.WithUser(
                user.Id is { } id && ReferenceText.IsUuid(id) ? id
                    : Await((_users ??= new UserResolver(Client)).ResolveAsync(user, StopToken)).Id);
            words.Add($"user {user}");
        }
        return change;
    }

    private static UserReference? UserIn(object? row) => row is null ? null
        : UserReference.FromDeviceRow(row)
            ?? DeviceChangeRow.GetReferences(row, ["user", "assigneduser"], UserReference.From).FirstOrDefault();
}
