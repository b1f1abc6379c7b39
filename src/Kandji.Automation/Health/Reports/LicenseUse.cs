namespace Kandji.Automation.Health.Reports;

/// <summary>Used licenses.</summary>
/// <param name="Name">The devices that they are for.</param>
/// <param name="Used">How many are used; null where the service does not tell.</param>
/// <param name="Limit">How many there are; null where there is no limit of their own.</param>
internal sealed record LicenseUse(string Name, int? Used, int? Limit);
