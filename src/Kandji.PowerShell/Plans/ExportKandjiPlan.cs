using System.Collections;
using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.Client.Http.Files;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Connection;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Plans;

/// <summary>
/// <para type="synopsis">Writes planned changes to a file that another person can read, approve and apply.</para>
/// <para type="description">
/// Takes the output of commands that were given -AsPlan, and writes a plan: the tenant, who made it and when, until when it may be applied,
/// and each change with its object, the values before and after, and the way back. Get-KandjiPlan shows it, and Invoke-KandjiPlan makes
/// exactly these changes or none.
/// </para>
/// <para type="description">
/// No secret is in the file. Texts of scripts and profiles lie beside it, in a folder that is named as the plan. A change that could not be
/// planned, as that of a device which was not found, is in the plan with the reason. After an error that is not about one object, no plan
/// is written. Without any change a plan without steps is written, which cannot be applied, so that an older plan never stays in its place.
/// </para>
/// </summary>
/// <example>
///   <summary>Plan to move devices to another blueprint</summary>
///   <code>Import-Csv moves.csv | Set-KandjiDevice -AsPlan | Export-KandjiPlan q4.kplan.json -Comment 'CHG-4711'</code>
/// </example>
/// <example>
///   <summary>Add other changes to the plan</summary>
///   <code>Get-KandjiDevice -Tag retired | Lock-KandjiDevice -AsPlan | Export-KandjiPlan q4.kplan.json -Append</code>
/// </example>
/// <example>
///   <summary>Make the plan anew, and let it be good for a week</summary>
///   <code>Get-KandjiDevice -Tag retired | Lock-KandjiDevice -AsPlan | Export-KandjiPlan q4.kplan.json -ValidFor '7d' -Force</code>
/// </example>
/// <example>
///   <summary>Write down what was done with the devices of somebody who left</summary>
///   <code>Get-KandjiPlan left.kplan.json | Export-KandjiPlan left.html -As Certificate</code>
/// </example>
[Cmdlet(VerbsData.Export, "KandjiPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(KandjiPlan), typeof(FileInfo))]
[NoFixedOperation("Sends nothing.")]
public sealed class ExportKandjiPlan : CancellableCmdlet
{
    private readonly List<PlannedChange> _changes = [];
    private string _path = "";
    private bool _isConfirmed;
    private Plan? _earlier;
    private object? _newestError;
    private KandjiPlan? _applied;

    private bool IsCertificate => As == "Certificate";

    /// <summary>The file to write: q4.kplan.json. Wildcards are taken literally.</summary>
    [Parameter(Position = 0)]
    [RequiredArgument("file", Values = "a path")]
    [Alias("LiteralPath", "FilePath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>
    /// The planned changes, as commands with -AsPlan write them; with -As Certificate a plan that was applied, as Get-KandjiPlan returns
    /// it.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>
    /// Plan, which is the default, or Certificate: a page (.html) or JSON (.json) that tells of a plan that was applied who it was about,
    /// which devices, and what was done when and by whom. It is made of the plan and its journal.
    /// </summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("Plan", "Certificate")]
    public string As { get; set; } = "Plan";

    /// <summary>How long the plan may be applied: 8h, 1d, 7d. The default is a day, and 90 days are the most.</summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan ValidFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The reason for the changes, such as the number of a ticket.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Comment { get; set; }

    /// <summary>
    /// Adds the changes to the plan that the file holds. It is an error once the plan was approved or applied, and in a plan of another
    /// person.
    /// </summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Replaces a plan of this name, with its approvals. One that was applied is never replaced.</summary>
    [Parameter]
    [ExcludesParameters(nameof(Append))]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (ValidFor <= TimeSpan.Zero || ValidFor > TimeSpan.FromDays(90))
            throw TerminatingException.FromParameters("-ValidFor is more than nothing and at most 90 days.", ValidFor);
        _path = Whole(() => FilePath.ForWriting(SessionState, Path, IsCertificate ? "certificate.html" : "plan.kplan.json"));
        if (IsCertificate)
        {
            BeginCertificate();
            return;
        }
        _newestError = Errors().FirstOrDefault();
        bool exists = File.Exists(_path);
        RequireNotApplied();
        if (Append && exists)
        {
            RequireNotApproved();
            _earlier = Whole(() => PlanFile.Read(_path));
            if (!PlanPerson.IsSame(_earlier.MadeBy, PlanPerson.Current))
            {
                throw Refuse("KandjiPlanInUse",
                    $"'{_path}' was made by {_earlier.MadeBy}, and only that person adds to it. Make another plan.");
            }
        }
        else if (exists && !Force)
        {
            throw Refuse("KandjiFileExists", $"The file '{_path}' exists. -Force replaces it, and -Append adds to it.");
        }
        _isConfirmed = ShouldProcess(_path, _earlier is null ? "Write a plan" : "Add to the plan");
        // Whatever ends the pipeline from here on, an older plan is not taken for the new one.
        if (_isConfirmed && exists && _earlier is null)
            Whole(Delete);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (InputObject is null)
            return;
        if (IsCertificate)
        {
            TakeApplied(InputObject.Unwrap());
            return;
        }
        if (InputObject is PSObject { BaseObject: PlannedChange } or PlannedChange)
        {
            _changes.Add((PlannedChange)InputObject.Unwrap()!);
            return;
        }
        // At the first one: a command that was not given -AsPlan makes its changes while it writes.
        throw TerminatingException.FromParameters(
            $"'{InputObject}' is not a planned change. Give -AsPlan to the command before: ... | Set-KandjiDevice -AsPlan | "
                + "Export-KandjiPlan ... Planned changes of another process cannot be used either.", InputObject);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (IsCertificate)
        {
            WriteCertificate();
            return;
        }
        RequireNoOtherError();
        RequireOneTenant();
        Plan plan = CreatePlan();
        if (PlanDuplicates.Find(plan.Steps) is { } duplicate)
            throw Refuse("KandjiDuplicateChange", $"{duplicate} No plan was written.");
        if (!_isConfirmed)
            return;
        RequireAsItWas();
        foreach (KeyValuePair<string, byte[]> text in _changes.SelectMany(change => change.Texts))
            Whole(() => Await(PlanFile.WriteTextAsync(_path, text.Value, StopToken)));
        Plan written = Whole(() => Await(PlanFile.WriteAsync(_path, plan, overwrite: _earlier is not null, StopToken)));
        var result = new KandjiPlan(_path, written, DateTime.UtcNow);
        if (result.StepCount == 0)
            WriteWarning($"There is nothing to change. '{_path}' has no steps, and cannot be applied.");
        else if (result.RefusedCount > 0)
            WriteWarning($"{result.RefusedCount} of {result.StepCount} changes could not be planned. To apply the others, "
                + "Invoke-KandjiPlan needs -SkipChanged.");
        WriteObject(result);
    }

    private void RequireNotApplied()
    {
        if (Whole(() => Await(PlanJournal.ExistsAsync(PlanFile.GetJournalPath(_path), TimeProvider.System, StopToken))))
        {
            throw Refuse("KandjiPlanInUse", $"'{_path}' was applied: its journal '{PlanFile.GetJournalPath(_path)}' tells what was done. "
                + "Give the new plan another name.");
        }
    }

    private void RequireNotApproved()
    {
        if (File.Exists(PlanFile.GetApprovalsPath(_path)))
            throw Refuse("KandjiPlanInUse", $"'{_path}' was approved, and cannot be added to. Make another plan.");
    }

    // Planning takes a while, in which others may add to the plan, approve it or apply it.
    private void RequireAsItWas()
    {
        RequireNotApplied();
        if (_earlier is null)
            return;
        RequireNotApproved();
        if (!File.Exists(_path) || Whole(() => PlanFile.Read(_path)).Hash != _earlier.Hash)
        {
            throw Refuse("KandjiPlanInUse", $"'{_path}' was changed by somebody else while changes for it were planned. These were not "
                + "added. Run the command again to add them.");
        }
    }

    private void BeginCertificate()
    {
        if (!IsPage && !_path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            throw TerminatingException.FromParameters("A certificate is a page (.html) or JSON (.json): -Path says which.", Path);
        if (Append || IsGiven(nameof(ValidFor)) || Comment is not null)
            throw TerminatingException.FromParameters("-Append, -ValidFor and -Comment are for plans, not for certificates.", As);
        if (File.Exists(_path) && !Force)
            throw Refuse("KandjiFileExists", $"The file '{_path}' exists. -Force replaces it.");
        if (IsOfAPlan())
        {
            throw Refuse("KandjiPlanInUse", $"'{_path}' is the file of a plan, which a certificate does not replace. Give the certificate "
                + "a file of its own.");
        }
    }

    // A plan that cannot be read is known by its name.
    private bool IsOfAPlan()
    {
        if (!File.Exists(_path))
            return false;
        if (_path.EndsWith(".kplan.json", StringComparison.OrdinalIgnoreCase)
            || _path.EndsWith(".approvals.json", StringComparison.OrdinalIgnoreCase))
            return true;
        try
        {
            PlanFile.Read(_path);
            return true;
        }
        catch (Exception e) when (ErrorRecords.Create(e, _path) is not null)
        {
            return false;
        }
    }

    private bool IsPage => _path.EndsWith(".html", StringComparison.OrdinalIgnoreCase)
        || _path.EndsWith(".htm", StringComparison.OrdinalIgnoreCase);

    private void TakeApplied(object? input)
    {
        if (input is not KandjiPlan plan || _applied is not null)
        {
            throw TerminatingException.FromParameters(
                "A certificate is of one plan, as Get-KandjiPlan returns it: Get-KandjiPlan left.kplan.json | Export-KandjiPlan left.html "
                    + "-As Certificate", input);
        }
        _applied = plan;
    }

    private void WriteCertificate()
    {
        if (_applied is null)
            throw TerminatingException.FromParameters("No plan was given. Pipe it: Get-KandjiPlan left.kplan.json | Export-KandjiPlan ...");
        if (_applied.Record is not { } record)
            throw Refuse("KandjiPlanNotApplied", $"'{_applied.Path}' was never applied. There is nothing to certify.");
        string? name = TenantRegistry.Find(() => SessionState.Path)?.Read()
            .FirstOrDefault(tenant => string.Equals(tenant.Host, _applied.Host, StringComparison.OrdinalIgnoreCase))?.Name;
        var certificate = new PlanCertificate(_applied.Plan, record, _applied.Approvals, name ?? _applied.Tenant, DateTime.UtcNow);
        byte[] content = System.Text.Encoding.UTF8.GetBytes(IsPage ? certificate.ToHtml() : certificate.ToJson());
        if (!ShouldProcess(_path, "Write a certificate"))
            return;
        Whole(() => Await(AtomicFile.WriteAsync(_path, content, overwrite: Force, StopToken, isPrivate: true)));
        WriteObject(new FileInfo(_path));
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    // An error that no change stands for may have kept any number of changes from coming here.
    private void RequireNoOtherError()
    {
        var told = new HashSet<object>(_changes.Select(change => change.Failure?.Exception).OfType<Exception>());
        List<ErrorRecord> others = Errors()
            .TakeWhile(error => !ReferenceEquals(error, _newestError))
            .Select(error => error as ErrorRecord ?? (error as RuntimeException)?.ErrorRecord)
            .OfType<ErrorRecord>()
            .Where(error => !told.Contains(error.Exception))
            .ToList();
        if (others.Count > 0)
        {
            throw Refuse("KandjiPlanIncomplete",
                $"An error in the pipeline may have kept changes from the plan, and no plan was written. The last one: "
                    + $"{others[0].Exception.Message} An error that was handled counts too, unless it was ignored (-ErrorAction Ignore).");
        }
    }

    private IEnumerable<object> Errors() =>
        SessionState.PSVariable.GetValue("global:Error") is IList errors ? errors.Cast<object>() : [];

    private void RequireOneTenant()
    {
        string[] hosts = _changes.Select(change => change.Session.Identity.Host)
            .Concat(_earlier is { Host.Length: > 0 } earlier ? [earlier.Host] : [])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray();
        if (hosts.Length > 1)
        {
            throw Refuse("KandjiOtherTenant",
                $"A plan is for one tenant, and these changes are for {hosts.Length}: {string.Join(", ", hosts)}. No plan was written. "
                    + "Make a plan for each, with -Session on the commands.");
        }
    }

    private Plan CreatePlan()
    {
        KandjiSession? session = _changes.FirstOrDefault()?.Session ?? RunspaceSessions.Current.Default;
        TimeProvider clock = session?.Clock ?? TimeProvider.System;
        DateTime now = clock.GetUtcNow().UtcDateTime;
        now = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        return new Plan
        {
            Host = _earlier is { Host.Length: > 0 } ? _earlier.Host : session?.Identity.Host ?? "",
            Tenant = _earlier is { Host.Length: > 0 } ? _earlier.Tenant : session?.Tenant ?? "",
            MadeBy = PlanPerson.Current,
            MadeAt = now,
            ValidUntil = now + ValidFor,
            Comment = Comment ?? _earlier?.Comment,
            Commands = new TextList(
                (_earlier?.Commands ?? []).Concat(_changes.Select(change => change.Command)).Distinct(StringComparer.Ordinal)),
            Steps = new ObjectList<PlanStep>((_earlier?.Steps ?? Enumerable.Empty<PlanStep>())
                .Concat(_changes.Select(change => change.Step))
                .Select((step, index) => step.WithNumber(index + 1))),
        };
    }

    private void Delete()
    {
        File.Delete(PlanFile.GetApprovalsPath(_path));
        File.Delete(_path);
        if (Directory.Exists(PlanFile.GetTextsFolder(_path)))
            Directory.Delete(PlanFile.GetTextsFolder(_path), recursive: true);
    }

    private TerminatingException Refuse(string id, string message) =>
        new(new ErrorRecord(new InvalidOperationException(message), id, ErrorCategory.InvalidOperation, _path));

    // A failure here concerns the whole plan.
    private T Whole<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is not TerminatingException && ErrorRecords.Create(e, Path) is { } record)
        {
            throw new TerminatingException(record);
        }
    }

    private void Whole(Action action) => Whole(() =>
    {
        action();
        return true;
    });
}
