using Kandji.Client.Prism;

namespace Kandji.PowerShell.Tests.Prism;

public sealed class MeasureKandjiPrismTests : CommandTests
{
    [Fact]
    public void Measure_WithoutParameters_CountsEveryCategoryInOrder()
    {
        var counts = Shell.Run("Measure-KandjiPrism").Succeeded().As<PrismCount>();

        Assert.Equal(Enum.GetValues<PrismCategory>(), counts.Select(count => count.Category));
        Assert.Equal(Shell.Tenant.State.Devices.Count(d => d.IsApple),
            counts.Single(count => count.Category == PrismCategory.DeviceInformation).Count);
    }

    [Fact]
    public void Measure_OfSomeCategories_CountsThoseAndTellsEstimates()
    {
        Shell.Tenant.State.Prism.CountIsApproximate = true;

        var counts = Shell.Run("Measure-KandjiPrism local_users, Apps").Succeeded().As<PrismCount>();

        Assert.Equal([PrismCategory.LocalUsers, PrismCategory.Apps], counts.Select(count => count.Category));
        Assert.All(counts, count => Assert.True(count.Approximate));
    }

    [Fact]
    public void Measure_WhenOneCategoryFails_WritesItsErrorAndTheOthers()
    {
        Shell.Tenant.Faults.Add(
            RequestMatch.Where(entry => entry.Query.Contains("=apps", StringComparison.Ordinal)), Fault.Status(403));

        InvocationResult result = Shell.Run("Measure-KandjiPrism Apps, FileVault").Failed("KandjiForbidden");

        Assert.Equal(PrismCategory.FileVault, Assert.Single(result.As<PrismCount>()).Category);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("<p>down</p>")]
    [InlineData("""{"count":""}""")]
    [InlineData("""{"count":true}""")]
    [InlineData("""{"count":[5]}""")]
    [InlineData("""{"count":{}}""")]
    [InlineData("""{"total":5}""")]
    [InlineData("""{"error":"down"}""")]
    [InlineData("""{"count":null}""")]
    [InlineData("""{"count":-1}""")]
    [InlineData("""{"count":"many"}""")]
    public void Measure_WithoutANumber_IsAnErrorAndNoCount(string answer)
    {
        Shell.Tenant.Faults.Add(
            RequestMatch.Where(entry => entry.Query.Contains("=apps", StringComparison.Ordinal)), Fault.Status(200, answer));

        InvocationResult result = Shell.Run("Measure-KandjiPrism Apps, FileVault").Failed("KandjiInvalidResponse");

        Assert.Equal(PrismCategory.FileVault, Assert.Single(result.As<PrismCount>()).Category);
    }
}
