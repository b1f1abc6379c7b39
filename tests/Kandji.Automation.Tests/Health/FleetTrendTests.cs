using Kandji.Automation.Health.Reports;
using Kandji.Automation.Inventory;

namespace Kandji.Automation.Tests.Health;

/// <summary>The trend that an inventory tells, against the weeks that the inventory was made of.</summary>
public sealed class FleetTrendTests
{
    [Theory]
    [InlineData(8, true)]
    [InlineData(7, false)]
    [InlineData(1, true)]
    [InlineData(0, true)]
    public async Task Points_AreWhatTheFleetWasLike(int weeks, bool baseline)
    {
        using SampleInventory inventory = await SampleInventory.CreateAsync(weeks: weeks, baseline: baseline);

        FleetTrend trend = FleetTrend.Read(inventory.Path, [SampleFleet.Create(1)]);

        Assert.Equal(weeks + 1, trend.Points.Count);
        Assert.Equal(["Mac", "iPhone"], trend.Platforms.Take(2));
        Assert.Equal(["Windows", "iPad"], trend.Platforms.Skip(2).Order(StringComparer.Ordinal));
        for (int week = 0; week <= weeks; week++)
        {
            TrendPoint point = trend.Points[week];
            int[] numbers = Enumerable.Range(0, SampleInventory.GetCount(week)).ToArray();
            Assert.Equal(SampleFleet.Now.UtcDateTime.AddDays(7 * (week - weeks)), point.At);
            Assert.Equal(numbers.Length, point.Devices);
            Assert.Equal(numbers.Count(number => SampleInventory.IsMissing(number, week)), point.Missing);
            foreach (string platform in trend.Platforms)
                Assert.Equal(numbers.Count(number => SampleInventory.Platform(number) == platform), point.ByPlatform[platform]);
            Assert.Equal(numbers.Length, point.Systems.Known);
            // The newest version of each platform, which some have not got in the first week.
            Assert.Equal(
                numbers.GroupBy(SampleInventory.Platform)
                    .Sum(same => same.GroupBy(number => SampleInventory.Version(number, week)).MaxBy(version => version.Key)!.Count()),
                point.Systems.Newest);
        }
        int[] macs = Enumerable.Range(0, SampleInventory.GetCount(weeks))
            .Where(number => SampleInventory.Platform(number) == "Mac").ToArray();
        Assert.Equal(macs.Length, trend.Encrypted[^1].Known);
        Assert.Equal(macs.Count(number => SampleInventory.IsEncrypted(number, weeks)), trend.Encrypted[^1].On);
        Assert.Empty(trend.Warnings);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(121)]
    [InlineData(120)]
    [InlineData(2)]
    [InlineData(1)]
    public void ManyPoints_AreThinned_FromTheFirstToTheLast(int count)
    {
        List<DateTime> runs = Enumerable.Range(0, count).Select(run => SampleFleet.Now.UtcDateTime.AddDays(run)).ToList();

        List<DateTime> kept = FleetTrend.Thin(runs, at => at);

        Assert.InRange(kept.Count, Math.Min(count, 60), Math.Min(count, 120));
        Assert.Equal(runs[0], kept[0]);
        Assert.Equal(runs[^1], kept[^1]);
        Assert.Equal(kept.Distinct().Order(), kept);
    }

    [Fact]
    public async Task Inventory_OfAnotherTenant_IsAnError()
    {
        using SampleInventory inventory = await SampleInventory.CreateAsync("contoso.api.kandji.io", weeks: 0);

        var error = Assert.Throws<InventoryException>(() => FleetTrend.Read(inventory.Path, [SampleFleet.Create(1)]));

        Assert.Contains("contoso.api.kandji.io", error.Message, StringComparison.Ordinal);
        Assert.Contains("northwind.api.kandji.io", error.Message, StringComparison.Ordinal);
    }
}
