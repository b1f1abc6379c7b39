using Kandji.Client.Tags;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Tags;

public sealed class RenameKandjiTagTests
{
    [Fact]
    public async Task Rename_WhenNamesDifferInCaseOnly_TakesTheOneOfTheSameCase()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Tag tag = Assert.Single(shell.Run($"Rename-KandjiTag {KnownFleet.LoanerTagName} 'on loan'").Succeeded().As<Tag>());

        Assert.Equal((KnownFleet.LoanerTagId, "on loan"), (tag.Id, tag.Name));
        Assert.Equal("on loan", shell.Tenant.State.Tags[KnownFleet.LoanerTagId].Name);
    }

    [Fact]
    public async Task Rename_WhenNeitherHasTheCase_ListsBoth()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run("Rename-KandjiTag LOANER 'on loan'");

        Assert.Equal("KandjiAmbiguous,Kandji.PowerShell.Tags.RenameKandjiTag", result.Error.FullyQualifiedErrorId);
        Assert.Contains(KnownFleet.LoanerTagId, result.Error.Exception.Message);
    }

    [Fact]
    public async Task Rename_FromThePipeline_TakesTagObjectsAndRows()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($$"""
            Get-KandjiTag '{{KnownFleet.PilotTagName}}' | Rename-KandjiTag -NewName 'pilots'
            [pscustomobject]@{ tag_id = '{{KnownFleet.LoanerTagId}}'; NewName = 'on loan' } | Rename-KandjiTag
            """).Succeeded();

        Assert.Equal("pilots", shell.Tenant.State.Tags[KnownFleet.PilotTagId].Name);
        Assert.Equal("on loan", shell.Tenant.State.Tags[KnownFleet.LoanerTagId].Name);
    }

    [Fact]
    public async Task Rename_WithWhatIf_ChangesNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Rename-KandjiTag '{KnownFleet.PilotTagName}' pilots -WhatIf").Succeeded();

        Assert.Equal(KnownFleet.PilotTagName, shell.Tenant.State.Tags[KnownFleet.PilotTagId].Name);
        Assert.Contains(shell.Host.Lines, line => line.Contains("Rename tag to 'pilots'"));
    }
}
