using System.Globalization;
using System.Text;
using Kandji.Client.Json;

namespace Kandji.Client.Tests.Json;

public sealed class ApiTimeTests
{
    [Theory]
    [InlineData("2024-07-23T14:11:37.150080Z", "2024-07-23T14:11:37.1500800")]
    [InlineData("2024-01-26 16:15:36.087016+00:00", "2024-01-26T16:15:36.0870160")]
    [InlineData("2023-10-13 16:15:00.000000", "2023-10-13T16:15:00.0000000")]
    [InlineData("Feb 27, 2024 at 7:34:21 AM", "2024-02-27T07:34:21.0000000")]
    [InlineData("Feb 27, 2024 at 7:34:21\u202fPM", "2024-02-27T19:34:21.0000000")]
    [InlineData("2024-01-26T16:15:36+02:00", "2024-01-26T14:15:36.0000000")]
    [InlineData("2024-01-26T16:15:36-0530", "2024-01-26T21:45:36.0000000")]
    [InlineData("2024-01-26T16:15:36+02", "2024-01-26T14:15:36.0000000")]
    [InlineData("2024-01-26T16:15", "2024-01-26T16:15:00.0000000")]
    [InlineData("2024-01-26 16:15:36 UTC", "2024-01-26T16:15:36.0000000")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000")]
    [InlineData("2024-01-26T16:15:36.123456789Z", "2024-01-26T16:15:36.1234567")]
    [InlineData("2024-12-31T23:59:60Z", "2025-01-01T00:00:00.0000000")]
    public void TryParse_WhenItIsATimeInAFormOfTheService_IsThatPointInTime(string text, string utc)
    {
        Assert.True(ApiTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTime local));
        Assert.Equal(DateTimeKind.Local, local.Kind);
        Assert.Equal(utc, local.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("never")]
    [InlineData("2024")]
    [InlineData("2024-13-01")]
    [InlineData("2023-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("2024-01-26T")]
    [InlineData("2024-01-26T25:00:00Z")]
    [InlineData("2024-01-26T16:60")]
    [InlineData("2024-01-26T16:15:36.Z")]
    [InlineData("2024-01-26T16:15:36+15:00")]
    [InlineData("2024-01-26T16:15:36Zulu")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("٢٠٢٤-٠١-٢٦")]
    public void TryParse_WhenItIsNoTime_IsFalse(string text) =>
        Assert.False(ApiTime.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Format_WhenTheTimeIsLocal_WritesUtcWithMicroseconds() =>
        Assert.Equal(
            "2024-07-23T14:11:37.150080Z",
            ApiTime.Format(new DateTime(2024, 7, 23, 14, 11, 37, DateTimeKind.Utc).AddTicks(1_500_800).ToLocalTime()));

    [Fact]
    public void TryParse_WhenTheHourComesTwiceInTheLocalZone_KeepsThePointInTime()
    {
        // In every zone, each hour of two years, with both changes of the clocks in them, comes back as itself. (But where
        // .NET itself takes the hour that comes twice for once: in Dublin and Casablanca, where winter is the deviation.)
        for (var utc = new DateTime(2024, 1, 1, 0, 30, 0, DateTimeKind.Utc); utc.Year < 2026; utc = utc.AddHours(1))
        {
            Assert.True(ApiTime.TryParse(Encoding.ASCII.GetBytes(ApiTime.Format(utc)), out DateTime local));
            Assert.Equal(utc.ToLocalTime().ToUniversalTime(), local.ToUniversalTime());
        }
    }
}
