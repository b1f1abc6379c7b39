using Kandji.Automation.Devices;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Tests.Sessions;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Tests;

/// <summary>The same devices and the same requests whatever zone the machine is in, though each shows its own time.</summary>
[Collection(nameof(ProcessCollection))]
public sealed class TimeZoneTests : CommandTests
{
    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Kiritimati")]
    public void FindingAndComparing_InAnyTimeZone_GiveTheSame(string zone)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one zone for all processes.");
        const string script = """
            $monthAgo = [datetime]::UtcNow.AddDays(-30).ToLocalTime()
            (Get-KandjiDevice | Where-Object LastCheckIn -lt $monthAgo).DeviceId
            (Get-KandjiDevice | Where-Object { $_.LastCheckIn -gt [datetime]::Now }).Count
            (Get-KandjiDevice).ForEach({ if ($_.LastCheckIn) { $_.LastCheckIn.ToUniversalTime().Ticks } })
            $start = [datetime]::new(2024, 3, 31, 1, 30, 0, [System.DateTimeKind]::Utc).ToLocalTime()
            (Get-KandjiAuditEvent -StartDate $start).ForEach({ $_.OccurredAt.ToUniversalTime().Ticks })
            """;

        (object[] Found, string[] Asked) expected = In("UTC", Shell, script);
        (object[] Found, string[] Asked) actual = In(zone, Shell, script);

        Assert.True(expected.Found.Length > 60);
        Assert.Equal(expected.Found, actual.Found);
        Assert.Equal(expected.Asked, actual.Asked);
    }

    [Fact]
    public void Evidence_OfADayOfThePolicy_IsThatDay()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one zone for all processes.");
        using var folder = new TemporaryFolder();
        string policy = folder.Write(
            "policy.psd1", "@{ Schema = 1; MinimumOS = @{ Mac = @{ Version = '99'; Deadline = '2020-12-31' } } }");

        (object[] found, _) = In(
            "Asia/Kathmandu", Shell, $"Test-KandjiFleet -Policy '{policy}' -Rule KH018 | ForEach-Object {{ \"$($_.Evidence)\" }}");

        Assert.Contains(found, evidence => ((string)evidence).EndsWith("Deadline=2020-12-31T00:00:00Z", StringComparison.Ordinal));
    }

    [Fact]
    public void Times_OfTheHourThatComesTwice_AreComparedAsInstants()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one zone for all processes.");
        // 02:40 in summer time, and half an hour later, at 02:10 in winter time.
        var before = new DateTime(2026, 10, 25, 0, 40, 0, DateTimeKind.Utc);
        var sent = new DateTime(2026, 10, 25, 1, 10, 0, DateTimeKind.Utc);
        string? zone = Environment.GetEnvironmentVariable("TZ");
        Environment.SetEnvironmentVariable("TZ", "Europe/Berlin");
        TimeZoneInfo.ClearCachedData();
        try
        {
            Assert.True(before.ToLocalTime() > sent.ToLocalTime());
            DeviceCommand Restart(string id, DateTime utc) =>
                new() { Uuid = id, CommandType = "RestartDevice", DateRequested = utc.ToLocalTime() };
            CommandMatches found = ActionCommands.Find(
                [Restart("old", before), Restart("new", sent)], DeviceAction.Restart, sent, sent.AddSeconds(1));

            Assert.Equal("new", Assert.Single(found.Commands).Uuid);
            Assert.Equal("30 min ago", DisplayText.Ago(before.ToLocalTime(), sent.ToLocalTime()));
            Assert.Equal("today, RENEW", DisplayText.Expiry(sent.ToLocalTime(), before.ToLocalTime()));
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
        }
    }

    private static (object[] Found, string[] Asked) In(string zone, PowerShellSession shell, string script)
    {
        string? before = Environment.GetEnvironmentVariable("TZ");
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
        try
        {
            Assert.Equal(zone, TimeZoneInfo.Local.Id);
            shell.Tenant.Log.Clear();
            object[] found = [.. shell.Run(script).Succeeded().Output.Select(o => o.BaseObject)];
            return (found, [.. shell.Tenant.Log.Entries.Select(e => e.RawTarget).Order(StringComparer.Ordinal)]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", before);
            TimeZoneInfo.ClearCachedData();
        }
    }
}
