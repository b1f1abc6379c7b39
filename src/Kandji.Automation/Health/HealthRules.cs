using Kandji.Automation.Health.Rules;

namespace Kandji.Automation.Health;

/// <summary>
/// The table of rules. An id never changes its meaning and is never used again; a new rule takes the next one. docs/health.md has a part
/// about each.
/// </summary>
internal static class HealthRules
{
    /// <summary>The rules, in the order of their ids.</summary>
    public static IReadOnlyList<HealthRule> All { get; } =
    [
        new()
        {
            Id = "KH001", Title = "Disk not encrypted", Severity = FindingSeverity.Critical, About = FindingSubjectKind.Device,
            Description = "FileVault is off on a Mac.",
            Fix = "Assign a library item that turns FileVault on to the Mac's blueprint, and have its user sign out and in again.",
            Sources = [FleetSource.FileVault], Evaluate = PrismRules.DiskNotEncrypted,
        },
        new()
        {
            Id = "KH002", Title = "Recovery key not escrowed", Severity = FindingSeverity.High, About = FindingSubjectKind.Device,
            Description = "FileVault is on, and the service does not have the recovery key: nobody can unlock the Mac for its user.",
            Fix = "Let the FileVault library item escrow the key, and have the Mac check in.",
            Sources = [FleetSource.FileVault], Evaluate = PrismRules.KeyNotEscrowed,
        },
        new()
        {
            Id = "KH003", Title = "Recovery key must be regenerated", Severity = FindingSeverity.Medium, About = FindingSubjectKind.Device,
            Description = "FileVault was on before the Mac enrolled, so that the service needs a new recovery key.",
            Fix = "Have the user follow the agent's request for their password, which makes a new key.",
            Sources = [FleetSource.FileVault], Evaluate = PrismRules.KeyRegenerationNeeded,
        },
        new()
        {
            Id = "KH004", Title = "Activation Lock bypass code failed", Severity = FindingSeverity.High, About = FindingSubjectKind.Device,
            Description = "The service could not obtain the code that lifts Activation Lock. If the device is locked by its user's Apple "
                + "Account, it cannot be used by anybody else. The code itself is never read.",
            Fix = "Enroll the device again through Automated Device Enrollment before it changes hands.",
            Sources = [FleetSource.ActivationLock], Evaluate = PrismRules.BypassCodeFailed,
        },
        new()
        {
            Id = "KH005", Title = "Firewall off", Severity = FindingSeverity.Medium, About = FindingSubjectKind.Device,
            Description = "The application firewall of a Mac is off.",
            Fix = "Turn it on with a parameter or a profile of the Mac's blueprint.",
            Sources = [FleetSource.Firewall], Evaluate = PrismRules.FirewallOff,
        },
        new()
        {
            Id = "KH006", Title = "Gatekeeper off", Severity = FindingSeverity.High, About = FindingSubjectKind.Device,
            Description = "Gatekeeper is off on a Mac, so that software of anybody runs.",
            Fix = "Turn it on with a parameter or a profile of the Mac's blueprint.",
            Sources = [FleetSource.Gatekeeper], Evaluate = PrismRules.GatekeeperOff,
        },
        new()
        {
            Id = "KH007", Title = "System Integrity Protection off", Severity = FindingSeverity.High, About = FindingSubjectKind.Device,
            Description = "System Integrity Protection is off on a Mac, so that the system itself can be changed.",
            Fix = "Start the Mac in recovery and run 'csrutil enable'. MDM cannot do that.",
            Sources = [FleetSource.Startup], Evaluate = PrismRules.SystemIntegrityProtectionOff,
        },
        new()
        {
            Id = "KH008", Title = "Secure boot off", Severity = FindingSeverity.High, About = FindingSubjectKind.Device,
            Description = "A Mac starts any system. Reduced security is not a finding; a word that is not known counts as no data.",
            Fix = "Start the Mac in recovery and raise the security policy in Startup Security Utility.",
            Sources = [FleetSource.Startup], Evaluate = PrismRules.SecureBootOff,
        },
        new()
        {
            Id = "KH009", Title = "Recovery lock missing", Severity = FindingSeverity.Medium, About = FindingSubjectKind.Device,
            Description = "Neither a recovery lock nor, on a Mac with an Intel processor, a firmware password is set.",
            Fix = "Assign a library item that sets the recovery password to the Mac's blueprint.",
            Sources = [FleetSource.MacDetails], TakesParts = true, Evaluate = PrismRules.RecoveryLockMissing,
        },
        new()
        {
            Id = "KH010", Title = "Device is silent", Severity = FindingSeverity.Medium, About = FindingSubjectKind.Device,
            Description = "A device has not checked in for more days than Thresholds.SilentDays, 30 without a policy, which may differ by "
                + "platform.",
            Fix = "Find out where the device is. A blank push wakes one that is only asleep; a record of one that is gone can be removed.",
            Repair = FindingRepair.BlankPush,
            Sources = [FleetSource.Devices], Evaluate = DeviceRules.Silent,
        },
        new()
        {
            Id = "KH011", Title = "Never checked in", Severity = FindingSeverity.Medium, About = FindingSubjectKind.Device,
            Description = "A device enrolled more than Thresholds.NeverCheckedInDays ago, one without a policy, and has never checked in.",
            Fix = "Send a blank push. If that does not help, enroll the device again.",
            Repair = FindingRepair.BlankPush,
            Sources = [FleetSource.Devices], Evaluate = DeviceRules.NeverCheckedIn,
        },
        new()
        {
            Id = "KH012", Title = "Agent missing", Severity = FindingSeverity.High, About = FindingSubjectKind.Device,
            Description = "A Mac does not have the Kandji agent, so that scripts, custom apps and parameters do nothing on it.",
            Fix = "Reinstall the agent.",
            Repair = FindingRepair.ReinstallAgent,
            Sources = [FleetSource.Devices], Evaluate = DeviceRules.AgentMissing,
        },
        new()
        {
            Id = "KH013", Title = "Agent outdated", Severity = FindingSeverity.Low, About = FindingSubjectKind.Device,
            Description = "The agent of a Mac is older than MinimumAgentVersion of the policy, or, without it, than the newest one of this "
                + "fleet in the first two numbers of its version.",
            Fix = "Reinstall the agent, which installs the newest.",
            Repair = FindingRepair.ReinstallAgent,
            Sources = [FleetSource.Devices], Evaluate = DeviceRules.AgentOld,
        },
        new()
        {
            Id = "KH014", Title = "Duplicate serial number", Severity = FindingSeverity.High, About = FindingSubjectKind.Device,
            Description = "Several records have the same serial number. The one to keep is managed, was heard from last, or else enrolled "
                + "last; each of the others is a finding.",
            Fix = "Remove the record that the message names with Remove-KandjiDevice and its id, after a look at both. A plan cannot: it "
                + "leaves a serial number alone that is there twice.",
            Sources = [FleetSource.Devices], Evaluate = DeviceRules.DuplicateSerialNumber,
        },
        new()
        {
            Id = "KH015", Title = "User is gone", Severity = FindingSeverity.Medium, About = FindingSubjectKind.Device,
            Description = "A device is assigned to a user who is archived or inactive, or whom the list of users does not have.",
            Fix = "Collect the device and assign it to somebody else, or to nobody.",
            Repair = FindingRepair.Unassign,
            Sources = [FleetSource.Devices, FleetSource.Users], Evaluate = DeviceRules.UserGone,
        },
        new()
        {
            Id = "KH016", Title = "Licenses exceeded", Severity = FindingSeverity.High, About = FindingSubjectKind.Tenant,
            Description = "More devices are enrolled than licenses were bought, of all platforms or of one.",
            Fix = "Remove the records of devices that are gone, or buy licenses.",
            Sources = [FleetSource.Licenses], Evaluate = TenantRules.LicensesExceeded,
        },
        new()
        {
            Id = "KH017", Title = "Licenses nearly used up", Severity = FindingSeverity.Medium, About = FindingSubjectKind.Tenant,
            Description = "Thresholds.LicenseUsedPercent of the licenses, 90 % without a policy, or more are used.",
            Fix = "Remove the records of devices that are gone, or buy licenses in time.",
            Sources = [FleetSource.Licenses], Evaluate = TenantRules.LicensesNearlyUsed,
        },
        new()
        {
            Id = "KH018", Title = "Operating system below minimum", Severity = FindingSeverity.High, About = FindingSubjectKind.Device,
            Description = "The operating system is older than MinimumOS of the policy for the platform. Before its deadline the severity "
                + "is Low, or Info where the policy says so. Asked only with a policy that has minimums.",
            Fix = "Let a managed operating system item of the blueprint install the version.",
            Sources = [FleetSource.Devices], IsAsked = policy => policy.MinimumOS.Count > 0, Evaluate = DeviceRules.OsBelowMinimum,
        },
        new()
        {
            Id = "KH019", Title = "Operating system behind its model", Severity = FindingSeverity.Low, About = FindingSubjectKind.Device,
            Description = "Another device of the same model in this fleet runs a newer version. Platforms with a minimum in the policy are "
                + "left to KH018. Nobody but the tenant is asked what the newest version is.",
            Fix = "Let a managed operating system item of the blueprint install the version.",
            Sources = [FleetSource.Devices], Evaluate = DeviceRules.OsBehindModel,
        },
        new()
        {
            Id = "KH020", Title = "Required app missing", Severity = FindingSeverity.Medium, About = FindingSubjectKind.Device,
            Description = "A device lacks an application of RequiredApps. Asked only with a policy that has some. Apple's platforms alone.",
            Fix = "Assign the app's library item to the device's blueprint.",
            Sources = [FleetSource.Apps], IsAsked = policy => policy.RequiredApps.Count > 0, Evaluate = AppRules.RequiredMissing,
        },
        new()
        {
            Id = "KH021", Title = "Forbidden app present", Severity = FindingSeverity.High, About = FindingSubjectKind.Device,
            Description = "A device has an application of ForbiddenApps. Asked only with a policy that has some. Apple's platforms alone.",
            Fix = "Remove the app, and block it with a library item of the device's blueprint.",
            Sources = [FleetSource.Apps], IsAsked = policy => policy.ForbiddenApps.Count > 0, Evaluate = AppRules.ForbiddenPresent,
        },
        new()
        {
            Id = "KH022", Title = "App outdated", Severity = FindingSeverity.Medium, About = FindingSubjectKind.Device,
            Description = "An application of MinimumApps is on a device in an older version. Asked only with a policy that has some. "
                + "Apple's platforms alone.",
            Fix = "Update the app, by its library item where it has one.",
            Sources = [FleetSource.Apps], IsAsked = policy => policy.MinimumApps.Count > 0, Evaluate = AppRules.Outdated,
        },
        new()
        {
            Id = "KH023", Title = "Known exploited vulnerability", Severity = FindingSeverity.Critical,
            About = FindingSubjectKind.Vulnerability,
            Description = "Devices have software with a vulnerability that is known to be exploited. Only tenants with vulnerability "
                + "management can be asked.",
            Fix = "Update the software on the devices that Get-KandjiVulnerabilityDevice lists.",
            Sources = [FleetSource.Vulnerabilities], Evaluate = TenantRules.KnownExploited,
        },
        new()
        {
            Id = "KH024", Title = "Automated Device Enrollment token ends", Severity = FindingSeverity.High,
            About = FindingSubjectKind.AdeIntegration,
            Description = "The token of an integration ends within Thresholds.AdeTokenDays, 30 without a policy. One that has ended is "
                + "Critical: no device enrolls through it.",
            Fix = "Download a new token from Apple and upload it with Update-KandjiAdeIntegration.",
            Sources = [FleetSource.AdeIntegrations], Evaluate = EnrollmentRules.TokenEnding,
        },
        new()
        {
            Id = "KH025", Title = "Automated Device Enrollment broken", Severity = FindingSeverity.Critical,
            About = FindingSubjectKind.AdeIntegration,
            Description = "Apple refuses the token of an integration, so that no new device comes in.",
            Fix = "See what Apple asks for, as a rule to accept new terms; then upload a new token with Update-KandjiAdeIntegration.",
            Sources = [FleetSource.AdeIntegrations], Evaluate = EnrollmentRules.IntegrationBroken,
        },
        new()
        {
            Id = "KH026", Title = "Device without a blueprint at Apple", Severity = FindingSeverity.Medium,
            About = FindingSubjectKind.AdeDevice,
            Description = "A device that Apple knows has not enrolled, and neither it nor its integration has a blueprint or uses "
                + "blueprint routing.",
            Fix = "Give it a blueprint with Set-KandjiAdeDevice.",
            Sources = [FleetSource.AdeIntegrations, FleetSource.AdeDevices], Evaluate = EnrollmentRules.WithoutBlueprint,
        },
        new()
        {
            Id = "KH027", Title = "Device awaits enrollment for long", Severity = FindingSeverity.Low,
            About = FindingSubjectKind.AdeDevice,
            Description = "A device was assigned at Apple more than Thresholds.AwaitingEnrollmentDays ago, 60 without a policy, and has "
                + "not enrolled.",
            Fix = "Find out where the device is; one that is not used any more can be released in Apple Business Manager.",
            Sources = [FleetSource.AdeDevices], Evaluate = EnrollmentRules.AwaitingEnrollment,
        },
        new()
        {
            Id = "KH028", Title = "Blueprint without devices", Severity = FindingSeverity.Info, About = FindingSubjectKind.Blueprint,
            Description = "No device is in a blueprint.",
            Fix = "Remove the blueprint if nobody needs it any more.",
            Sources = [FleetSource.Blueprints], Evaluate = LibraryRules.EmptyBlueprint,
        },
        new()
        {
            Id = "KH029", Title = "Library item fails", Severity = FindingSeverity.High, About = FindingSubjectKind.LibraryItem,
            Description = "A library item fails on more than Thresholds.FailingItemPercent of the devices that have it, 20 % without a "
                + "policy. The message says whether all failures were reported since the item was last edited.",
            Fix = "See what devices say with Get-KandjiLibraryItemStatus; undo the last edit if it began with that.",
            Sources = [FleetSource.ItemStates], TakesParts = true, Evaluate = LibraryRules.ItemFailing,
        },
        new()
        {
            Id = "KH030", Title = "Library item assigned nowhere", Severity = FindingSeverity.Low, About = FindingSubjectKind.LibraryItem,
            Description = "A custom script, profile or app, or an in-house app, is in no blueprint.",
            Fix = "Assign it to a blueprint, or remove it.",
            Sources = [FleetSource.LibraryItems, FleetSource.BlueprintItems], Evaluate = LibraryRules.ItemAssignedNowhere,
        },
        new()
        {
            Id = "KH031", Title = "Policy was changed", Severity = FindingSeverity.Info, About = FindingSubjectKind.Actor,
            Description = "Somebody, or a token, changed blueprints, library items, integrations or permissions in the last "
                + "Thresholds.AuditDays, 7 without a policy. One finding for each of them.",
            Fix = "See whether the changes were meant: Get-KandjiAuditEvent.",
            Sources = [FleetSource.AuditEvents], Evaluate = TenantRules.PolicyChanged,
        },
        new()
        {
            Id = "KH032", Title = "Exception has ended", Severity = FindingSeverity.Low, About = FindingSubjectKind.Exclusion,
            Description = "The day of an exclusion of the policy is over. Its findings are there again. Asked only with a policy "
                + "that has exclusions.",
            Fix = "Mend what was excluded and remove the exclusion, or give it another day and a reason.",
            Sources = [], IsAsked = policy => policy.Exclusions.Count > 0, Evaluate = TenantRules.ExclusionEnded,
        },
    ];
}
