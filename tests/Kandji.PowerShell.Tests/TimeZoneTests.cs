using System;
using System.Linq;
using System.Threading.Tasks;
using Kandji.PowerShell.Tests.Engine;
using Kandji.PowerShell.Tests.Sessions;
using Xunit;

namespace Kandji.PowerShell.Tests;

/// <summary>The same devices and the same requests whatever zone the machine is in, though each shows its own time.</summary>
[Collection(nameof(WholeProcess))]
public sealed class TimeZoneTests
{
    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Kiritimati")]
    public async Task FindingAndComparing_InAnyTimeZone_GiveTheSame(string zone)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one zone for all processes.");
        await using Shell shell = await Shell.ConnectedAsync();
        const string script = """
            $monthAgo = [datetime]::UtcNow.AddDays(-30).ToLocalTime()
            (Get-KandjiDevice | Where-Object LastCheckIn -lt $monthAgo).DeviceId
            (Get-KandjiDevice | Where-Object { $_.LastCheckIn -gt [datetime]::Now }).Count
            (Get-KandjiDevice).ForEach({ if ($_.LastCheckIn) { $_.LastCheckIn.ToUniversalTime().Ticks } })
            (Get-KandjiAuditEvent -StartDate ([datetime]::new(2024, 3, 31, 1, 30, 0, [System.DateTimeKind]::Utc).ToLocalTime())).ForEach({ $_.OccurredAt.ToUniversalTime().Ticks })
            """;

        (object[] Found, string[] Asked) expected = In("UTC", shell, script);
        (object[] Found, string[] Asked) actual = In(zone, shell, script);

        Assert.True(expected.Found.Length > 60);
        Assert.Equal(expected.Found, actual.Found);
        Assert.Equal(expected.Asked, actual.Asked);
    }

    private static (object[] Found, string[] Asked) In(string zone, Shell shell, string script)
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
