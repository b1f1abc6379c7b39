namespace Kandji.Automation.Inventory.Watch;

/// <summary>The consequence of a receiver's answer.</summary>
internal enum WebhookOutcome
{
    /// <summary>2xx: the message has arrived.</summary>
    Accepted,

    /// <summary>No answer, 408, 429, 5xx, or a redirect: the same message is sent again until it arrives.</summary>
    TryAgain,

    /// <summary>Another 4xx: the receiver does not want the message.</summary>
    Refused,

    /// <summary>410: the receiver wants nothing any more.</summary>
    Gone,
}
