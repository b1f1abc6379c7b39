namespace Kandji.Client.Http;

/// <summary>Indicates whether a failed request may be sent again.</summary>
internal enum RetryRule
{
    Never,
    WhenItMayPass,
    AfterRateLimit,
    WhenProcessed,
}
