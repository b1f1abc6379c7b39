using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.Client.Users;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Users;

/// <summary>
/// <para type="synopsis">Removes users from Kandji, as when people leave.</para>
/// <para type="description">
/// Asks before each user unless -Force or -Confirm:$false is given. The service refuses to remove a user whom devices are assigned to; the
/// question, -WhatIf and the error name these devices, if the token may list devices. With -UnassignDevices their assignments are cleared
/// first, each a change of its own under -WhatIf and -Confirm; if one cannot be cleared, or is declined, the user is left alone.
/// </para>
/// <para type="description">
/// Takes what Get-MgUser and Get-ADUser return and the rows of an HR export as they are: the columns email, user_email, mail,
/// email_address, user_principal_name and upn, in any spelling, hold the address. Where the first of them is nobody's address here, the
/// others are tried. An id of another directory is never taken in place of an address: user_id and id count where a row has no address.
/// </para>
/// <para type="description">
/// A user who comes from a directory comes back with its next sync while the directory still has them. Devices from the pipeline are
/// refused; a user has to be meant.
/// </para>
/// </summary>
/// <example>
///   <summary>See what would happen when somebody leaves</summary>
///   <code>Get-KandjiUser -Email 'left@example.com' | Remove-KandjiUser -UnassignDevices -WhatIf</code>
///   <para>Names each device whose assignment would be cleared, and the user. Nothing is changed.</para>
/// </example>
/// <example>
///   <summary>Remove a user in an unattended script</summary>
///   <code>Remove-KandjiUser 'left@example.com' -UnassignDevices -Force</code>
/// </example>
/// <example>
///   <summary>See what would happen to the users who are disabled in Entra ID</summary>
///   <code>Get-MgUser -Filter 'accountEnabled eq false' | Remove-KandjiUser -UnassignDevices -WhatIf</code>
/// </example>
/// <example>
///   <summary>Remove all archived users who have no devices</summary>
///   <code>Get-KandjiUser -Archived | Where-Object DeviceCount -eq 0 | Remove-KandjiUser -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "KandjiUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.Delete))]
[KandjiOperation(
    typeof(DeviceOperations), nameof(DeviceOperations.List), When = "to name the devices that a user still has")]
public sealed class RemoveKandjiUser : ChangeCmdlet
{
    private UserResolver? _resolver;

    /// <summary>
    /// The user: id, e-mail address, user object, or a row with a column email, user_email, mail, email_address, user_principal_name, upn,
    /// user_id or id.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "UserId", "Email", "UserEmail")]
    [UserReferenceTransformation(OnlyUsers = true)]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserReference[] User { get; set; } = [];

    /// <summary>Clears the assignments of the user's devices first.</summary>
    [Parameter]
    [KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List), nameof(DeviceOperations.Update))]
    public SwitchParameter UnassignDevices { get; set; }

    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new UserResolver(Client);
        foreach (UserReference reference in User)
            Guard(reference, () => Remove(Await(_resolver.ResolveAsync(reference, StopToken))));
    }

    private void Remove(User user)
    {
        if (IsRepeated(user.Id, user))
            return;
        // Known before anything is asked: whoever answers must not find out afterwards.
        List<Device>? assigned = UnassignDevices || !Force || IsWhatIf ? TryGetDevices(user) : null;
        if (UnassignDevices && !Unassign(user, assigned ?? GetDevices(user)))
            return;
        if (!ShouldProcess(Force, user + (UnassignDevices ? "" : StillAssigned(assigned)), "Remove user"))
            return;
        try
        {
            Change((client, token) => client.Users.DeleteAsync(user.Id!, token));
            WriteVerbose($"Removed {user}.");
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.BadRequest)
        {
            if ((assigned ?? TryGetDevices(user)) is not { Count: > 0 } devices)
                throw;
            string message = $"{e.ServerMessage ?? e.Message} {user} still has {devices.Count} device{(devices.Count == 1 ? "" : "s")}: "
                + $"{FormatList(devices.Select(d => d.ToString()).ToList())}. Repeat the command with -UnassignDevices to clear these "
                + $"assignments first.";
            WriteError(
                new ErrorRecord(
                    new System.InvalidOperationException(message, e), "KandjiUserHasDevices", ErrorCategory.ResourceBusy, user));
            WasTold(e);
        }
    }

    // True when every assignment was cleared, or would have been under -WhatIf.
    private bool Unassign(User user, List<Device> devices)
    {
        for (int i = 0; i < devices.Count; i++)
        {
            Device device = devices[i];
            string action = $"Clear the assignment to {user}" + (devices.Count > 1 ? $" (device {i + 1} of {devices.Count})" : "");
            if (!ShouldProcess(Force, device.ToString(), action))
            {
                if (IsWhatIf)
                    continue;
                WriteWarning($"{device} stays assigned to {user}, so the user is not removed.");
                return false;
            }
            bool cleared = Guard(device, () => Change(
                (client, token) => client.Devices.UpdateAsync(device.DeviceId!, new DeviceChange().WithUser(null), token),
                DeviceIdentity.From(device)));
            if (!cleared)
            {
                WriteWarning($"The assignment of {device} could not be cleared, so {user} is not removed.");
                return false;
            }
        }
        return true;
    }

    // Null for a token that may remove users and not list devices: the service decides then.
    private List<Device>? TryGetDevices(User user)
    {
        try
        {
            return GetDevices(user);
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.Forbidden)
        {
            WriteVerbose($"The devices of {user} could not be listed: {e.Message}");
            return null;
        }
    }

    private static string StillAssigned(List<Device>? devices) => devices is not { Count: > 0 } ? ""
        : $", who still has {devices.Count} device{(devices.Count == 1 ? "" : "s")}, so that the service refuses without -UnassignDevices: "
            + FormatList(devices.ConvertAll(device => device.ToString()));

    // The device record decides: a filter that the service ignored must not clear the whole fleet.
    private List<Device> GetDevices(User user) =>
        Stream(Client.Devices.ListAsync(new DeviceQuery { UserId = user.Id }, StopToken))
            .Where(device => UserReference.IsAssigned(user, device))
            .ToList();
}
