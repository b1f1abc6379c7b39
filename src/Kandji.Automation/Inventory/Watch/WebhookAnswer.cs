namespace Kandji.Automation.Inventory.Watch;

/// <summary>The answer of a receiver to one try.</summary>
internal sealed class WebhookAnswer
{
    /// <summary>The consequence.</summary>
    public WebhookOutcome Outcome { get; init; }

    /// <summary>The status; null where there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>The answer, or the failure, in words: <c>it answered 503 Service Unavailable</c>.</summary>
    public string Words { get; init; } = "";

    /// <summary>How long the receiver asks to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
