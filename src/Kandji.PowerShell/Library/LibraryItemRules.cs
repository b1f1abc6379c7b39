using Kandji.Client.Library;

namespace Kandji.PowerShell.Library;

/// <summary>
/// Rules between the fields of a library item. The service checks them only when the item is created or changed, which is after a long
/// upload. They are checked for the item as it will be. A change that touches none of a rule's fields is not held to that rule.
/// </summary>
internal static class LibraryItemRules
{
    private const string NotEnforced = "no_enforcement";
    private const string Continuous = "continuously_enforce";

    /// <summary>Finds the rule that a custom app would break.</summary>
    /// <param name="change">The change, or the app to create.</param>
    /// <param name="current">The app as it is; null when it is created.</param>
    /// <returns>The message of the error; null when the app is valid.</returns>
    public static string? FindViolation(CustomAppChange change, CustomApp? current)
    {
        string? enforcement = change.InstallEnforcement ?? current?.InstallEnforcement;
        if (current is null || change.InstallEnforcement is not null || change.AuditScript is not null)
        {
            string? audit = change.AuditScript ?? (current is null ? "" : current.AuditScript);
            if (enforcement == Continuous && IsEmpty(audit))
                return "-InstallEnforcement ContinuouslyEnforce needs -AuditScript or -AuditScriptPath.";
            if (enforcement is not null && enforcement != Continuous && audit is not null && !IsEmpty(audit))
            {
                return "Only an app that is continuously enforced has an audit script. Give -InstallEnforcement ContinuouslyEnforce"
                    + (current is null ? ", or no audit script." : ", or remove the audit script with -AuditScript ''.");
            }
        }
        string? type = change.InstallType ?? current?.InstallType;
        if (current is null || change.InstallType is not null || change.UnzipLocation is not null)
        {
            string? location = change.UnzipLocation ?? (current is null ? "" : current.UnzipLocation);
            if (type == "zip" && IsEmpty(location))
                return "A zip archive needs -UnzipLocation: the folder on the Mac into which it is unpacked.";
            if (type is not null && type != "zip" && location is not null && !IsEmpty(location))
            {
                return $"Only a zip archive has an unzip location, and the installer's type is {type}. "
                    + (current is null ? "Leave out -UnzipLocation." : "Remove the location with -UnzipLocation ''.");
            }
        }
        return FindViolation(
            enforcement, "InstallEnforcement", change.InstallEnforcement is not null || current is null, change.ShowInSelfService,
            change.SelfServiceCategoryId, current?.ShowInSelfService, current?.SelfServiceCategoryId);
    }

    /// <summary>Finds the rule that a custom script would break.</summary>
    /// <param name="change">The change, or the script to create.</param>
    /// <param name="current">The script as it is; null when it is created.</param>
    /// <returns>The message of the error; null when the script is valid.</returns>
    public static string? FindViolation(CustomScriptChange change, CustomScript? current) => FindViolation(
        change.ExecutionFrequency ?? current?.ExecutionFrequency, "ExecutionFrequency",
        change.ExecutionFrequency is not null || current is null, change.ShowInSelfService, change.SelfServiceCategoryId,
        current?.ShowInSelfService, current?.SelfServiceCategoryId);

    /// <summary>Finds the rule that a custom profile would break.</summary>
    /// <param name="change">The change, or the profile to create.</param>
    /// <param name="current">The profile as it is; null when it is created.</param>
    /// <returns>The message of the error; null when the profile is valid.</returns>
    public static string? FindViolation(CustomProfileChange change, CustomProfile? current)
    {
        bool?[] asked =
        [
            change.RunsOnMac, change.RunsOnIPhone, change.RunsOnIPad, change.RunsOnTV, change.RunsOnVision, change.RunsOnAndroid,
            change.RunsOnWindows,
        ];
        bool?[] now =
        [
            current?.RunsOnMac, current?.RunsOnIPhone, current?.RunsOnIPad, current?.RunsOnTV, current?.RunsOnVision,
            current?.RunsOnAndroid, current?.RunsOnWindows,
        ];
        // Not every service names the last three. They count as off when the answer lacks them, the first four as unknown.
        bool runsNowhere = asked.Zip(now, (to, from) => to ?? from).Select((runs, i) => i < 4 ? runs : runs ?? false)
            .All(runs => runs == false);
        return asked.Any(runs => runs is not null) && runsNowhere
            ? "A profile runs on at least one platform. Give one or more with -RunsOn."
            : null;
    }

    private static string? FindViolation(
        string? enforcement, string parameter, bool isEnforcementSet, bool? show, string? category, bool? isShown, string? currentCategory)
    {
        if (!isEnforcementSet && show is null && category is null)
            return null;
        // Of an item that Self Service does not show, the service may leave these fields out.
        if (enforcement == NotEnforced && (show ?? isShown) != true)
        {
            return $"An item that is not enforced (-{parameter} NoEnforcement) must be shown in Self Service: nothing else would run it. "
                + $"Give -SelfServiceCategory, or another -{parameter}.";
        }
        return show == true && string.IsNullOrEmpty(category ?? currentCategory) && isShown != true
            ? "Self Service shows an item in a category. Give -SelfServiceCategory."
            : null;
    }

    // The service stores scripts without white space at both ends.
    private static bool IsEmpty(string? text) => text is not null && text.Trim().Length == 0;
}
