namespace Kandji.Client.Http;

/// <summary>An answer that does not fit in memory.</summary>
internal sealed class ResponseTooLargeException(long limit) : IOException($"the answer is larger than {limit} bytes");
