using Kandji.Client.Model;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Reports;

/// <summary>The state of one device, flat enough for a CSV file or a table: lists are text with semicolons between.</summary>
public sealed class ComplianceReport : IOriginated
{
    internal TenantIdentity? Origin { get; init; }

    /// <summary>The device's name.</summary>
    public string? DeviceName { get; internal set; }

    /// <summary>The device's serial number.</summary>
    public string? SerialNumber { get; internal set; }

    /// <summary>The platform: Mac, iPhone, iPad, AppleTV, Windows or Android.</summary>
    public string? Platform { get; internal set; }

    /// <summary>The assigned user's e-mail address, or name where there is none; null when the device is assigned to nobody.</summary>
    public string? User { get; internal set; }

    /// <summary>The blueprint's name.</summary>
    public string? Blueprint { get; internal set; }

    /// <summary>
    /// False when there is a problem; true when there is none and everything is known; null when there is none among what is known, and
    /// something is unknown or was not checked.
    /// </summary>
    public bool? IsCompliant => ProblemCount > 0 ? false : UnknownCount > 0 || NotChecked.Length > 0 ? null : true;

    /// <summary>How many kinds of problem there are.</summary>
    public int ProblemCount { get; internal set; }

    /// <summary>The problems in words: <c>2 library items failing; FileVault off</c>. Empty when there is none.</summary>
    public string Problems { get; internal set; } = "";

    /// <summary>How many kinds of data the report needs and does not have.</summary>
    public int UnknownCount { get; internal set; }

    /// <summary>The unknown parts, in words: <c>FileVault; 2 library items</c>. Empty when everything is known.</summary>
    public string Unknown { get; internal set; } = "";

    /// <summary>The checks that -Check left out: <c>LibraryItems; Parameters</c>. Empty when everything was checked.</summary>
    public string NotChecked { get; internal set; } = "";

    /// <summary>
    /// The share of library items and parameters that are as they should be, from 0 to 1. Those whose state is unknown are not. Null when
    /// the device has none, and where they were not checked.
    /// </summary>
    public double? PassingShare { get; internal set; }

    /// <summary>How many library items have failed; null where they were not checked.</summary>
    public int? FailingItemCount { get; internal set; }

    /// <summary>The names of the library items that have failed.</summary>
    public string FailingItems { get; internal set; } = "";

    /// <summary>How many library items are still to be installed; null where they were not checked.</summary>
    public int? PendingItemCount { get; internal set; }

    /// <summary>The names of the library items that are still to be installed.</summary>
    public string PendingItems { get; internal set; } = "";

    /// <summary>
    /// How many library items have a status that is missing or not known here. Null when the service did not list the items.
    /// </summary>
    public int? UnknownItemCount { get; internal set; }

    /// <summary>The names of these library items, each with its status.</summary>
    public string UnknownItems { get; internal set; } = "";

    /// <summary>How many parameters of a Mac have failed; null where they were not checked.</summary>
    public int? FailingParameterCount { get; internal set; }

    /// <summary>The names of the parameters that have failed.</summary>
    public string FailingParameters { get; internal set; } = "";

    /// <summary>How many parameters of a Mac are still to be applied; null where they were not checked.</summary>
    public int? PendingParameterCount { get; internal set; }

    /// <summary>The names of the parameters that are still to be applied.</summary>
    public string PendingParameters { get; internal set; } = "";

    /// <summary>
    /// How many parameters have a status that is missing or not known here. Null when the service did not list those of a Mac.
    /// </summary>
    public int? UnknownParameterCount { get; internal set; }

    /// <summary>The names of these parameters, each with its status.</summary>
    public string UnknownParameters { get; internal set; } = "";

    /// <summary>
    /// Indicates whether FileVault is on; null on everything but a Mac, where it was not checked, and when the service does not tell.
    /// </summary>
    public bool? FileVaultEnabled { get; internal set; }

    /// <summary>The version of the operating system.</summary>
    public string? OsVersion { get; internal set; }

    /// <summary>The version as a number, which compares and sorts; null for a version that is not one, as <c>24H2</c>.</summary>
    public Version? OsVersionNumber => ComparableVersion.Parse(OsVersion);

    /// <summary>
    /// The version that it was compared with: -MinimumOSVersion, or the newest that a device of the platform in the tenant runs.
    /// </summary>
    public string? ExpectedOsVersion { get; internal set; }

    /// <summary>Indicates whether the version is older than that; null where either is unknown.</summary>
    public bool? OsBehind { get; internal set; }

    /// <summary>When the device was last heard from, in local time; null when never.</summary>
    public DateTime? LastCheckIn { get; internal set; }

    /// <summary>How many whole days ago that was; null when never.</summary>
    public int? DaysSinceCheckIn { get; internal set; }

    /// <summary>The device's id.</summary>
    public string? DeviceId { get; internal set; }

    /// <summary>The tenant that the device belongs to.</summary>
    public string? Tenant => Origin?.Name;

    TenantIdentity? IOriginated.Origin => Origin;

    /// <summary>The device and its problems.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() =>
        $"{DeviceName} ({SerialNumber}): "
        + (IsCompliant switch { true => "compliant", false => Problems, _ => "unknown: " + (Unknown.Length > 0 ? Unknown : NotChecked) });
}
