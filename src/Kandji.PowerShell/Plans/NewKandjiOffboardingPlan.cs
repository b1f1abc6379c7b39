using Kandji.Automation.Configuration;
using Kandji.Automation.Health.Policies;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Devices.Detail;
using Kandji.Client.Enrollment;
using Kandji.Client.Http;
using Kandji.Client.Users;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Health;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Users;

namespace Kandji.PowerShell.Plans;

/// <summary>
/// <para type="synopsis">Plans what is done with the devices of people who leave.</para>
/// <para type="description">
/// Writes planned changes for Export-KandjiPlan, for every device of each person, in this order: the device is locked or erased, it gets a
/// note, a tag and another blueprint and is assigned to nobody, its record in Automated Device Enrollment is assigned to nobody, and the
/// user is removed. A policy file says which of these steps there are, in its section Offboarding; New-KandjiPolicy makes one. Without a
/// policy devices are locked and assigned to nobody, and the user stays. Nothing but reads is sent.
/// </para>
/// <para type="description">
/// An erase is planned only where the device can be used again: of a Mac with FileVault the recovery key has to be escrowed, and Activation
/// Lock must be off, or its bypass code known. Where that is not so, or could not be read, the device is a change that could not be
/// planned, with the reason; nothing else is planned for it, and its user is not removed.
/// </para>
/// <para type="description">
/// People may come from Active Directory, from Entra, or from a CSV file with a column user_email, email, mail or user_principal_name.
/// </para>
/// </summary>
/// <example>
///   <summary>Plan what is done when somebody leaves</summary>
///   <code>New-KandjiOffboardingPlan 'left@example.com' | Export-KandjiPlan left.kplan.json</code>
/// </example>
/// <example>
///   <summary>Plan it for everybody in a file, by a policy</summary>
///   <code>Import-Csv leavers.csv | New-KandjiOffboardingPlan -Policy policy.psd1 | Export-KandjiPlan leavers.kplan.json</code>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiOffboardingPlan")]
[OutputType(typeof(PlannedChange))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List), nameof(DeviceOperations.Get))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetDetail), When = "where the policy says Erase")]
[KandjiOperation(
    typeof(EnrollmentOperations), nameof(EnrollmentOperations.ListDevices), nameof(EnrollmentOperations.GetDevice),
    When = "unless the policy says AdeDevice = $false")]
[KandjiOperation(
    typeof(BlueprintOperations), nameof(BlueprintOperations.List), nameof(BlueprintOperations.Get),
    When = "where the policy has a blueprint")]
public sealed class NewKandjiOffboardingPlan : PlanningCmdlet
{
    private OffboardingPolicy _policy = OffboardingPolicy.Default;
    private UserResolver? _users;
    private Blueprint? _blueprint;

    /// <summary>The people: ids, e-mail addresses, user objects, or rows with a column that names a user.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "UserId", "Email", "UserEmail")]
    [UserReferenceTransformation(OnlyUsers = true)]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserReference[] User { get; set; } = [];

    /// <summary>The policy file. Its section Offboarding counts.</summary>
    [Parameter(Position = 1)]
    [Alias("PolicyPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Policy { get; set; }

    internal override bool IsPlanning => true;

    private protected override ConfigurationKind FindKind(object? target) =>
        target.Unwrap() is Device ? ConfigurationKind.Device : ConfigurationKind.User;

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (Policy is not null)
        {
            _policy = PolicyFile.Read(SessionState, Policy).Offboarding ?? throw new TerminatingException(new ErrorRecord(
                new InvalidOperationException($"The policy '{Policy}' has no section Offboarding. New-KandjiPolicy shows one."),
                "KandjiPolicyError", ErrorCategory.InvalidData, Policy));
        }
        if (_policy.Blueprint is { } blueprint)
            _blueprint = Await(new BlueprintResolver(Client).ResolveAsync(new BlueprintReference(blueprint), StopToken));
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        _users ??= new UserResolver(Client);
        foreach (UserReference reference in User)
            Guard(reference, () => PlanFor(Await(_users.ResolveAsync(reference, StopToken))));
    }

    private void PlanFor(User user)
    {
        if (IsRepeated(user.Id, user))
            return;
        // The record of the device decides: a filter that the service ignored must not concern the whole fleet.
        List<Device> devices = Stream(Client.Devices.ListAsync(new DeviceQuery { UserId = user.Id }, StopToken))
            .Where(device => device.IsRemoved != true && UserReference.IsAssigned(user, device))
            .ToList();
        if (devices.Count == 0)
            WriteVerbose($"{user} has no devices.");
        bool isWhole = true;
        foreach (Device device in devices)
            isWhole &= Guard(device, () => PlanFor(device));
        if (_policy.AdeDevice)
            isWhole &= Guard(user, () => PlanRecords(user));
        if (!_policy.RemoveUser)
            return;
        if (!isWhole)
        {
            WriteWarning($"Not everything could be planned for {user}, whose removal is therefore not planned.");
            return;
        }
        if (!_policy.Unassign && devices.Count > 0)
        {
            throw new ObjectException("KandjiPolicyError", ErrorCategory.InvalidData,
                $"The policy removes users and leaves their devices assigned, which the service refuses. {user} has {devices.Count}.")
                { Target = user };
        }
        WillChange(user.ToString(), "Remove user");
        Change((client, token) => client.Users.DeleteAsync(user.Id!, token));
    }

    // The destructive change comes first: it is made only while the device has the user and the blueprint that the plan names.
    private void PlanFor(Device device)
    {
        string target = device.ToString(), id = device.DeviceId!;
        switch (_policy.Device)
        {
            case OffboardingDeviceStep.Erase:
                RequireReusable(device);
                WillChange(target, nameof(DeviceAction.Erase));
                Change((client, token) => client.Devices.SendActionAsync(id, DeviceActionRequest.Erase(), token));
                break;
            case OffboardingDeviceStep.Lock when device.Platform == "Windows":
                throw new ObjectException("KandjiOffboardingRefused", ErrorCategory.InvalidOperation,
                    $"{device} is a Windows device, which cannot be locked. Do what is to be done by hand.") { Target = device };
            case OffboardingDeviceStep.Lock:
                WillChange(target, nameof(DeviceAction.Lock));
                Change((client, token) => client.Devices.SendActionAsync(id, DeviceActionRequest.Lock(), token));
                break;
        }
        if (_policy.Note is { } note)
        {
            WillChange(target, "Write a note");
            Change((client, token) => client.Devices.CreateNoteAsync(id, note, token));
        }
        (DeviceChange change, string words) = CreateChange(device);
        if (change.IsEmpty)
            return;
        WillChange(target, "Set " + words);
        Change((client, token) => client.Devices.UpdateAsync(id, change, token));
    }

    private (DeviceChange Change, string Words) CreateChange(Device device)
    {
        var change = new DeviceChange();
        var words = new List<string>();
        if (_policy.Unassign)
        {
            change.WithUser(null);
            words.Add("no user");
        }
        if (_blueprint is { } blueprint)
        {
            change.WithBlueprint(blueprint.Id!);
            words.Add($"blueprint '{blueprint.Name}'");
        }
        if (_policy.Tag is { } tag && device.Tags?.Contains(tag) != true)
        {
            change.WithTags([.. device.Tags ?? [], tag]);
            words.Add($"tag '{tag}'");
        }
        return (change, string.Join(", ", words));
    }

    private void PlanRecords(User user)
    {
        List<AdeDevice> records = Stream(Client.Enrollment.ListDevicesAsync(new AdeDeviceQuery { UserId = user.Id }, StopToken))
            .Where(record => string.Equals(record.UserId, user.Id, StringComparison.OrdinalIgnoreCase))
            .ToList();
        foreach (AdeDevice record in records)
        {
            WillChange(record.ToString(), "Set no user");
            Change((client, token) => client.Enrollment.UpdateDeviceAsync(record.Id!, new AdeDeviceChange().WithUser(null), token));
        }
    }

    // An unknown state counts as one that would strand the device.
    private void RequireReusable(Device device)
    {
        if (device.Platform is "Windows" or "Android")
            return;
        DeviceDetail detail;
        try
        {
            detail = Await(Client.Devices.GetDetailAsync(device.DeviceId!, StopToken));
        }
        catch (KandjiApiException e) when (!ErrorRecords.IsFatal(e))
        {
            throw Refused(device, $"it could not be read if it could be used again: {e.Message}");
        }
        if (device.Platform == "Mac" && detail.FileVault is not { FileVaultEnabled: false } and not { FileVaultPrkEscrowed: true })
        {
            throw Refused(device, detail.FileVault is { FileVaultEnabled: true, FileVaultPrkEscrowed: false }
                ? "FileVault is on, and its recovery key is not escrowed"
                : "it is not known if the recovery key of FileVault is escrowed");
        }
        if (FindLock(detail.ActivationLock) is { } reason)
            throw Refused(device, reason);
    }

    private static string? FindLock(DeviceActivationLock? state) => state switch
    {
        { ActivationLockSupported: false } => null,
        { UserActivationLockEnabled: false, DeviceActivationLockEnabled: false } => null,
        { BypassCodeFailed: false } => null,
        { BypassCodeFailed: true, UserActivationLockEnabled: true } or { BypassCodeFailed: true, DeviceActivationLockEnabled: true } =>
            "Activation Lock is on, and its bypass code is not known",
        _ => "it is not known if Activation Lock would keep it from being set up again",
    };

    private static ObjectException Refused(Device device, string reason) => new(
        "KandjiOffboardingRefused", ErrorCategory.InvalidOperation,
        $"The erase of {device} is not planned, because {reason}.") { Target = device };
}
