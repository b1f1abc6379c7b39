using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Audit;

/// <summary>Something that somebody did in the tenant, or that happened in it. Times are local.</summary>
public sealed class AuditEvent : TenantObject
{
    /// <summary>The event's id. Ids grow with time.</summary>
    public string? Id { get; set; }

    /// <summary>The type of activity: <c>create</c>, <c>update</c>, <c>delete</c>, and others.</summary>
    public string? Action { get; set; }

    /// <summary>When, in local time.</summary>
    public DateTime? OccurredAt { get; set; }

    /// <summary>The id of who did it.</summary>
    public string? ActorId { get; set; }

    /// <summary>
    /// The name of the administrator who did it, or else their e-mail address; null until it was looked up, and for an actor who is not an
    /// administrator. The service does not send it.
    /// </summary>
    [NotFromApi]
    public string? ActorName { get; set; }

    /// <summary>The type of the actor: <c>user</c>, <c>api_token</c>, <c>system</c>, and others.</summary>
    public string? ActorType { get; set; }

    /// <summary>The id of what it was done to.</summary>
    public string? TargetId { get; set; }

    /// <summary>
    /// The type of the target: <c>blueprint</c>, <c>device</c>, <c>library_item</c>, <c>tag</c>, <c>api_token</c>, and others.
    /// </summary>
    public string? TargetType { get; set; }

    /// <summary>The part of the target that changed: <c>library_items</c>, <c>parameters</c>; empty for the whole.</summary>
    public string? TargetComponent { get; set; }

    /// <summary>The state of the target after the event. Its form depends on the type of the target.</summary>
    public object? NewState { get; set; }

    /// <summary>Anything else about the event: free-form.</summary>
    public object? Metadata { get; set; }

    /// <summary>Describes the event.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{Action} {TargetType} {TargetId}");
}
