using Kandji.Client.Json;

namespace Kandji.Client.Devices.Actions;

/// <summary>An action with what belongs to it, checked before anything is sent. Made by the method that is named as the action.</summary>
public sealed class DeviceActionRequest
{
    private DeviceActionRequest(DeviceAction action, JsonBody? body = null)
    {
        Action = action;
        Body = body;
    }

    /// <summary>The action.</summary>
    public DeviceAction Action { get; }

    internal JsonBody? Body { get; }

    /// <summary>An action that takes nothing with it.</summary>
    /// <param name="action">The action.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentException">The action needs more than its name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such action.</exception>
    public static DeviceActionRequest Create(DeviceAction action)
    {
        DeviceActionAttribute entry = DeviceActionAttribute.For(action);
        return entry.Required.Length == 0
            ? new DeviceActionRequest(action, entry.Body.Length == 0 ? null : new JsonBody())
            : throw new ArgumentException(
                $"The action {action} needs more than its name: {string.Join(", ", entry.Required)}.", nameof(action));
    }

    /// <summary>Restarts the device.</summary>
    /// <param name="rebuildKernelCache">Indicates whether a Mac rebuilds its kernel cache; null leaves it to the service (no).</param>
    /// <param name="notifyUser">
    /// Indicates whether the user of a Mac is asked to restart when it suits; null leaves it to the service (no).
    /// </param>
    /// <returns>The request.</returns>
    public static DeviceActionRequest Restart(bool? rebuildKernelCache = null, bool? notifyUser = null) =>
        new(DeviceAction.Restart, new JsonBody().AddIfGiven("RebuildKernelCache", rebuildKernelCache).AddIfGiven("NotifyUser", notifyUser));

    /// <summary>Locks the device.</summary>
    /// <param name="message">The message that the locked device shows.</param>
    /// <param name="phoneNumber">The phone number that the locked device shows.</param>
    /// <returns>The request.</returns>
    public static DeviceActionRequest Lock(string? message = null, string? phoneNumber = null) =>
        new(DeviceAction.Lock, new JsonBody().AddIfGiven("Message", message).AddIfGiven("PhoneNumber", phoneNumber));

    /// <summary>Erases the device.</summary>
    /// <param name="options">The options for the platform of the device; null for the defaults of the service.</param>
    /// <returns>The request.</returns>
    public static DeviceActionRequest Erase(EraseOptions? options = null) =>
        new(DeviceAction.Erase, (options ?? new EraseOptions()).ToBody());

    /// <summary>Sets or removes the passcode of an Android work profile.</summary>
    /// <param name="newPassword">The new passcode, of at least four characters; null removes it.</param>
    /// <param name="lockNow">Indicates whether the work profile is locked at once.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentException">The passcode has fewer than four characters.</exception>
    public static DeviceActionRequest ResetWorkProfilePasscode(string? newPassword = null, bool lockNow = false)
    {
        if (newPassword is { Length: < 4 })
            throw new ArgumentException(
                "The passcode of a work profile has at least four characters (six on Android 14).", nameof(newPassword));
        JsonBody body = new JsonBody().AddIfGiven("newPassword", newPassword);
        body.Add("resetPasswordFlags", lockNow ? new[] { "LOCK_NOW" } : Array.Empty<string>());
        return new DeviceActionRequest(DeviceAction.ResetWorkProfilePasscode, body);
    }

    /// <summary>Renames the device.</summary>
    /// <param name="deviceName">The new name.</param>
    /// <returns>The request.</returns>
    public static DeviceActionRequest SetName(string deviceName) =>
        new(DeviceAction.SetName, new JsonBody { { "DeviceName", Required(deviceName, nameof(deviceName)) } });

    /// <summary>Unlocks a local account of a Mac.</summary>
    /// <param name="userName">The account's short name.</param>
    /// <returns>The request.</returns>
    public static DeviceActionRequest UnlockAccount(string userName) =>
        new(DeviceAction.UnlockAccount, new JsonBody { { "UserName", Required(userName, nameof(userName)) } });

    /// <summary>Deletes one local account.</summary>
    /// <param name="userName">The account's short name.</param>
    /// <param name="forceDeletion">True to delete it even when it has data that is not yet synced.</param>
    /// <returns>The request.</returns>
    public static DeviceActionRequest DeleteUser(string userName, bool forceDeletion = false) => new(DeviceAction.DeleteUser, new JsonBody
    {
        { "DeleteAllUsers", false },
        { "ForceDeletion", forceDeletion },
        { "UserName", Required(userName, nameof(userName)) },
    });

    /// <summary>Deletes every local account that may be deleted.</summary>
    /// <param name="forceDeletion">True to delete those too that have data which is not yet synced.</param>
    /// <returns>The request.</returns>
    public static DeviceActionRequest DeleteAllUsers(bool forceDeletion = false) => new(DeviceAction.DeleteUser, new JsonBody
    {
        { "DeleteAllUsers", true },
        { "ForceDeletion", forceDeletion },
    });

    /// <summary>Turns Remote Management of a Mac on or off.</summary>
    /// <param name="enabled">True turns it on.</param>
    /// <returns>The request.</returns>
    public static DeviceActionRequest RemoteDesktop(bool enabled) =>
        new(DeviceAction.RemoteDesktop, new JsonBody { { "EnableRemoteDesktop", enabled } });

    /// <summary>Has the device fetch its eSIM.</summary>
    /// <param name="serverUrl">The https address of the carrier's eSIM server.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentException">The address does not begin with https.</exception>
    public static DeviceActionRequest RefreshEsim(Uri serverUrl)
    {
        if (serverUrl is null)
            throw new ArgumentNullException(nameof(serverUrl));
        if (!serverUrl.IsAbsoluteUri || serverUrl.Scheme != "https")
            throw new ArgumentException($"'{serverUrl}' is not the https:// address of a carrier's eSIM server.", nameof(serverUrl));
        return new DeviceActionRequest(DeviceAction.RefreshEsim, new JsonBody { { "eSIMServerURL", serverUrl.OriginalString } });
    }

    /// <summary>Turns the personal hotspot on or off.</summary>
    /// <param name="enabled">True turns it on.</param>
    /// <returns>The request.</returns>
    public static DeviceActionRequest PersonalHotspot(bool enabled) =>
        new(DeviceAction.PersonalHotspot, new JsonBody { { "Enabled", enabled } });

    /// <summary>Turns data roaming on or off.</summary>
    /// <param name="enabled">True turns it on.</param>
    /// <returns>The request.</returns>
    public static DeviceActionRequest DataRoaming(bool enabled) => new(DeviceAction.DataRoaming, new JsonBody { { "Enabled", enabled } });

    /// <summary>Puts the device into lost mode.</summary>
    /// <param name="message">The message that the lost device shows.</param>
    /// <param name="phoneNumber">The phone number that the lost device shows.</param>
    /// <param name="footnote">The footnote that the lost device shows.</param>
    /// <returns>The request.</returns>
    public static DeviceActionRequest EnableLostMode(string? message = null, string? phoneNumber = null, string? footnote = null) =>
        new(DeviceAction.EnableLostMode, new JsonBody()
            .AddIfGiven("Message", message)
            .AddIfGiven("PhoneNumber", phoneNumber)
            .AddIfGiven("Footnote", footnote));

    private static string Required(string value, string name) =>
        string.IsNullOrWhiteSpace(value) ? throw new ArgumentException($"The {name} is empty.", name) : value;
}
