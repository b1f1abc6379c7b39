using Kandji.Client.Tags;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Tags;

public sealed class NewKandjiTagTests
{
    [Fact]
    public async Task New_FromThePipeline_CreatesOneForEachName()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var tags = shell.Run("'lease-2028', 'VIP ☆' | New-KandjiTag").Succeeded().As<Tag>();

        Assert.Equal(["lease-2028", "VIP ☆"], tags.Select(t => t.Name!));
        Assert.All(tags, tag => Assert.Equal(tag.Name, shell.Tenant.State.Tags[tag.Id!].Name));
    }

    [Fact]
    public async Task New_WhenTheNameIsTaken_SaysSoAndGoesOn()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"New-KandjiTag {KnownFleet.LoanerTagName}, fresh");

        Assert.Equal("KandjiBadRequest,Kandji.PowerShell.Tags.NewKandjiTag", result.Error.FullyQualifiedErrorId);
        Assert.StartsWith("name: A tag with this name exists.", result.Error.Exception.Message);
        Assert.Equal(KnownFleet.LoanerTagName, result.Error.TargetObject);
        Assert.Equal("fresh", Assert.Single(result.As<Tag>()).Name);
    }
}
