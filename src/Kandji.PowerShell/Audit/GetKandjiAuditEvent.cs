using Kandji.Client.Audit;
using Kandji.Client.Http;
using Kandji.Client.Tenant;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

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
[Cmdlet(VerbsCommon.Get, "KandjiAuditEvent")]
[OutputType(typeof(AuditEvent))]
[KandjiOperation(typeof(AuditOperations), nameof(AuditOperations.List))]
[KandjiOperation(typeof(TenantOperations), nameof(TenantOperations.ListAdmins), When = "to name the actors")]
public sealed class GetKandjiAuditEvent : KandjiCmdlet
{
    private const int MaxPageSize = 500;

    private Dictionary<string, string>? _admins;

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
    [TextTransformation]
    public string[]? Action { get; set; }

    /// <summary>The type of the target: blueprint, device, library_item, tag, api_token, ...</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
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

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (StartDate > EndDate)
            throw TerminatingException.FromParameters("-StartDate is later than -EndDate.", StartDate);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        var conditions = new List<Func<AuditEvent, bool>>();
        void Add(string[]? asked, Func<AuditEvent, string?> value)
        {
            if (WildcardFilter.Create(asked) is { } filter)
                conditions.Add(e => filter.Matches(value(e)));
        }
        Add(Action, e => e.Action);
        Add(TargetType, e => e.TargetType);
        Add(TargetId, e => e.TargetId);
        Add(ActorId, e => e.ActorId);

        var query = new AuditQuery
        {
            Start = StartDate,
            End = EndDate,
            NewestFirst = !Oldest,
            PageSize = conditions.Count == 0 && First is { } few ? Math.Min(few, MaxPageSize) : MaxPageSize,
        };
        int left = First ?? int.MaxValue;
        FilterCheck<AuditEvent> check = new FilterCheck<AuditEvent>()
            .NotBefore("-StartDate", StartDate, e => e.OccurredAt)
            .NotAfter("-EndDate", EndDate, e => e.OccurredAt);
        foreach (AuditEvent found in Stream(Client.Audit.ListAsync(query, StopToken)).Select(check.Check)
            .Where(e => conditions.TrueForAll(condition => condition(e))))
        {
            found.ActorName = GetName(found.ActorId);
            WriteModel(found);
            if (--left == 0)
                return;
        }
    }

    private string? GetName(string? actorId)
    {
        if (actorId is null)
            return null;
        _admins ??= ReadAdmins();
        return _admins.TryGetValue(actorId, out string? name) ? name : null;
    }

    private Dictionary<string, string> ReadAdmins()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (Admin admin in Stream(Client.Tenant.ListAdminsAsync(StopToken)))
            {
                string? name = string.IsNullOrEmpty(admin.Name) ? admin.Email : admin.Name;
                if (admin.Id is not null && !string.IsNullOrEmpty(name))
                    names[admin.Id] = name!;
            }
        }
        catch (KandjiApiException e) when (e.Kind is KandjiErrorKind.Forbidden or KandjiErrorKind.NotFound)
        {
            // Without the permission, or where the tenant has no such endpoint, an event still has the id of its actor.
        }
        catch (KandjiApiException e) when (e.Kind != KandjiErrorKind.Unauthorized)
        {
            WriteWarning($"The administrators could not be listed, so not every event has the name of its actor. {e.Message}");
        }
        return names;
    }
}
