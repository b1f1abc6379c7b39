using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>
/// The names that people use for the actions. A name of the table means its action; other words only lead to it in an error, because a
/// guess may erase a computer.
/// </summary>
internal static class DeviceActionNames
{
    private static readonly DeviceAction[] Actions = (DeviceAction[])Enum.GetValues(typeof(DeviceAction));

    private static readonly Dictionary<string, DeviceAction> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Reboot"] = DeviceAction.Restart,
        ["Wipe"] = DeviceAction.Erase,
        ["RemoteWipe"] = DeviceAction.Erase,
        ["EraseAll"] = DeviceAction.Erase,
        ["FactoryReset"] = DeviceAction.Erase,
        ["Reset"] = DeviceAction.Erase,
        ["PowerOff"] = DeviceAction.Shutdown,
        ["TurnOff"] = DeviceAction.Shutdown,
        ["Rename"] = DeviceAction.SetName,
        ["CheckIn"] = DeviceAction.DailyCheckIn,
        ["Sync"] = DeviceAction.DailyCheckIn,
        ["RemoteLock"] = DeviceAction.Lock,
        ["Unlock"] = DeviceAction.UnlockAccount,
        ["FindMy"] = DeviceAction.EnableLostMode,
        ["PlaySound"] = DeviceAction.PlayLostModeSound,
        ["RenewProfile"] = DeviceAction.RenewMdmProfile,
        ["ScreenSharing"] = DeviceAction.RemoteDesktop,
        ["Push"] = DeviceAction.BlankPush,
        ["Ping"] = DeviceAction.BlankPush,
        ["Inventory"] = DeviceAction.UpdateInventory,
        ["Locate"] = DeviceAction.UpdateLocation,
        ["LostMode"] = DeviceAction.EnableLostMode,
        ["RemovePasscode"] = DeviceAction.ClearPasscode,
        ["Hotspot"] = DeviceAction.PersonalHotspot,
        ["Roaming"] = DeviceAction.DataRoaming,
    };

    // Names that are not actions, and the commands that do them.
    private static readonly Dictionary<string, string> OtherCommands = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Delete"] = "Remove-KandjiDevice",
        ["DeleteDevice"] = "Remove-KandjiDevice",
        ["Remove"] = "Remove-KandjiDevice",
        ["RemoveDevice"] = "Remove-KandjiDevice",
        ["Unenroll"] = "Remove-KandjiDevice",
        ["Retire"] = "Remove-KandjiDevice",
        ["Move"] = "Move-KandjiDevice",
        ["Assign"] = "Set-KandjiDevice",
        ["Tag"] = "Set-KandjiDevice",
        ["Note"] = "New-KandjiDeviceNote",
        ["UnlockPin"] = "Get-KandjiDeviceSecret",
        ["RecoveryKey"] = "Get-KandjiDeviceSecret",
    };

    /// <summary>Finds the action of this name, without regard to case.</summary>
    /// <param name="text">The text that was typed.</param>
    /// <returns>The action; null when it is no action's name. A number is none.</returns>
    public static DeviceAction? Find(string text) =>
        Actions.Where(action => Same(action.ToString(), text)).Select(action => (DeviceAction?)action).FirstOrDefault();

    /// <summary>Lists the actions that a text may have meant, the likeliest first.</summary>
    /// <param name="text">The text that was typed.</param>
    public static IReadOnlyList<DeviceAction> Similar(string text)
    {
        string plain = Plain(text);
        if (plain.Length == 0)
            return [];
        var similar = new List<DeviceAction>();
        foreach (string word in new[] { plain, Shorten(plain) })
        {
            if (Synonyms.TryGetValue(word, out DeviceAction meant))
                similar.Add(meant);
            // The vendor's names: of the operation (setname), of the MDM command (EraseDevice), of the permission (Restart device).
            similar.AddRange(Actions.Where(action => GetNames(action).Any(name => Same(name, word))));
        }
        similar.AddRange(Actions.Where(
            action => plain.Length >= 2 && action.ToString().StartsWith(plain, StringComparison.OrdinalIgnoreCase)));
        similar.AddRange(
            from action in Actions
            let distance = SimilarNames.Distance(action.ToString().ToUpperInvariant(), plain.ToUpperInvariant())
            where distance <= (plain.Length <= 4 ? 1 : 2)
            orderby distance
            select action);
        return similar.Distinct().Take(5).ToList();
    }

    /// <summary>Says that a text is no action, and which actions there are.</summary>
    /// <param name="text">The text that was typed.</param>
    public static string Unknown(string text)
    {
        if (OtherCommands.TryGetValue(Plain(text), out string? command))
            return $"There is no action '{text}'. {command} does that.";
        IReadOnlyList<DeviceAction> similar = Similar(text);
        return similar.Count > 0
            ? $"There is no action '{text}'. Similar: {string.Join(", ", similar)}."
            : $"There is no action '{text}'. The actions are {string.Join(", ", Actions)}.";
    }

    private static IEnumerable<string> GetNames(DeviceAction action)
    {
        DeviceActionAttribute entry = DeviceActionAttribute.For(action);
        yield return action.ToString();
        yield return Plain(entry.Operation.Permission ?? "");
        yield return Plain(entry.Operation.Path.Substring(entry.Operation.Path.LastIndexOf('/') + 1));
        if (entry.Commands.Length > 0)
            yield return entry.Commands[0];
    }

    private static string Shorten(string text) =>
        text.Length > 6 && text.EndsWith("Device", StringComparison.OrdinalIgnoreCase) ? text.Substring(0, text.Length - 6) : text;

    private static string Plain(string text) => new(text.Where(char.IsLetterOrDigit).ToArray());

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
