using Kandji.Client.Tags;

namespace Kandji.PowerShell.Tests.Tags;

public sealed class NewKandjiTagTests : CommandTests
{
    [Fact]
    public void New_FromThePipeline_CreatesOneForEachName()
    {
        var tags = Shell.Run("'lease-2028', 'VIP ☆' | New-KandjiTag").Succeeded().As<Tag>();

        Assert.Equal(["lease-2028", "VIP ☆"], tags.Select(t => t.Name!));
        Assert.All(tags, tag => Assert.Equal(tag.Name, Shell.Tenant.State.Tags[tag.Id!].Name));
    }

    [Fact]
    public void New_WhenTheNameIsTaken_SaysSoAndGoesOn()
    {
        InvocationResult result = Shell.Run($"New-KandjiTag {KnownFleet.LoanerTagName}, fresh")
            .Failed("KandjiBadRequest,Kandji.PowerShell.Tags.NewKandjiTag");

        Assert.StartsWith("name: A tag with this name exists.", result.Error.Exception.Message);
        Assert.Equal(KnownFleet.LoanerTagName, result.Error.TargetObject);
        Assert.Equal("fresh", Assert.Single(result.As<Tag>()).Name);
    }
}
