using Kandji.Client.Tags;

namespace Kandji.PowerShell.Tests.Tags;

public sealed class RenameKandjiTagTests : CommandTests
{
    [Fact]
    public void Rename_WhenNamesDifferInCaseOnly_TakesTheOneOfTheSameCase()
    {
        Tag tag = Assert.Single(Shell.Run($"Rename-KandjiTag {KnownFleet.LoanerTagName} 'on loan'").Succeeded().As<Tag>());

        Assert.Equal((KnownFleet.LoanerTagId, "on loan"), (tag.Id, tag.Name));
        Assert.Equal("on loan", Shell.Tenant.State.Tags[KnownFleet.LoanerTagId].Name);
    }

    [Fact]
    public void Rename_WhenNeitherHasTheCase_ListsBoth()
    {
        Shell.Run("Rename-KandjiTag LOANER 'on loan'")
            .Failed("KandjiAmbiguous,Kandji.PowerShell.Tags.RenameKandjiTag", KnownFleet.LoanerTagId);
    }

    [Fact]
    public void Rename_FromThePipeline_TakesTagObjectsAndRows()
    {
        Shell.Run($$"""
            Get-KandjiTag '{{KnownFleet.PilotTagName}}' | Rename-KandjiTag -NewName 'pilots'
            [pscustomobject]@{ tag_id = '{{KnownFleet.LoanerTagId}}'; NewName = 'on loan' } | Rename-KandjiTag
            """).Succeeded();

        Assert.Equal("pilots", Shell.Tenant.State.Tags[KnownFleet.PilotTagId].Name);
        Assert.Equal("on loan", Shell.Tenant.State.Tags[KnownFleet.LoanerTagId].Name);
    }

    [Fact]
    public void Rename_WithWhatIf_ChangesNothing()
    {
        Shell.Run($"Rename-KandjiTag '{KnownFleet.PilotTagName}' pilots -WhatIf").Succeeded();

        Assert.Equal(KnownFleet.PilotTagName, Shell.Tenant.State.Tags[KnownFleet.PilotTagId].Name);
        Assert.Contains(Shell.Host.Lines, line => line.Contains("Rename tag to 'pilots'"));
    }
}
