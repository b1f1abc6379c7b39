namespace Kandji.Simulator.Seed;

/// <summary>A few Macs have caught something. The Mac of <see cref="KnownFleet"/> has.</summary>
internal static class ThreatSeed
{
    private const string Hex = "0123456789abcdef";

    private static readonly (string Name, string Classification, string Severity, string Path)[] Files =
    [
        ("example_stealer", "malware", "critical", "/Users/Shared/.cache/helper"),
        ("example_loader", "malware", "high", "/private/tmp/update.bin"),
        ("example_toolbar", "pup", "low", "/Applications/Coupon Finder.app/Contents/MacOS/Coupon Finder"),
        ("example_miner", "pup", "medium", "/usr/local/opt/“miner”/bin/miner"),
    ];

    private static readonly (string Rule, string Description, string Classification, string Severity, string Path)[] Rules =
    [
        ("KTI_BD_9001", "A shell was started by an office application.", "malicious", "high", "/bin/zsh"),
        ("KTI_BD_9002", "Time Machine snapshots were deleted from a terminal.", "suspicious", "medium", "/usr/bin/tmutil"),
        ("KTI_BD_9003", "A remote control tool was installed.", "pup", "informational", "/usr/local/bin/remote"),
    ];

    public static void Fill(TenantState state, SimulatorOptions options)
    {
        var now = state.Clock.GetUtcNow();
        foreach (var device in state.Devices.Items.Where(d => d.Platform == DevicePlatform.Mac))
        {
            var seededRandom = SeededRandom.For(device.Id + "threats");
            var isKnown = device.Id == KnownFleet.MacId;
            if (!isKnown && !seededRandom.Chance(0.05))
                continue;
            for (var i = 0; i < (isKnown ? 2 : seededRandom.Between(1, 3)); i++)
            {
                var file = isKnown ? Files[i] : seededRandom.Pick(Files);
                state.Threats.Add(new SimulatedThreat(seededRandom.Id(), device)
                {
                    Name = file.Name,
                    Classification = file.Classification,
                    Severity = file.Severity,
                    FilePath = file.Path,
                    FileHash = seededRandom.Text(Hex, 64),
                    DetectedAt = now - TimeSpan.FromDays(isKnown ? (i * 20) + 1 : seededRandom.Between(0, 300)) - TimeSpan.FromHours(1),
                    Status = isKnown ? (i == 0 ? "not_quarantined" : "quarantined")
                        : seededRandom.Pick(["quarantined", "quarantined", "not_quarantined", "released", "resolved"]),
                    ManagementState = isKnown || seededRandom.Chance(0.5) ? "open" : "closed",
                    Tags = isKnown && i == 0 ? ["confirmed"] : [],
                });

                var rule = isKnown ? Rules[i] : seededRandom.Pick(Rules);
                state.BehavioralDetections.Add(new SimulatedDetection(seededRandom.Id().ToUpperInvariant(), device)
                {
                    ThreatId = rule.Rule,
                    Description = rule.Description,
                    Classification = rule.Classification,
                    Severity = rule.Severity,
                    ImagePath = rule.Path,
                    Hash = seededRandom.Text(Hex, 64),
                    DetectedAt = now - TimeSpan.FromDays(isKnown ? (i * 20) + 1 : seededRandom.Between(0, 300)) - TimeSpan.FromMinutes(40),
                    Status = isKnown ? (i == 0 ? "detected" : "blocked")
                        : seededRandom.Pick(["detected", "blocked", "blocked_parent", "informational"]),
                    Tags = isKnown && i == 0 ? ["myteam"] : [],
                });
            }
        }
    }
}
