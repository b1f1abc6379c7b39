using Kandji.Client.Blueprints;
using Kandji.PowerShell.Tests.Engine;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class GetKandjiBlueprintTemplateTests
{
    [Fact]
    public async Task Get_WithoutParameters_ListsTheTemplatesOfAllCategories()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Offset = 1;

        var templates = shell.Run("Get-KandjiBlueprintTemplate").Succeeded().As<BlueprintTemplate>();

        Assert.Equal([31, 32, 21, 22], templates.Select(t => t.Id!.Value));
        Assert.Equal(("Benchmarks", 20, 2), (templates[0].CategoryName, templates[0].CategoryWeight, templates[0].Category));
        Assert.NotNull(templates[0].Params);
    }

    [Fact]
    public async Task Get_ByName_MatchesWholeNamesAndPatterns()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run("Get-KandjiBlueprintTemplate starter, '*second*', nothing");

        Assert.Equal([32, 21], result.As<BlueprintTemplate>().Select(t => t.Id!.Value));
        Assert.Equal(
            "KandjiNotFound,Kandji.PowerShell.Blueprints.GetKandjiBlueprintTemplate", result.Error.FullyQualifiedErrorId);
    }
}
