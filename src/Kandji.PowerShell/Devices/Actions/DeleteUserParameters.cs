using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action DeleteUser.</summary>
[RequiresOneOf("The action DeleteUser needs an account", nameof(UserName), nameof(AllUsers))]
public sealed class DeleteUserParameters : DeviceActionParameters
{
    /// <summary>The short name of the local account to delete. Either this or -AllUsers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? UserName { get; set; }

    /// <summary>Deletes every local account that may be deleted.</summary>
    [Parameter]
    [ExcludesParameters(nameof(UserName))]
    public SwitchParameter AllUsers { get; set; }

    /// <summary>Deletes even accounts with data that is not yet synced.</summary>
    [Parameter]
    public SwitchParameter ForceDeletion { get; set; }

    internal override DeviceActionRequest ToRequest() => (UserName, AllUsers.IsPresent) switch
    {
        (null, true) => DeviceActionRequest.DeleteAllUsers(ForceDeletion),
        ({ } name, false) => DeviceActionRequest.DeleteUser(name, ForceDeletion),
        _ => throw new InvalidOperationException("The rules of the parameters were not checked."),
    };
}
