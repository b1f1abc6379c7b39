using Kandji.Client.Blueprints;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class GetKandjiBlueprintTemplateTests : CommandTests
{
    [Fact]
    public void Get_WithoutParameters_ListsTheTemplatesOfAllCategories()
    {
        Shell.Tenant.State.PageSizes.Offset = 1;

        var templates = Shell.Run("Get-KandjiBlueprintTemplate").Succeeded().As<BlueprintTemplate>();

        Assert.Equal([31, 32, 21, 22], templates.Select(t => t.Id!.Value));
        Assert.Equal(("Benchmarks", 20, 2), (templates[0].CategoryName, templates[0].CategoryWeight, templates[0].Category));
        Assert.NotNull(templates[0].Params);
    }

    [Fact]
    public void Get_ByName_MatchesWholeNamesAndPatterns()
    {
        InvocationResult result = Shell.Run("Get-KandjiBlueprintTemplate starter, '*second*', nothing");

        Assert.Equal([32, 21], result.As<BlueprintTemplate>().Select(t => t.Id!.Value));
        Assert.Equal(
            "KandjiNotFound,Kandji.PowerShell.Blueprints.GetKandjiBlueprintTemplate", result.Error.FullyQualifiedErrorId);
    }
}
