using Kandji.Automation.Health;
using Kandji.Automation.Health.Reports;
using Kandji.Automation.Inventory;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Health;

/// <summary>
/// <para type="synopsis">Writes a report about fleets: a page for people, a folder of tables, SARIF, JUnit or Markdown.</para>
/// <para type="description">
/// Takes the findings of Test-KandjiFleet, all or a selection, or runs the test itself, with the parameters of that command. A report of
/// several tenants has a part for each.
/// </para>
/// <para type="description">
/// The page is one HTML file, which loads nothing and sends nothing: the fleet by platform, system, model and check-in, encryption,
/// compliance by blueprint, findings, the worst items and devices, licenses, and with -Inventory the trend. Csv is a folder of the same as
/// tables, which Import-Csv and spreadsheets read; their first column is the tenant. Both hold names of people, unless -Anonymize is given.
/// Data that could not be read are shown as not evaluated, never as 0.
/// </para>
/// <para type="description">
/// SARIF 2.1.0 is for code hosts and security tools: a run for each tenant, a result for each finding, at most 5,000, the worst first.
/// JUnit is for build servers: a failed case for each finding, a passed one for each rule without findings. Markdown is for tickets and
/// wikis. In all of them a rule that could not look, and devices without data, are told apart from what is well. Names can hold anything,
/// and appear as text: no markup, link, mention or control character of theirs has an effect.
/// </para>
/// </summary>
/// <example>
///   <summary>Write a page for people, with the trend since the inventory began</summary>
///   <code>Export-KandjiReport fleet.html -Title 'Northwind, March' -Inventory ./acme.inventory</code>
/// </example>
/// <example>
///   <summary>Write tables without names of devices or people</summary>
///   <code>Export-KandjiReport ./tables -As Csv -Anonymize</code>
/// </example>
/// <example>
///   <summary>Test the fleet and write a report for a ticket</summary>
///   <code>Export-KandjiReport fleet.md</code>
/// </example>
/// <example>
///   <summary>Write what is bad for a code host, and fail if there is any</summary>
///   <code>Test-KandjiFleet -Fast -Exclude KH029 | Where-Object Severity -ge High | Export-KandjiReport fleet.sarif -FailOn High</code>
/// </example>
/// <example>
///   <summary>Let a build server show every rule of several tenants as a test</summary>
///   <code>Export-KandjiReport fleet.xml -As JUnit -Session acme, globex -Fast</code>
/// </example>
[Cmdlet(VerbsData.Export, "KandjiReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportKandjiReport : FleetTestCmdlet
{
    private readonly List<Finding> _findings = [];
    private string _file = "";
    private string? _inventory;
    private ReportFormat _format;
    private bool _isWanted;

    /// <summary>
    /// The file, or for Csv the folder, which is made. For the other formats a folder means a file in it, named fleet with the ending of
    /// the format. An existing file is replaced, unless -NoClobber is given. Wildcards are taken literally.
    /// </summary>
    [Parameter(Position = 0)]
    [RequiredArgument("file", Values = "a path")]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>
    /// The format: Html, Csv, Sarif, JUnit, Markdown. Without it the name of the file tells: .html, .sarif, .xml for JUnit, .md; for a
    /// folder and a name without an ending it is Html.
    /// </summary>
    [Parameter]
    [EnumSpellingTransformation]
    [SeparateValuesTransformation]
    public ReportFormat? As { get; set; }

    /// <summary>The title of the report, where the format has one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Title { get; set; }

    /// <summary>
    /// The folder of an inventory, which Sync-KandjiInventory keeps, of one of the tenants: Html and Csv show what the fleet was like since
    /// its first run. Nothing is changed in it.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Inventory { get; set; }

    /// <summary>
    /// Replaces serial numbers, names, ids and asset tags of devices, and names, ids and e-mail addresses of people, by pseudonyms, within
    /// sentences too. In one report the same device always has the same. Names of blueprints, library items and tenants stay, and so does
    /// what the policy says. For Html and Csv.
    /// </summary>
    [Parameter]
    public SwitchParameter Anonymize { get; set; }

    /// <summary>
    /// The findings, as Test-KandjiFleet returns them. Without them, and without input, the command runs the test. A tenant of which no
    /// finding comes is in the report as well, if the last test was of it and found nothing. Several tests of one tenant, as of other
    /// rules, are one part of the report.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public Finding[]? InputObject { get; set; }

    /// <summary>Does not replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    private protected override bool UsesSession => !MyInvocation.ExpectingInput && !IsGiven(nameof(InputObject));

    // It writes a file, and changes no tenant: any number of them are read at once.
    internal override bool IsChanging => false;

    /// <inheritdoc/>
    private protected override void BeginAll()
    {
        _format = As ?? ReportWriters.FromFileName(Path) ?? GetDefaultFormat();
        IReportWriter writer = ReportWriters.For(_format);
        try
        {
            _file = writer.WritesFolder
                ? FilePath.Resolve(SessionState, Path)
                : FilePath.ForWriting(SessionState, Path, writer.DefaultName);
            if (Inventory is not null)
                _inventory = FindInventory(FilePath.Resolve(SessionState, Inventory));
            if (NoClobber && (File.Exists(_file) || Directory.Exists(_file)))
            {
                throw new ObjectException(
                    "KandjiFileExists", ErrorCategory.ResourceExists, $"'{_file}' exists, and -NoClobber was given.");
            }
        }
        catch (Exception e) when (e is ObjectException or InventoryException)
        {
            throw new TerminatingException(ErrorRecords.Create(e, e is InventoryException ? Inventory : Path)!);
        }
        if (_format is not (ReportFormat.Html or ReportFormat.Csv) && (Anonymize || Inventory is not null))
        {
            throw TerminatingException.FromParameters(
                $"{(Anonymize ? "-Anonymize" : "-Inventory")} is for the formats Html and Csv. {_format} has names, and no trend.",
                _format);
        }
        base.BeginAll();
        // Before the test, which takes a while and requests.
        _isWanted = ShouldProcess(_file, $"Export a report as {_format}");
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (InputObject is not null)
            _findings.AddRange(InputObject);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (UsesSession && ((ExportKandjiReport?)Owner ?? this)._isWanted)
            RunTest(null);
    }

    /// <inheritdoc/>
    private protected override void EndAll()
    {
        if (!_isWanted)
            return;
        IReadOnlyList<TenantReport> tenants = TenantReport.ByTenant(UsesSession ? Reports : Selected());
        Guard(_file, () => Write(tenants));
        FailIfWanted(tenants, tenants.SelectMany(tenant => tenant.Findings));
    }

    private ReportFormat GetDefaultFormat()
    {
        string ending = System.IO.Path.GetExtension(Path);
        return ending.Length == 0 || Directory.Exists(FilePath.Resolve(SessionState, Path))
            ? ReportFormat.Html
            : throw TerminatingException.FromParameters(
                $"The name of the file '{Path}' does not tell the format. Say which with -As: "
                    + $"{string.Join(", ", Enum.GetNames(typeof(ReportFormat)))}.", Path);
    }

    // Another tenant's inventory is an error before anything is read.
    private string FindInventory(string path)
    {
        using InventoryStore store = InventoryStore.OpenRead(new StoreFolder(path));
        KandjiSession[] asked = !UsesSession ? [] : Session ?? (RunspaceSessions.Current.Default is { } single ? [single] : []);
        if (asked.Length > 0 && !asked.Any(session => session.Identity.Host.Equals(store.Host, StringComparison.OrdinalIgnoreCase)))
            throw FleetTrend.OfAnotherTenant(path, store.Host, asked.Select(session => session.Identity.Host));
        return path;
    }

    private void Write(IReadOnlyList<TenantReport> tenants)
    {
        IReportWriter writer = ReportWriters.For(_format);
        var report = new FleetReport
        {
            Title = Title,
            Tenants = tenants,
            MadeAt = tenants.Count > 0 ? tenants.Max(tenant => tenant.MadeAt) : DateTimeOffset.UtcNow,
            ModuleVersion = typeof(ExportKandjiReport).Assembly.GetName().Version!.ToString(3),
            Anonymize = Anonymize,
            InventoryPath = _inventory,
        };
        try
        {
            writer.Write(report, _file, !NoClobber, StopToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ObjectException(
                "KandjiFileError", ErrorCategory.WriteError, $"The report '{_file}' could not be written: {e.Message}");
        }
        // As Get-Item returns it: with the properties that PowerShell's provider adds, so that it formats and pipes the same.
        WriteObject(InvokeProvider.Item.Get([_file], force: true, literalPath: true), enumerateCollection: true);
    }

    // The tests that the findings are of, each with its own, in the order in which they came.
    private List<TenantReport> Selected()
    {
        IReadOnlyList<TenantReport> last = RunspaceSessions.Current.LastTest;
        if (_findings.Count == 0)
        {
            return last.Count > 0
                ? last.Select(tenant => tenant.With([])).ToList()
                : throw new TerminatingException(new ErrorRecord(
                    new InvalidOperationException(
                        "No finding came in, and the last Test-KandjiFleet of this session did not come to its end: it is not known that "
                            + "nothing is wrong. No report was written."),
                    "KandjiNotEvaluated", ErrorCategory.InvalidResult, _file));
        }
        List<TenantReport> tenants = _findings.GroupBy(finding => finding.Report)
            .Where(group => group.Key is not null)
            .Select(group => group.Key!.With([.. group])).ToList();
        return [.. tenants, .. last.Where(tenant => tenant.Findings.Count == 0)];
    }
}
