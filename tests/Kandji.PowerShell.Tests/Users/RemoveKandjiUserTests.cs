using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Users;

public sealed class RemoveKandjiUserTests
{
    private static bool Exists(PowerShellSession shell, string userId) =>
        shell.Tenant.State.Users.Any(user => user.Id == userId);

    [Theory]
    [InlineData(KnownFleet.IdleId)]
    [InlineData(KnownFleet.IdleEmail)]
    public async Task Remove_ByIdOrEmail_RemovesThatOne(string reference)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        int before = shell.Tenant.State.Users.Count();

        Assert.Empty(shell.Run($"Remove-KandjiUser {reference} -Force").Succeeded().Output);

        Assert.False(Exists(shell, KnownFleet.IdleId));
        Assert.Equal(before - 1, shell.Tenant.State.Users.Count());
    }

    [Fact]
    public async Task Remove_Unforced_AsksNamingTheUser()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Host.Answers.Enqueue("No");

        shell.Run($"Remove-KandjiUser {KnownFleet.IdleEmail}").Succeeded();

        Assert.Contains(KnownFleet.IdleEmail, Assert.Single(shell.Host.Questions));
        Assert.True(Exists(shell, KnownFleet.IdleId));
    }

    [Theory]
    [InlineData($"Get-KandjiDevice {KnownFleet.MacSerial}")]
    [InlineData($"Get-KandjiComplianceReport {KnownFleet.MacSerial}")]
    public async Task Remove_ForSomethingThatOnlyHasAUser_Refuses(string source)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"{source} | Remove-KandjiUser -UnassignDevices -Force");

        Assert.Contains("is not a user", result.Error.Exception.Message);
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public async Task Remove_ForTheUserOfADevice_RemovesThatOne()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Get-KandjiDevice {KnownFleet.LeaverMacSerial} | Get-KandjiUser | Remove-KandjiUser -UnassignDevices -Force")
            .Succeeded();

        Assert.False(Exists(shell, KnownFleet.LeaverId));
    }

    [Fact]
    public async Task Remove_OfAUserWithDevices_NamesThemAndTheSwitchThatHelps()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run("Remove-KandjiUser left@example.com -Force");

        Assert.Equal("KandjiUserHasDevices,Kandji.PowerShell.Users.RemoveKandjiUser", result.Error.FullyQualifiedErrorId);
        Assert.Contains(KnownFleet.LeaverMacSerial, result.Error.Exception.Message);
        Assert.Contains(KnownFleet.LeaverPhoneSerial, result.Error.Exception.Message);
        Assert.Contains("-UnassignDevices", result.Error.Exception.Message);
        Assert.True(Exists(shell, KnownFleet.LeaverId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Remove_WithUnassignDevices_ClearsEachAssignmentFirst(bool devicesKnowUsersByNumber)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.DeviceUserIdsAreIntegers = devicesKnowUsersByNumber;

        shell.Run("Get-KandjiUser -Email 'left@example.com' | Remove-KandjiUser -UnassignDevices -Force").Succeeded();

        Assert.False(Exists(shell, KnownFleet.LeaverId));
        Assert.Equal(["PATCH", "PATCH", "DELETE"], shell.Tenant.Log.Entries.Where(e => e.Method != "GET")
            .Select(e => e.Method));
        Assert.Null(shell.Tenant.State.Devices[KnownFleet.LeaverMacId].User);
        Assert.NotNull(shell.Tenant.State.Devices[KnownFleet.MacId].User);
    }

    [Fact]
    public async Task Remove_OfAUserWithoutAnId_ClearsNoAssignment()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run("[Kandji.Client.Users.User]@{ Email = 'left@example.com' } | Remove-KandjiUser -UnassignDevices -Force");

        Assert.StartsWith("KandjiInvalidArgument,", result.Error.FullyQualifiedErrorId);
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public async Task Remove_WhatIf_NamesEachStepAndSendsOnlyReads()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run("Get-KandjiUser -Email 'left@example.com' | Remove-KandjiUser -UnassignDevices -WhatIf").Succeeded();

        Assert.Contains(shell.Host.Lines, line => line.Contains(KnownFleet.LeaverMacSerial));
        Assert.Contains(shell.Host.Lines, line => line.Contains(KnownFleet.LeaverPhoneSerial));
        Assert.Contains(shell.Host.Lines, line => line.Contains("Remove user"));
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Confirm")]
    [InlineData("-WhatIf")]
    public async Task Remove_OfAUserWithDevices_SaysWhichBeforeItAsks(string parameters)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Host.Answers.Enqueue("No");

        shell.Run($"Remove-KandjiUser left@example.com {parameters}").Succeeded();

        string said = Assert.Single(shell.Host.Questions.Concat(shell.Host.Lines));
        Assert.Contains("(left@example.com), who still has 2 devices, ", said);
        Assert.Contains(KnownFleet.LeaverMacSerial, said);
        Assert.Contains(KnownFleet.LeaverPhoneSerial, said);
        Assert.Contains("-UnassignDevices", said);
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public async Task Remove_WithUnassignDevices_SaysWithEachDeviceHowManyThereAre()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        foreach (string answer in (string[])["Yes", "Yes", "Yes"])
            shell.Host.Answers.Enqueue(answer);

        shell.Run("Remove-KandjiUser left@example.com -UnassignDevices").Succeeded();

        Assert.Equal(3, shell.Host.Questions.Count);
        Assert.Contains("(device 1 of 2)", shell.Host.Questions[0]);
        Assert.Contains("(device 2 of 2)", shell.Host.Questions[1]);
        Assert.DoesNotContain("still has", shell.Host.Questions[2]);
        Assert.False(Exists(shell, KnownFleet.LeaverId));
    }

    [Fact]
    public async Task Remove_WithATokenThatMayNotListDevices_AsksAllTheSame()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Use(shell.Tenant.CreateToken("User ID", "User list"));
        shell.Host.Answers.Enqueue("Yes");

        shell.Run($"Remove-KandjiUser {KnownFleet.IdleEmail}").Succeeded();

        Assert.Single(shell.Host.Questions);
        Assert.False(Exists(shell, KnownFleet.IdleId));
    }

    [Fact]
    public async Task Remove_WhenOneAssignmentCannotBeCleared_LeavesTheUser()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.Add(
            $"PATCH /api/v1/devices/{KnownFleet.LeaverPhoneId}", Fault.Status(400, "{\"detail\":\"Not now.\"}"));

        InvocationResult result = shell.Run("Remove-KandjiUser left@example.com -UnassignDevices -Force");

        Assert.StartsWith("KandjiBadRequest", result.Error.FullyQualifiedErrorId);
        Assert.Contains(result.Warnings, warning => warning.Contains("is not removed"));
        Assert.True(Exists(shell, KnownFleet.LeaverId));
        Assert.DoesNotContain(shell.Tenant.Log.Entries, e => e.Method == "DELETE");
    }

    [Fact]
    public async Task Remove_WhenOneAssignmentIsDeclined_LeavesTheUser()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Host.Answers.Enqueue("No");

        shell.Run("Remove-KandjiUser left@example.com -UnassignDevices").Succeeded();

        Assert.True(Exists(shell, KnownFleet.LeaverId));
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public async Task Remove_OfAUserWithDevicesThatTheTokenMayNotList_SaysWhyTheUserWasNotRemoved()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        shell.Run($"Connect-Kandji -Uri $uri -Token '{shell.Tenant.CreateToken("User ID", "User list")}'")
            .Succeeded();

        InvocationResult result = shell.Run("Remove-KandjiUser left@example.com -Force");

        Assert.StartsWith("KandjiBadRequest,", result.Error.FullyQualifiedErrorId);
        Assert.StartsWith("User still assigned", result.Error.Exception.Message);
    }

    [Fact]
    public async Task Remove_OfSeveral_WritesOneErrorForEachThatFailsAndGoesOn()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run($"'nobody@example.com', 'left@example.com', '{KnownFleet.IdleEmail}' | Remove-KandjiUser -Force");

        Assert.Equal(
            ["KandjiNotFound", "KandjiUserHasDevices"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.False(Exists(shell, KnownFleet.IdleId));
    }

    [Fact]
    public async Task Remove_ByRowsOfACsvFile_BindsTheEmailColumn()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"[pscustomobject]@{{ name = 'x'; email = '{KnownFleet.IdleEmail}' }} | Remove-KandjiUser -Force")
            .Succeeded();

        Assert.False(Exists(shell, KnownFleet.IdleId));
    }
}
