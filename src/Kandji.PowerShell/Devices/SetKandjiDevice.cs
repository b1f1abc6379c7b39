using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.Client.Users;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Blueprints;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Tags;
using Kandji.PowerShell.Users;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Changes devices: asset tag, user, blueprint, tags.</para>
/// <para type="description">
/// Settings that are not given stay as they are. One request is sent for each device, with only what changes, and none when nothing does.
/// Returns the devices as they are afterwards.
/// </para>
/// <para type="description">
/// Rows of a CSV file bring their values in the columns asset_tag, blueprint_name (or blueprint, blueprint_id), user_email (or email, mail,
/// email_address, user_principal_name, upn, user, user_id) and tags (several with semicolons or commas between them; a tag that
/// contains one is in double quotes, as Export-Csv writes it), beside the column serial_number or device_id that names the device. An empty
/// cell leaves the value as it is; -ClearAssetTag, -ClearUser and -ClearTag clear one, and the text null in the column
/// asset_tag clears the asset tag of its row. A parameter wins over the column of the same name; -AddTag and -RemoveTag add to the tags of
/// the column, and remove from them. From a device object only its identity is taken.
/// </para>
/// <para type="description">
/// A device that Apple has assigned and that has not enrolled yet is not among the devices. Where a serial number is one of those, the
/// error says so: Set-KandjiAdeDevice takes the same rows.
/// </para>
/// </summary>
/// <example>
///   <summary>Assign a device to somebody else</summary>
///   <code>Set-KandjiDevice C02XXXXXXX -User 'left@example.com' -AssetTag 'NW-00421'</code>
/// </example>
/// <example>
///   <summary>Update devices from a CSV file</summary>
///   <code>Import-Csv devices.csv | Set-KandjiDevice</code>
/// <para>
/// The file has a column serial_number, and any of asset_tag, blueprint_name, user_email and tags. Add -WhatIf to see what would change.
/// </para>
/// </example>
/// <example>
///   <summary>Tag the Macs of a blueprint, and take another tag away</summary>
///   <code>Get-KandjiDevice -Platform Mac -Blueprint 'Engineering' | Set-KandjiDevice -AddTag 'patched' -RemoveTag 'loaner'</code>
/// </example>
/// <example>
///   <summary>Take a device back</summary>
///   <code>Set-KandjiDevice C02XXXXXXX -ClearUser -ClearTag</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "KandjiDevice", SupportsShouldProcess = true)]
[OutputType(typeof(Device))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.Update))]
[KandjiOperation(
    typeof(EnrollmentOperations), nameof(EnrollmentOperations.ListDevices), When = "for a serial number that no device has")]
public sealed class SetKandjiDevice : DeviceChangeCmdlet
{
    private BlueprintResolver? _blueprints;
    private UserResolver? _users;
    private FanOut<(DeviceReference Reference, Device Device)>? _reads;

    /// <summary>
    /// The device: id, serial number, device object, or a row with a column device_id or serial_number. A name is not accepted.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>The asset tag.</summary>
    [Parameter]
    [ValidateNotEmpty(nameof(ClearAssetTag))]
    [TextTransformation]
    public string? AssetTag { get; set; }

    /// <summary>Clears the asset tag.</summary>
    [Parameter]
    [ExcludesParameters(nameof(AssetTag))]
    public SwitchParameter ClearAssetTag { get; set; }

    /// <summary>The user whom the device is assigned to: id, e-mail address, or a user object.</summary>
    [Parameter]
    [Alias("UserEmail")]
    [UserReferenceTransformation(Clear = nameof(ClearUser))]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateCount(1, 1)]
    [InRows]
    public UserReference[]? User { get; set; }

    /// <summary>Assigns the device to nobody.</summary>
    [Parameter]
    [ExcludesParameters(nameof(User))]
    public SwitchParameter ClearUser { get; set; }

    /// <summary>The blueprint that the device moves to: id, name, or a blueprint object.</summary>
    [Parameter]
    [Alias("BlueprintName")]
    [BlueprintReferenceTransformation]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    [ValidateCount(1, 1)]
    [InRows]
    public BlueprintReference[]? Blueprint { get; set; }

    /// <summary>All tags that the device is to have; others are removed. A tag that does not exist yet is made.</summary>
    [Parameter]
    [Alias("Tags")]
    [ArgumentCompleter(typeof(TagCompleter))]
    [ValidateNotEmpty(nameof(ClearTag))]
    [TextTransformation]
    public string[]? Tag { get; set; }

    /// <summary>Tags to add to those that the device has. A tag that does not exist yet is made.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TagCompleter))]
    [ValidateNotNullOrEmpty]
    [KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.Get))]
    [ExcludesParameters(nameof(Tag), nameof(ClearTag), Reason = "that replaces all tags")]
    [TextTransformation]
    public string[]? AddTag { get; set; }

    /// <summary>Tags to remove from the device, without regard to case. One that it does not have is ignored.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TagCompleter))]
    [ValidateNotNullOrEmpty]
    [KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.Get))]
    [ExcludesParameters(nameof(Tag), nameof(ClearTag), Reason = "that replaces all tags")]
    [TextTransformation]
    public string[]? RemoveTag { get; set; }

    /// <summary>Removes all tags.</summary>
    [Parameter]
    [ExcludesParameters(nameof(Tag))]
    public SwitchParameter ClearTag { get; set; }

    private protected override string Activity => "Changing devices";

    private bool EditsTags => AddTag is not null || RemoveTag is not null;

    private bool NamesTags => Tag is not null || ClearTag || EditsTags;

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (DeviceReference reference in Device)
            Guard(reference, () => Change(reference));
    }

    /// <inheritdoc/>
    protected override void End()
    {
        _reads?.Finish();
        base.End();
    }

    private void Change(DeviceReference reference)
    {
        DeviceChangeRow? row = DeviceChangeRow.From(reference.Row);
        bool isAsked = AssetTag is not null || ClearAssetTag || User is not null || ClearUser || Blueprint is not null || NamesTags;
        if (!isAsked && row is null)
        {
            throw TerminatingException.FromParameters(
                "Nothing to change: give -AssetTag, -User, -Blueprint, -Tag, -AddTag, -RemoveTag, -ClearAssetTag, -ClearUser or "
                + "-ClearTag.");
        }
        if (!isAsked && row is not { HasColumns: true })
        {
            throw new ArgumentException(
                "Nothing to change: the row has none of the columns asset_tag, blueprint_name, user_email and tags, and no parameter "
                + "says what to do.");
        }

        // An object may be hours old: what it says is not compared with, and tags are not built on it.
        Device device = ResolveEnrolled(reference);
        if (reference.Device is null || !EditsTags)
            Change(reference, device, isFresh: reference.Device is null, row);
        else if (ThrottleLimit == 1)
            Change(reference, Await(Client.Devices.GetAsync(device.DeviceId!, StopToken)), isFresh: true, row);
        else
            ReadAhead(reference, device.DeviceId!);
    }

    private void ReadAhead(DeviceReference reference, string id)
    {
        _reads ??= ReadAhead<(DeviceReference Reference, Device Device)>(
            ThrottleLimit, read => Change(read.Reference, read.Device, isFresh: true, null));
        _reads.Add(reference, async token => (reference, await Client.Devices.GetAsync(id, token).ConfigureAwait(false)));
    }

    private void Change(DeviceReference reference, Device device, bool isFresh, DeviceChangeRow? row)
    {
        var words = new List<string>();
        DeviceChange change = CreateChange(device, isFresh, row, words);
        if (change.IsEmpty)
        {
            WriteVerbose($"{device} already has these values. Nothing is sent.");
            SendNothing(reference, device);
        }
        else if (ShouldProcess(device.ToString(), "Set " + string.Join(", ", words)))
        {
            Send(reference, DeviceIdentity.From(device), async (client, token) =>
                Remember(await client.Devices.UpdateAsync(device.DeviceId!, change, token).ConfigureAwait(false)));
        }
    }

    private DeviceChange CreateChange(Device device, bool isFresh, DeviceChangeRow? row, List<string> words)
    {
        var change = new DeviceChange();

        string? assetTag = ClearAssetTag ? "" : AssetTag ?? row?.AssetTag;
        if (assetTag is not null && !(isFresh && assetTag == (device.AssetTag ?? "")))
        {
            change.WithAssetTag(assetTag.Length == 0 ? null : assetTag);
            words.Add(assetTag.Length == 0 ? "no asset tag" : $"asset tag '{assetTag}'");
        }

        if (ClearUser)
        {
            if (!isFresh || device.User is not null)
            {
                change.WithUser(null);
                words.Add("no user");
            }
        }
        else if (UserFor(device, row) is { } reference)
        {
            User user = Find(_users ??= new UserResolver(Client), reference);
            if (!isFresh || !UserReference.IsAssigned(user, device))
            {
                change.WithUser(user.Id);
                words.Add($"user {user}");
            }
        }

        if (BlueprintFor(device, row) is { } named)
        {
            Blueprint blueprint = Find(_blueprints ??= new BlueprintResolver(Client), named);
            if (Blueprint is null && row is not null)
                RequireSame(blueprint, row.Blueprints.Where(other => other != named && !IsCurrent(other, device)));
            if (!isFresh || !Same(blueprint.Id, device.BlueprintId))
            {
                change.WithBlueprint(blueprint.Id!);
                words.Add($"blueprint '{blueprint.Name}'");
            }
        }

        string[]? tags = TagsFor(device, row);
        if (tags is not null && !(isFresh && new HashSet<string>(device.Tags ?? [], StringComparer.Ordinal).SetEquals(tags)))
        {
            change.WithTags(tags);
            words.Add((tags.Length == 0 ? "no tags" : "tags " + Quote(tags)) + Difference(device, tags));
        }
        return change;
    }

    // A file that was exported, edited and imported again names the blueprint and the user twice. The edited column is the one that differs
    // from the current value.
    private BlueprintReference? BlueprintFor(Device device, DeviceChangeRow? row) =>
        Blueprint is not null ? Blueprint[0] : row?.Blueprints.FirstOrDefault(named => !IsCurrent(named, device));

    private UserReference? UserFor(Device device, DeviceChangeRow? row)
    {
        if (User is not null)
            return User[0];
        if (row?.ForeignUser is { } foreign)
            return foreign.OtherAddresses.Prepend(foreign.Text).Any(address => Same(address, device.User?.Email)) ? null : foreign;
        List<UserReference> others = row?.Users.Where(named => !IsCurrent(named, device)).ToList() ?? [];
        return others.Count < 2 || others[0].Id is not null
            ? others.FirstOrDefault()
            : others[0].Beside(others.Skip(1).FirstOrDefault(named => named.Id is { } id && ReferenceText.IsUuid(id))?.Id);
    }

    private static bool IsCurrent(BlueprintReference named, Device device) =>
        named.Id is { } id ? Same(id, device.BlueprintId) : Same(named.Text, device.BlueprintName);

    private static bool IsCurrent(UserReference named, Device device) => named.Id is { } id
        ? Same(id, device.User?.Id)
        : Same(named.Text, device.User?.Email) || Same(named.Text, device.User?.Id) || Same(named.Text, device.User?.Name);

    private T Find<TReference, T>(ReferenceResolver<TReference, T> resolver, TReference reference)
        where TReference : ObjectReference
        where T : class
    {
        RequireOwnTenant(reference);
        return Await(resolver.ResolveAsync(reference, StopToken));
    }

    // A file of which one column was sorted names another blueprint in each. What names none here is another product's.
    private void RequireSame(Blueprint blueprint, IEnumerable<BlueprintReference> others)
    {
        foreach (BlueprintReference other in others.Where(other => !Same(other.Id, blueprint.Id) && !Same(other.Text, blueprint.Name)))
        {
            try
            {
                Blueprint found = Find(_blueprints!, other);
                throw new ObjectException("KandjiContradiction", ErrorCategory.InvalidArgument,
                    $"The row identifies two blueprints: '{blueprint.Name}', and '{other.Text}', which is '{found.Name}'. Correct the row, "
                        + "or leave one of the two columns empty.");
            }
            catch (ObjectException e) when (e.Id is "KandjiNotFound" or "KandjiAmbiguous")
            {
                WriteVerbose($"'{other.Text}' identifies no blueprint. {e.Message}");
            }
            catch (KandjiApiException e)
                when (e.Kind is KandjiErrorKind.NotFound or KandjiErrorKind.Forbidden or KandjiErrorKind.BadRequest)
            {
                WriteVerbose($"'{other.Text}' identifies no blueprint. {e.Message}");
            }
        }
    }

    private string[]? TagsFor(Device device, DeviceChangeRow? row)
    {
        if (ClearTag)
            return [];
        if (!EditsTags)
            return (Tag ?? row?.Tags)?.Distinct(StringComparer.Ordinal).ToArray();
        var removed = new HashSet<string>(RemoveTag ?? [], StringComparer.OrdinalIgnoreCase);
        return (row?.Tags ?? device.Tags ?? Enumerable.Empty<string>()).Where(tag => !removed.Contains(tag)).Concat(AddTag ?? [])
            .Distinct(StringComparer.Ordinal).ToArray();
    }

    // Tags that are replaced are lost: -WhatIf and the question say which come, stay and go, by the device as it was read.
    private static string Difference(Device device, string[] tags)
    {
        TextList before = device.Tags ?? [];
        var parts = new List<string>();
        Add("adds", tags.Except(before, StringComparer.Ordinal));
        Add("keeps", tags.Intersect(before, StringComparer.Ordinal));
        Add("removes", before.Except(tags, StringComparer.Ordinal));
        return parts.Count == 0 || (parts.Count == 1 && before.Count == 0) ? "" : $" ({string.Join("; ", parts)})";

        void Add(string verb, IEnumerable<string> named)
        {
            if (named.Any())
                parts.Add($"{verb} {Quote(named)}");
        }
    }

    private static string Quote(IEnumerable<string> tags) => string.Join(", ", tags.Select(tag => $"'{tag}'"));

    private static bool Same(string? a, string? b) => !string.IsNullOrEmpty(a) && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
