using System.Text;
using Kandji.Client.Json;

namespace Kandji.Client.Tests;

/// <summary>
/// The values that are read from the service and sent to it are points in time, whatever zone the machine is in: far ones, those of half
/// and quarter hours, and those whose clocks change, by an hour or half of one.
/// </summary>
[Collection(SequentialCollection.Name)]
public sealed class TimeZoneTests
{
    // Not Dublin and Casablanca, where winter is the deviation: there .NET itself takes the hour that comes twice for once.
    public static TheoryData<string> Zones =>
    [
        "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham",
        "Pacific/Kiritimati",
    ];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Time_ThroughTwoYearsOfAnyZone_IsReadAndWrittenAsItself(string zone) => In(zone, () =>
    {
        for (var utc = new DateTime(2024, 1, 1, 0, 30, 0, DateTimeKind.Utc); utc.Year < 2026; utc = utc.AddMinutes(30))
        {
            string text = ApiTime.Format(utc);
            Assert.True(ApiTime.TryParse(Encoding.ASCII.GetBytes(text), out DateTime local));
            Assert.Equal((utc, DateTimeKind.Local), (local.ToUniversalTime(), local.Kind));
            Assert.Equal(utc + TimeZoneInfo.Local.GetUtcOffset(utc), local);
            Assert.Equal(text, ApiTime.Format(local));
        }
    });

    [Theory]
    [MemberData(nameof(Zones))]
    public void Time_InEveryFormOfTheService_IsTheSameMomentInAnyZone(string zone) => In(zone, () =>
    {
        // In Berlin and in New York these nights have an hour that does not exist.
        foreach (string text in new[] { "2024-03-31T01:30:00.000000Z", "2024-03-31 01:30:00.000000", "2024-03-31 03:30:00+02:00",
            "Mar 31, 2024 at 1:30:00 AM" })
        {
            Assert.True(ApiTime.TryParse(Encoding.ASCII.GetBytes(text), out DateTime local), text);
            Assert.Equal(new DateTime(2024, 3, 31, 1, 30, 0, DateTimeKind.Utc), local.ToUniversalTime());
        }
    });

    [Theory]
    [MemberData(nameof(Zones))]
    public void Order_AcrossTheNightThatRepeatsAnHour_IsThatOfTheService(string zone) => In(zone, () =>
    {
        DateTime[] read =
        [
            .. Enumerable.Range(0, 48).Select(i => new DateTime(2024, 10, 26, 12, 0, 0, DateTimeKind.Utc).AddMinutes(30 * i)).Select(utc =>
            {
                Assert.True(ApiTime.TryParse(Encoding.ASCII.GetBytes(ApiTime.Format(utc)), out DateTime local));
                return local;
            }),
        ];

        Assert.Equal(read.OrderBy(local => local.ToUniversalTime()), read);
        Assert.All(read.Zip(read.Skip(1)),
            pair => Assert.Equal(TimeSpan.FromMinutes(30), pair.Second.ToUniversalTime() - pair.First.ToUniversalTime()));
    });

    [Theory]
    [MemberData(nameof(Zones))]
    public void Query_WithALocalTimeOfAnyZone_AsksForTheSameMoment(string zone) => In(zone, () =>
    {
        var operation = new ApiOperation("GET", "/api/v1/audit/events", "", "") { Query = ["start_date"] };
        DateTime local = new DateTime(2024, 10, 27, 0, 30, 0, DateTimeKind.Utc).ToLocalTime();

        Assert.Equal("/api/v1/audit/events?start_date=2024-10-27T00%3A30%3A00.000000Z",
            new ApiRequest(operation).With("start_date", local).PathAndQuery);
    });

    private static void In(string zone, Action test)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one zone for all processes.");
        string? before = Environment.GetEnvironmentVariable("TZ");
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
        try
        {
            Assert.Equal(zone, TimeZoneInfo.Local.Id);
            test();
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", before);
            TimeZoneInfo.ClearCachedData();
        }
    }
}
