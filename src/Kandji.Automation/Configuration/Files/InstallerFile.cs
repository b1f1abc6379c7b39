namespace Kandji.Automation.Configuration.Files;

/// <summary>An installer that a member names.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Sha256">The SHA-256 sum in hexadecimal digits; null when it is not known.</param>
internal sealed record InstallerFile(string Name, string? Sha256);
