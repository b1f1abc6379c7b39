namespace Kandji.Automation.Health.Policies;

/// <summary>The oldest version of a platform's operating system that is still good.</summary>
/// <param name="Version">The version.</param>
/// <param name="Deadline">The day from which it counts in full; null for now.</param>
internal sealed record OsMinimum(string Version, DateTime? Deadline);
