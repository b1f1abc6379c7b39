using Kandji.Client.Devices;
using Kandji.Client.Users;
using Kandji.Client.Vulnerabilities;

namespace Kandji.Automation.Health.Reports;

/// <summary>Makes the tables of a report: of one tenant for its part of the page, of all tenants for a folder of tables.</summary>
/// <param name="tenants">The tenants.</param>
/// <param name="names">What names are replaced by.</param>
internal sealed class ReportTables(IReadOnlyList<FleetFigures> tenants, Pseudonyms names)
{
    /// <summary>The name of the table of findings.</summary>
    public const string FindingsName = "findings";

    /// <summary>The name of the table of devices.</summary>
    public const string DevicesName = "devices";

    /// <summary>All tables.</summary>
    public IReadOnlyList<ReportTable> All => [Findings, Devices, Items, Blueprints, Vulnerabilities, Rules, Users, Licenses];

    /// <summary>The subjects that break a rule.</summary>
    public ReportTable Findings
    {
        get
        {
            List<(FleetFigures Tenant, Finding Row)> rows = Rows(tenant => tenant.Found);
            return new ReportTable
            {
                Name = FindingsName,
                Title = "All findings",
                Count = rows.Count,
                Columns =
                [
                    Tenant(rows),
                    Text(rows, "Subject", finding => names.SubjectName(finding.Subject), "Subject"),
                    Column(rows, "Severity", ReportValueKind.Severity, finding => finding.Severity, "Severity", isFilter: true),
                    Text(rows, "Message", finding => names.Hide(finding.Message, finding.Subject), "Finding", isLong: true),
                    Text(rows, "SerialNumber", finding => Serial(finding.Subject), "Serial number"),
                    Text(rows, "RuleId", finding => finding.RuleId),
                    Text(rows, "Rule", finding => finding.Title, "Rule", isFilter: true),
                    Column(rows, "Since", ReportValueKind.Time, finding => finding.Since, "Since"),
                    Text(rows, "SubjectKind", finding => finding.Subject.Kind.ToString()),
                    Text(rows, "DeviceId", finding => names.DeviceId(finding.DeviceId)),
                    Text(rows, "Evidence", finding => names.Hide(string.Join("; ", finding.Evidence), finding.Subject)),
                    Text(rows, "Fix", finding => names.Hide(finding.Fix, finding.Subject)),
                ],
            };
        }
    }

    /// <summary>The devices.</summary>
    public ReportTable Devices
    {
        get
        {
            List<(FleetFigures Tenant, Device Row)> rows = Rows(tenant => tenant.Devices);
            var toFindings = new ReportLink(FindingsName, "SerialNumber", "SerialNumber");
            return new ReportTable
            {
                Name = DevicesName,
                Title = "Devices",
                NotRead = NotRead(snapshot => snapshot.Devices.NotRead),
                Count = rows.Count,
                Sort = "Findings",
                Columns =
                [
                    Tenant(rows),
                    Text(rows, "DeviceName", device => names.DeviceName(device.DeviceId, device.DeviceName), "Device"),
                    Text(rows, "SerialNumber", device => names.SerialNumber(device.DeviceId, device.SerialNumber), "Serial number"),
                    Text(rows, "DeviceId", device => names.DeviceId(device.DeviceId)),
                    new ReportColumn
                    {
                        Name = "Platform",
                        Heading = "Platform",
                        IsFilter = true,
                        IsHidden = true,
                        Read = row => rows[row].Row.Platform,
                    },
                    new ReportColumn
                    {
                        Name = "Findings",
                        Heading = "Findings",
                        Kind = ReportValueKind.Number,
                        Link = toFindings,
                        Read = row => rows[row].Tenant.GetFindings(rows[row].Row).Count,
                    },
                    new ReportColumn
                    {
                        Name = "Worst",
                        Heading = "Worst",
                        Kind = ReportValueKind.Severity,
                        IsFilter = true,
                        Read = row => rows[row].Tenant.GetFindings(rows[row].Row).FirstOrDefault()?.Severity,
                    },
                    Column(rows, "LastCheckIn", ReportValueKind.Time, device => device.LastCheckIn, "Last check-in"),
                    Text(rows, "OsVersion", device => device.OsVersion),
                    Text(rows, "System", FleetFigures.DescribeSystem, "System"),
                    Text(rows, "Model", device => device.Model, "Model"),
                    new ReportColumn
                    {
                        Name = "Encrypted",
                        Heading = "Encrypted",
                        Kind = ReportValueKind.Flag,
                        IsFilter = true,
                        Read = row => rows[row].Tenant.IsEncrypted(rows[row].Row),
                    },
                    Text(rows, "BlueprintName", device => device.BlueprintName, "Blueprint", isFilter: true),
                    Text(rows, "BlueprintId", device => device.BlueprintId),
                    Text(rows, "User", device => names.Person(device.User)),
                    Text(rows, "UserName", device => names.PersonName(device.User), "User"),
                ],
            };
        }
    }

    /// <summary>The library items, those that fail most first.</summary>
    public ReportTable Items
    {
        get
        {
            List<(FleetFigures Tenant, LibraryItemState Row)> rows = Rows(tenant =>
                tenant.Report.Snapshot.ItemStates.OrderByDescending(state => state.Counts.Failing).ToList());
            return new ReportTable
            {
                Name = "items",
                Title = "Library items",
                NotRead = NotRead(snapshot => snapshot.ItemStates.NotRead),
                Count = rows.Count,
                Columns =
                [
                    Tenant(rows),
                    Text(rows, "Name", state => state.Item.Name ?? state.Item.Id, "Item"),
                    Text(rows, "Kind", state => Words(state.Item.Kind), "Kind", isFilter: true),
                    Text(rows, "Id", state => state.Item.Id),
                    Number(rows, "Failing", state => state.Counts.Failing, "Failed"),
                    Column(
                        rows, "FailingShare", ReportValueKind.Share, state => Share(state.Counts.Failing, state.Counts.Total), "Failed, %"),
                    Number(rows, "Pending", state => state.Counts.Pending, "Pending"),
                    Number(rows, "Passing", state => state.Counts.Passing, "Done"),
                    Number(rows, "Unknown", state => state.Counts.Unknown, "Unknown"),
                    Column(rows, "FirstFailure", ReportValueKind.Time, state => state.FirstFailure, "Failing since"),
                    Column(rows, "LastEdit", ReportValueKind.Time, state => state.LastEdit?.ActivityTime, "Last edit"),
                ],
            };
        }
    }

    /// <summary>The blueprints.</summary>
    public ReportTable Blueprints
    {
        get
        {
            List<(FleetFigures Tenant, BlueprintCompliance Row)> rows = Rows(tenant => tenant.ByBlueprint());
            return new ReportTable
            {
                Name = "blueprints",
                Title = "Blueprints",
                NotRead = NotRead(snapshot => snapshot.Blueprints.NotRead ?? snapshot.Devices.NotRead ?? snapshot.ItemStates.NotRead),
                Count = rows.Count,
                Columns =
                [
                    Tenant(rows),
                    Text(rows, "Name", blueprint => blueprint.Name),
                    Text(rows, "Id", blueprint => blueprint.Id),
                    Number(rows, "Devices", blueprint => blueprint.Devices),
                    Number(rows, "EncryptedMacs", blueprint => blueprint.Encrypted),
                    Number(rows, "Findings", blueprint => blueprint.Findings),
                    Number(rows, "ItemsPassing", blueprint => blueprint.Items?.Passing),
                    Number(rows, "ItemsPending", blueprint => blueprint.Items?.Pending),
                    Number(rows, "ItemsFailing", blueprint => blueprint.Items?.Failing),
                    Number(rows, "ItemsUnknown", blueprint => blueprint.Items?.Unknown),
                ],
            };
        }
    }

    /// <summary>The vulnerabilities.</summary>
    public ReportTable Vulnerabilities
    {
        get
        {
            List<(FleetFigures Tenant, Vulnerability Row)> rows = Rows(tenant => tenant.Report.Snapshot.Vulnerabilities);
            return new ReportTable
            {
                Name = "vulnerabilities",
                Title = "Vulnerabilities",
                NotRead = NotRead(snapshot => snapshot.Vulnerabilities.NotRead),
                Count = rows.Count,
                Sort = "DeviceCount",
                Columns =
                [
                    Tenant(rows),
                    Text(rows, "CveId", vulnerability => vulnerability.CveId, "CVE"),
                    Column(rows, "Severity", ReportValueKind.Severity, GetSeverity, "Severity", isFilter: true),
                    Column(rows, "KnownExploited", ReportValueKind.Flag, IsExploited, "Exploited", isFilter: true),
                    Number(rows, "DeviceCount", vulnerability => vulnerability.DeviceCount, "Devices"),
                    Text(rows, "Software", vulnerability => vulnerability.Software?.ToString(), "Software", isLong: true),
                    Text(rows, "Status", vulnerability => vulnerability.Status, "Status", isFilter: true),
                    Column(
                        rows, "FirstDetectionDate", ReportValueKind.Time, vulnerability => vulnerability.FirstDetectionDate, "First found"),
                ],
            };
        }
    }

    /// <summary>The rules, and what became of them.</summary>
    public ReportTable Rules
    {
        get
        {
            List<(FleetFigures Tenant, RuleResult Row)> rows = Rows(tenant => tenant.Report.Rules);
            return new ReportTable
            {
                Name = "rules",
                Title = "Rules",
                Count = rows.Count,
                Columns =
                [
                    Tenant(rows),
                    Text(rows, "RuleId", rule => rule.RuleId),
                    Text(rows, "Title", rule => rule.Title),
                    Column(rows, "Severity", ReportValueKind.Severity, rule => rule.Severity),
                    // A number that nobody could count is none.
                    Number(rows, "Found", rule => rule.NotEvaluated is not null && rule.Found == 0 ? null : rule.Found),
                    Number(rows, "Checked", rule => rule.Checked),
                    Number(rows, "Unknown", rule => rule.Unknown),
                    Number(rows, "Excluded", rule => rule.Excluded),
                    Text(rows, "NotEvaluated", rule => rule.NotEvaluated),
                    Text(rows, "Description", rule => rule.Description),
                ],
            };
        }
    }

    /// <summary>The users.</summary>
    public ReportTable Users
    {
        get
        {
            List<(FleetFigures Tenant, User Row)> rows = Rows(tenant => tenant.Report.Snapshot.Users);
            return new ReportTable
            {
                Name = "users",
                Title = "Users",
                NotRead = NotRead(snapshot => snapshot.Users.NotRead),
                Count = rows.Count,
                Columns =
                [
                    Tenant(rows),
                    Text(rows, "Name", user => Person(user, user.Name)),
                    Text(rows, "Email", user => Person(user, user.Email)),
                    Text(rows, "Id", user => Person(user, user.Id)),
                    Column(rows, "Active", ReportValueKind.Flag, user => user.Active),
                    Column(rows, "Archived", ReportValueKind.Flag, user => user.Archived),
                    Number(rows, "DeviceCount", user => user.DeviceCount),
                ],
            };
        }
    }

    /// <summary>The licenses.</summary>
    public ReportTable Licenses
    {
        get
        {
            List<(FleetFigures Tenant, LicenseUse Row)> rows = Rows(tenant => tenant.Licenses());
            return new ReportTable
            {
                Name = "licenses",
                Title = "Licenses",
                NotRead = NotRead(snapshot => snapshot.Licenses.NotRead),
                Count = rows.Count,
                Columns =
                [
                    Tenant(rows),
                    Text(rows, "Name", use => use.Name),
                    Number(rows, "Used", use => use.Used),
                    Number(rows, "Limit", use => use.Limit),
                ],
            };
        }
    }

    /// <summary>A share in percent; null where there is nothing to have a share of. Only nothing is 0, and only all is 100.</summary>
    /// <param name="part">The part.</param>
    /// <param name="whole">The whole.</param>
    public static int? Share(int part, int whole) =>
        whole <= 0 ? null : part == 0 ? 0 : part >= whole ? 100 : Math.Min(99, Math.Max(1, (int)Math.Round(100.0 * part / whole)));

    /// <summary>A kind of things in words.</summary>
    public static string Words(FindingSubjectKind kind) => kind switch
    {
        FindingSubjectKind.CustomScript => "Custom script",
        FindingSubjectKind.CustomProfile => "Custom profile",
        FindingSubjectKind.CustomApp => "Custom app",
        FindingSubjectKind.InHouseApp => "In-house app",
        FindingSubjectKind.LibraryItem => "Library item",
        _ => kind.ToString(),
    };

    private List<(FleetFigures Tenant, T Row)> Rows<T>(Func<FleetFigures, IEnumerable<T>> rows) =>
        tenants.SelectMany(tenant => rows(tenant).Select(row => (tenant, row))).ToList();

    private string? NotRead(Func<FleetSnapshot, string?> reason)
    {
        string[] reasons = tenants.Select(tenant => (tenant.Report.Name, Reason: reason(tenant.Report.Snapshot)))
            .Where(tenant => tenant.Reason is not null)
            .Select(tenant => tenants.Count == 1 ? tenant.Reason! : $"{tenant.Name}: {tenant.Reason}")
            .ToArray();
        return reasons.Length == 0 ? null : string.Join(" ", reasons);
    }

    private static ReportColumn Tenant<T>(List<(FleetFigures Tenant, T Row)> rows) => new()
    {
        Name = "Tenant",
        Kind = ReportValueKind.Text,
        Read = row => rows[row].Tenant.Report.Name,
    };

    private static ReportColumn Text<T>(
        List<(FleetFigures Tenant, T Row)> rows, string name, Func<T, string?> read, string? heading = null, bool isFilter = false,
        bool isLong = false) => new()
        {
            Name = name,
            Heading = heading,
            Kind = ReportValueKind.Text,
            IsFilter = isFilter,
            IsLong = isLong,
            Read = row => read(rows[row].Row),
        };

    private static ReportColumn Number<T>(
        List<(FleetFigures Tenant, T Row)> rows, string name, Func<T, int?> read, string? heading = null) =>
        Column(rows, name, ReportValueKind.Number, row => read(row), heading);

    private static ReportColumn Column<T>(
        List<(FleetFigures Tenant, T Row)> rows, string name, ReportValueKind kind, Func<T, object?> read, string? heading = null,
        bool isFilter = false) => new()
        {
            Name = name,
            Heading = heading,
            Kind = kind,
            IsFilter = isFilter,
            Read = row => read(rows[row].Row),
        };

    private string? Serial(FindingSubject subject) =>
        names.SerialNumber(subject.Kind == FindingSubjectKind.Device ? subject.Id : null, subject.SerialNumber);

    private string? Person(User user, string? text) => names.Person(string.IsNullOrEmpty(user.Email) ? user.Id : user.Email, text);

    private static object? IsExploited(Vulnerability vulnerability) => vulnerability.KevScore is { } score ? score > 0 : null;

    // A word that is not known stays what it is.
    private static object? GetSeverity(Vulnerability vulnerability) =>
        Enum.TryParse(vulnerability.Severity, ignoreCase: true, out FindingSeverity severity)
            && Enum.IsDefined(typeof(FindingSeverity), severity)
            ? severity
            : vulnerability.Severity;
}
