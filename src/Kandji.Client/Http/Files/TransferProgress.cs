namespace Kandji.Client.Http.Files;

/// <summary>How far the transfer of a file has come.</summary>
/// <param name="Bytes">The bytes that have left or come so far. Begins anew when the transfer does.</param>
/// <param name="Total">The bytes in all; null when the other side does not say.</param>
public readonly record struct TransferProgress(long Bytes, long? Total);
