using Kandji.Automation.Configuration;
using Kandji.Automation.Plans;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.Client.Tags;

namespace Kandji.Automation.Tests.Plans;

public sealed class PlanPropertiesTests
{
    [Fact]
    public void Read_KnowsEveryPropertyOfTheTable()
    {
        var items = new Dictionary<ConfigurationKind, KandjiObject>
        {
            [ConfigurationKind.Device] = new Device(),
            [ConfigurationKind.Blueprint] = new Blueprint(),
            [ConfigurationKind.BlueprintRouting] = new BlueprintRouting(),
            [ConfigurationKind.Tag] = new Tag(),
            [ConfigurationKind.CustomScript] = new CustomScript(),
            [ConfigurationKind.CustomProfile] = new CustomProfile(),
            [ConfigurationKind.CustomApp] = new CustomApp(),
            [ConfigurationKind.InHouseApp] = new InHouseApp(),
            [ConfigurationKind.AdeIntegration] = new AdeIntegration(),
            [ConfigurationKind.AdeDevice] = new AdeDevice(),
        };
        foreach (PlanOperation operation in PlanOperation.All)
        {
            foreach (string property in operation.Properties)
                PlanProperties.Read(property == "content" ? new DeviceNote() : items[operation.Kind], property);
            foreach (string text in operation.Texts)
                Assert.Null(PlanProperties.ReadText(items[operation.Kind], text));
        }
    }

    [Theory]
    [InlineData("asset_tag", null, "", true)]
    [InlineData("asset_tag", "a", "A", false)]
    [InlineData("user", "5", 5L, true)]
    [InlineData("active", true, "true", true)]
    [InlineData("active", null, false, false)]
    [InlineData("content", "<p>Battery &amp; hinge</p>", "Battery & hinge", true)]
    [InlineData("content", "<p>Battery</p>", "Hinge", false)]
    public void Same_ComparesByMeaning(string property, object? one, object? other, bool same)
    {
        Assert.Equal(same, PlanProperties.Same(property, one, other));
        Assert.Equal(same, PlanProperties.Same(property, other, one));
    }

    [Fact]
    public void Same_TakesTagsAsASet()
    {
        Assert.True(PlanProperties.Same("tags", new TextList(["b", "a"]), new ObjectList<object?>(["a", "b"])));
        Assert.True(PlanProperties.Same("tags", null, new ObjectList<object?>([])));
        Assert.False(PlanProperties.Same("tags", new TextList(["a"]), new TextList(["A"])));
        Assert.False(PlanProperties.Same("tags", new TextList(["a", "b"]), new TextList(["a"])));
    }

    [Fact]
    public void HashText_IsThatOfTheTextAsTheServiceStoresIt()
    {
        Assert.Equal(PlanProperties.HashText("script", "echo\r\n"), PlanProperties.HashText("script", "\necho"));
        Assert.NotEqual(PlanProperties.HashText("script", "echo"), PlanProperties.HashText("script", "echo 2"));
        Assert.Equal(PlanProperties.HashText("file", "\t<a/>"), PlanProperties.HashText("file", "    <a/>"));
        Assert.Null(PlanProperties.HashText("script", ""));
        Assert.Null(PlanProperties.HashText("script", null));
    }
}
