using System.Globalization;
using System.Text;
using Kandji.Client.Json;

namespace Kandji.Client.Tests;

/// <summary>
/// The values that are read from the service and sent to it never depend on the user's culture. TimeZoneTests has the same for time zones.
/// </summary>
public sealed class CultureTests
{
    public static TheoryData<string> Cultures => ["", "en-US", "tr-TR", "de-DE", "ar-SA", "th-TH", "ja-JP", "fa-IR"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Read_InEveryCulture_IsTheSame(string culture) => In(culture, () =>
    {
        Sample sample = Sample.Read("""
            {"id":"ID","flag":"TRUE","count":"-8","big":"9007199254740993","ratio":"1.5 %",
            "time":"2024-01-26 16:15:36.087016+00:00","size":"1,228.27 GIB",
             "state":"running","anything":{"n":1.25,"big":18446744073709551615,"İ":1},"WIFI_info":"x"}
            """);
        Assert.Equal(("ID", true, -8, 9007199254740993L, 1.5), (sample.Id, sample.Flag, sample.Count, sample.Big, sample.Ratio));
        Assert.Equal(new DateTime(2024, 1, 26, 16, 15, 36, DateTimeKind.Utc).AddTicks(870_160), sample.Time!.Value.ToUniversalTime());
        Assert.Equal((long)(1228.27m * 1024 * 1024 * 1024), sample.Size);
        Assert.Equal(SampleState.Running, sample.State);
        var plain = Assert.IsType<Dictionary<string, object?>>(sample.Anything);
        Assert.Equal([1.25, 18446744073709551615m, 1], plain.Values);
        Assert.Equal("WIFIInfo", ApiName.ToPascalCase(sample.GetUnknownFields().Keys.Single()));
        Assert.Equal("wifi_info", ApiName.ToSnakeCase("WifiInfo"));
    });

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Time_InEveryCulture_IsReadInEveryForm(string culture) => In(culture, () =>
    {
        string[] texts = ["Feb 27, 2024 at 7:34:21 AM", "2024-02-27T07:34:21Z", "2024-02-27 07:34:21", "Tue, 27 Feb 2024 07:34:21 GMT"];
        foreach (string text in texts)
        {
            Assert.True(ApiTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTime local), text);
            Assert.Equal("2024-02-27T07:34:21.000000Z", ApiTime.Format(local));
        }
    });

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Write_InEveryCulture_IsTheSame(string culture) => In(culture, () =>
    {
        var operation = new ApiOperation("GET", "/api/v1/devices", "", "") { Query = ["a", "b", "c", "d"] };
        var request = new ApiRequest(operation).With("a", -1234567).With("b", 1.5)
            .With("c", new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc)).With("d", true);
        Assert.Equal("/api/v1/devices?a=-1234567&b=1.5&c=2024-02-29T01%3A02%3A03.000000Z&d=true", request.PathAndQuery);
        var body = new JsonBody { { "a", -1234567 }, { "b", 1.5 }, { "c", new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc) } };
        Assert.Equal("""{"a":-1234567,"b":1.5,"c":"2024-02-29T01:02:03.000000Z"}""", Encoding.UTF8.GetString(body.ToUtf8()));
        Assert.Equal("https://india.api.kandji.io/", TenantAddress.FromTenant("INDIA.KANDJI.IO").AbsoluteUri);
    });

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Headers_InEveryCulture_AreReadTheSame(string culture) => In(culture, () =>
    {
        using var response = StubResponse.Empty(429).With("Retry-After", "Sat, 01 Jan 2000 00:00:07 GMT")
            .With("X-RateLimit-Remaining-Hour", "9965");
        Assert.Equal(TimeSpan.FromSeconds(7),
            RequestFailure.ReadRetryAfter(response.Headers, new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(9965, RateLimiter.ReadNumber(response.Headers, "x-ratelimit-remaining-hour"));
    });

    private static void In(string culture, Action test)
    {
        (CultureInfo before, CultureInfo beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        Assert.SkipWhen(CultureInfo.GetCultures(CultureTypes.SpecificCultures).Length < 2,
            "There are no cultures here: .NET runs in its invariant mode.");
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            test();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);
        }
    }
}
