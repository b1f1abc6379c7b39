using Kandji.Automation.Inventory;
using Kandji.Client.Audit;
using Kandji.Client.Http;
using Kandji.Client.Tenant;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;
using Kandji.PowerShell.Tenant;

namespace Kandji.PowerShell.Audit;

/// <summary>
/// <para type="synopsis">Gets events of the audit log: who did what to which thing, and when.</para>
/// <para type="description">
/// Streams events, the newest first unless -Oldest is given. The service knows -StartDate and -EndDate; the other parameters choose among
/// the events that it sends, so a time span makes them fast. Text is matched whole and without regard to case, and wildcards work.
/// </para>
/// <para type="description">
/// An event pipes into the command for what it is about: one about a blueprint into Get-KandjiBlueprint, one about a device into
/// Get-KandjiDevice, one about a tag into Get-KandjiTag. ActorName is the name of the administrator, read once for the command; without
/// the permission to list administrators it stays empty, and ActorId remains.
/// </para>
/// <para type="description">
/// With -CursorPath it returns everything since the last run, none twice and the oldest first, and keeps in a file how far it came. What
/// was returned is pending until Complete-KandjiAuditCursor takes it, or -AutoComplete does at the end: until then the next run returns it
/// again, so that a script that dies in the middle loses nothing. Runs that overlap on one file may return the same events, and lose none.
/// Events that arrive late are found when they are not later than -Overlap;
/// what arrives later than that is missed.
/// </para>
/// <para type="description">
/// With -Follow it goes on until it is stopped (Ctrl+C), and asks again at each -Every: one request where nothing is new. A lost network, a
/// service that fails and an exhausted rate limit are a warning, and it goes on; a token that is refused, or that may not read the audit
/// log, ends it.
/// </para>
/// </summary>
/// <example>
///   <summary>What happened last?</summary>
///   <code>Get-KandjiAuditEvent -First 20</code>
/// </example>
/// <example>
///   <summary>Follow the changes of a week in their order</summary>
///   <code>Get-KandjiAuditEvent -StartDate 7d -Oldest</code>
/// </example>
/// <example>
///   <summary>Which blueprints were changed, and what are they like now?</summary>
///   <code>Get-KandjiAuditEvent -TargetType blueprint -Action update -First 5 | Get-KandjiBlueprint</code>
/// </example>
/// <example>
///   <summary>Append everything since the last run to a file for a SIEM, one line of JSON for each event</summary>
///   <code>Get-KandjiAuditEvent -CursorPath ./audit.cursor |
///     ForEach-Object { $_ | ConvertTo-Json -Depth 10 -Compress } | Out-File audit.jsonl -Append
/// Complete-KandjiAuditCursor ./audit.cursor</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiAuditEvent")]
[OutputType(typeof(AuditEvent))]
[KandjiOperation(typeof(AuditOperations), nameof(AuditOperations.List))]
[KandjiOperation(typeof(TenantOperations), nameof(TenantOperations.ListAdmins), When = "to name the actors")]
public sealed class GetKandjiAuditEvent : KandjiCmdlet
{
    private const int MaxPageSize = 500;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(7);

    private readonly List<Func<AuditEvent, bool>> _conditions = [];
    private ActorNames? _actors;

    /// <summary>
    /// The earliest time: a date, in local time unless it says otherwise, or a span before now as 7d or 12h. Without it: the beginning of
    /// the log.
    /// </summary>
    [Parameter(Position = 0)]
    [Alias("Start", "After")]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    [ValidateNotNull]
    public DateTime? StartDate { get; set; }

    /// <summary>
    /// The latest time: a date, in local time unless it says otherwise, or a span before now as 7d or 12h. Without it: now.
    /// </summary>
    [Parameter(Position = 1)]
    [Alias("End", "Before")]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    [ValidateNotNull]
    public DateTime? EndDate { get; set; }

    /// <summary>The type of activity: create, update, delete, ...</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AuditActionCompleter))]
    [TextTransformation]
    public string[]? Action { get; set; }

    /// <summary>The type of the target: blueprint, device, library_item, tag, api_token, ...</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AuditTargetTypeCompleter))]
    [TextTransformation]
    public string[]? TargetType { get; set; }

    /// <summary>The id of the thing that it was done to.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? TargetId { get; set; }

    /// <summary>The id of who did it.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AdminIdCompleter))]
    [TextTransformation]
    public string[]? ActorId { get; set; }

    /// <summary>Begins with the oldest event.</summary>
    [Parameter]
    public SwitchParameter Oldest { get; set; }

    /// <summary>How many events to return at most. The rest is not read.</summary>
    [Parameter]
    [Alias("Top", "Limit")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>
    /// The file that keeps how far the log was read. One that is not there is made; the first run begins at -StartDate, or at the beginning
    /// of the log.
    /// </summary>
    [Parameter]
    [ExcludesParameters(nameof(EndDate), nameof(First))]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? CursorPath { get; set; }

    /// <summary>How much later than others an event may arrive in the log and still be found: 15m, 1h. The default is 15 minutes.</summary>
    [Parameter]
    [RequiresParameter(nameof(CursorPath), nameof(Follow))]
    [SpanTransformation]
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Takes what was returned at the end of this command's own output, unless the pipeline was stopped.</summary>
    [Parameter]
    [RequiresParameter(nameof(CursorPath))]
    public SwitchParameter AutoComplete { get; set; }

    /// <summary>
    /// Goes on with what happens from now on, or from where the file of -CursorPath or -StartDate says, until the command is stopped.
    /// </summary>
    [Parameter]
    [ExcludesParameters(nameof(EndDate), nameof(First))]
    public SwitchParameter Follow { get; set; }

    /// <summary>How often to ask for new events: 30s, 5m. The default is 60 seconds.</summary>
    [Parameter]
    [RequiresParameter(nameof(Follow))]
    [SpanTransformation]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(60);

    // A cursor is the place in the log of one tenant.
    private protected override bool IsForOneTenant => CursorPath is not null;

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (StartDate > EndDate)
            throw TerminatingException.FromParameters("-StartDate is later than -EndDate.", StartDate);
        if (Every < ShortestInterval)
            throw TerminatingException.FromParameters("-Every has to be a second or more.", Every);
        if (Overlap < TimeSpan.Zero || Overlap > LongestOverlap)
            throw TerminatingException.FromParameters("-Overlap has to be between 0 and 7 days.", Overlap);
        AddConditions();
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (CursorPath is not null || Follow)
            ReadOn();
        else
            ReadOnce();
    }

    // From where the last run ended, and with -Follow again and again.
    private void ReadOn()
    {
        string? path = CursorPath is null ? null : FilePath.Resolve(SessionState, CursorPath);
        AuditCursorFile? file = path is null ? null : AuditCursorFile.Load(path, Client.Identity.Host);
        AuditPosition position = file?.Taken.Clone() ?? new AuditPosition();
        // What happened before a first run is not new; from then on the file knows where to go on.
        DateTime? start = position.Newest is not null ? null : StartDate ?? (Follow && file is null ? Client.ServiceTime : null);
        bool isInterrupted = false;
        while (true)
        {
            long began = ConnectedSession.Clock.GetTimestamp();
            try
            {
                AuditPosition next = position.Clone();
                bool hasNews = false;
                foreach (AuditEvent found in Stream(new AuditReader(Client, Overlap).ReadAsync(next, start, StopToken)))
                {
                    hasNews = true;
                    // Kept as it goes: what was returned is not returned again after a page that failed.
                    position.Add(found, Client.ServiceTime.ToUniversalTime());
                    if (_conditions.TrueForAll(condition => condition(found)))
                        Write(found);
                }
                position = next;
                if (file is not null && (hasNews || file.Pending is null) && !IsStopped)
                    Keep(file, path!, position);
                isInterrupted = false;
            }
            catch (KandjiApiException e) when (Follow && e.Kind is KandjiErrorKind.Unreachable or KandjiErrorKind.NoAnswer
                or KandjiErrorKind.RateLimited or KandjiErrorKind.ServerError or KandjiErrorKind.InvalidResponse
                or KandjiErrorKind.IncompleteList)
            {
                if (!isInterrupted)
                    WriteWarning($"The audit log could not be read, and is asked again every {Every.TotalSeconds} seconds. {e.Message}");
                isInterrupted = true;
            }
            if (!Follow)
                return;
            TimeSpan left = Every - ConnectedSession.Clock.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
                Await(ConnectedSession.Clock.Wait(left, StopToken));
        }
    }

    // Complete-KandjiAuditCursor takes what was returned here, and nothing that another run has returned since.
    private void Keep(AuditCursorFile file, string path, AuditPosition position)
    {
        Await(file.SaveAsync(path, position, AutoComplete, ConnectedSession.Clock, StopToken));
        if (AutoComplete)
            RunspaceSessions.Current.ReturnedEvents.TryRemove(path, out _);
        else
            RunspaceSessions.Current.ReturnedEvents[path] = (file.Host, position.Clone());
    }

    private void AddConditions()
    {
        void Add(string[]? asked, Func<AuditEvent, string?> value)
        {
            if (WildcardFilter.Create(asked) is { } filter)
                _conditions.Add(e => filter.Matches(value(e)));
        }
        Add(Action, e => e.Action);
        Add(TargetType, e => e.TargetType);
        Add(TargetId, e => e.TargetId);
        Add(ActorId, e => e.ActorId);
    }

    private void ReadOnce()
    {
        var query = new AuditQuery
        {
            Start = StartDate,
            End = EndDate,
            NewestFirst = !Oldest,
            PageSize = _conditions.Count == 0 && StartDate is null && EndDate is null && First is { } few
                ? Math.Min(few, MaxPageSize)
                : MaxPageSize,
        };
        int left = First ?? int.MaxValue;
        FilterCheck<AuditEvent> check = new FilterCheck<AuditEvent>()
            .NotBefore("-StartDate", StartDate, e => e.OccurredAt)
            .NotAfter("-EndDate", EndDate, e => e.OccurredAt);
        foreach (AuditEvent found in Stream(Client.Audit.ListAsync(query, StopToken)).Where(check.Matches)
            .Where(e => _conditions.TrueForAll(condition => condition(e))))
        {
            Write(found);
            if (--left == 0)
                return;
        }
    }

    private void Write(AuditEvent found)
    {
        _actors ??= new ActorNames(() => Stream(Client.Tenant.ListAdminsAsync(StopToken)), WriteWarning);
        _actors.Complete(found);
        WriteModel(found);
    }
}
