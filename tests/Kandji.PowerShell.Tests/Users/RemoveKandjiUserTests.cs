namespace Kandji.PowerShell.Tests.Users;

public sealed class RemoveKandjiUserTests : CommandTests
{
    private static bool Exists(PowerShellSession shell, string userId) =>
        shell.Tenant.State.Users.Any(user => user.Id == userId);

    [Theory]
    [InlineData(KnownFleet.IdleId)]
    [InlineData(KnownFleet.IdleEmail)]
    public void Remove_ByIdOrEmail_RemovesThatOne(string reference)
    {
        int before = Shell.Tenant.State.Users.Count();

        Assert.Empty(Shell.Run($"Remove-KandjiUser {reference} -Force").Succeeded().Output);

        Assert.False(Exists(Shell, KnownFleet.IdleId));
        Assert.Equal(before - 1, Shell.Tenant.State.Users.Count());
    }

    [Fact]
    public void Remove_Unforced_AsksNamingTheUser()
    {
        Shell.Host.Answers.Enqueue("No");

        Shell.Run($"Remove-KandjiUser {KnownFleet.IdleEmail}").Succeeded();

        Assert.Contains(KnownFleet.IdleEmail, Assert.Single(Shell.Host.Questions));
        Assert.True(Exists(Shell, KnownFleet.IdleId));
    }

    [Theory]
    [InlineData($"Get-KandjiDevice {KnownFleet.MacSerial}")]
    [InlineData($"Get-KandjiComplianceReport {KnownFleet.MacSerial}")]
    public void Remove_ForSomethingThatOnlyHasAUser_Refuses(string source)
    {
        InvocationResult result = Shell.Run($"{source} | Remove-KandjiUser -UnassignDevices -Force");

        Assert.Contains("is not a user", result.Error.Exception.Message);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public void Remove_ForTheUserOfADevice_RemovesThatOne()
    {
        Shell.Run($"Get-KandjiDevice {KnownFleet.LeaverMacSerial} | Get-KandjiUser | Remove-KandjiUser -UnassignDevices -Force")
            .Succeeded();

        Assert.False(Exists(Shell, KnownFleet.LeaverId));
    }

    [Fact]
    public void Remove_OfAUserWithDevices_NamesThemAndTheSwitchThatHelps()
    {
        Shell.Run("Remove-KandjiUser left@example.com -Force")
            .Failed("KandjiUserHasDevices,Kandji.PowerShell.Users.RemoveKandjiUser",
                KnownFleet.LeaverMacSerial, KnownFleet.LeaverPhoneSerial, "-UnassignDevices");
        Assert.True(Exists(Shell, KnownFleet.LeaverId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Remove_WithUnassignDevices_ClearsEachAssignmentFirst(bool devicesKnowUsersByNumber)
    {
        Shell.Tenant.State.DeviceUserIdsAreIntegers = devicesKnowUsersByNumber;

        Shell.Run("Get-KandjiUser -Email 'left@example.com' | Remove-KandjiUser -UnassignDevices -Force").Succeeded();

        Assert.False(Exists(Shell, KnownFleet.LeaverId));
        Assert.Equal(["PATCH", "PATCH", "DELETE"], Shell.Tenant.Log.Entries.Where(e => e.Method != "GET")
            .Select(e => e.Method));
        Assert.Null(Shell.Tenant.State.Devices[KnownFleet.LeaverMacId].User);
        Assert.NotNull(Shell.Tenant.State.Devices[KnownFleet.MacId].User);
    }

    [Fact]
    public void Remove_OfAUserWithoutAnId_ClearsNoAssignment()
    {
        Shell.Run("[Kandji.Client.Users.User]@{ Email = 'left@example.com' } | Remove-KandjiUser -UnassignDevices -Force")
            .Failed("KandjiInvalidArgument");
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public void Remove_WhatIf_NamesEachStepAndSendsOnlyReads()
    {
        Shell.Run("Get-KandjiUser -Email 'left@example.com' | Remove-KandjiUser -UnassignDevices -WhatIf").Succeeded();

        Assert.Contains(Shell.Host.Lines, line => line.Contains(KnownFleet.LeaverMacSerial));
        Assert.Contains(Shell.Host.Lines, line => line.Contains(KnownFleet.LeaverPhoneSerial));
        Assert.Contains(Shell.Host.Lines, line => line.Contains("Remove user"));
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Confirm")]
    [InlineData("-WhatIf")]
    public void Remove_OfAUserWithDevices_SaysWhichBeforeItAsks(string parameters)
    {
        Shell.Host.Answers.Enqueue("No");

        Shell.Run($"Remove-KandjiUser left@example.com {parameters}").Succeeded();

        string said = Assert.Single(Shell.Host.Questions.Concat(Shell.Host.Lines));
        Assert.Contains("(left@example.com), who still has 2 devices, ", said);
        Assert.Contains(KnownFleet.LeaverMacSerial, said);
        Assert.Contains(KnownFleet.LeaverPhoneSerial, said);
        Assert.Contains("-UnassignDevices", said);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public void Remove_WithUnassignDevices_SaysWithEachDeviceHowManyThereAre()
    {
        foreach (string answer in (string[])["Yes", "Yes", "Yes"])
            Shell.Host.Answers.Enqueue(answer);

        Shell.Run("Remove-KandjiUser left@example.com -UnassignDevices").Succeeded();

        Assert.Equal(3, Shell.Host.Questions.Count);
        Assert.Contains("(device 1 of 2)", Shell.Host.Questions[0]);
        Assert.Contains("(device 2 of 2)", Shell.Host.Questions[1]);
        Assert.DoesNotContain("still has", Shell.Host.Questions[2]);
        Assert.False(Exists(Shell, KnownFleet.LeaverId));
    }

    [Fact]
    public void Remove_WithATokenThatMayNotListDevices_AsksAllTheSame()
    {
        Shell.Use(Shell.Tenant.CreateToken("User ID", "User list"));
        Shell.Host.Answers.Enqueue("Yes");

        Shell.Run($"Remove-KandjiUser {KnownFleet.IdleEmail}").Succeeded();

        Assert.Single(Shell.Host.Questions);
        Assert.False(Exists(Shell, KnownFleet.IdleId));
    }

    [Fact]
    public void Remove_WhenOneAssignmentCannotBeCleared_LeavesTheUser()
    {
        Shell.Tenant.Faults.Add(
            $"PATCH /api/v1/devices/{KnownFleet.LeaverPhoneId}", Fault.Status(400, "{\"detail\":\"Not now.\"}"));

        InvocationResult result = Shell.Run("Remove-KandjiUser left@example.com -UnassignDevices -Force").Failed("KandjiBadRequest");

        Assert.Contains(result.Warnings, warning => warning.Contains("is not removed"));
        Assert.True(Exists(Shell, KnownFleet.LeaverId));
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Method == "DELETE");
    }

    [Fact]
    public void Remove_WhenOneAssignmentIsDeclined_LeavesTheUser()
    {
        Shell.Host.Answers.Enqueue("No");

        Shell.Run("Remove-KandjiUser left@example.com -UnassignDevices").Succeeded();

        Assert.True(Exists(Shell, KnownFleet.LeaverId));
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public async Task Remove_OfAUserWithDevicesThatTheTokenMayNotList_SaysWhyTheUserWasNotRemoved()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        shell.Run($"Connect-Kandji -Uri $uri -Token '{shell.Tenant.CreateToken("User ID", "User list")}'")
            .Succeeded();

        InvocationResult result = shell.Run("Remove-KandjiUser left@example.com -Force").Failed("KandjiBadRequest");

        Assert.StartsWith("User still assigned", result.Error.Exception.Message);
    }

    [Fact]
    public void Remove_OfSeveral_WritesOneErrorForEachThatFailsAndGoesOn()
    {
        InvocationResult result =
            Shell.Run($"'nobody@example.com', 'left@example.com', '{KnownFleet.IdleEmail}' | Remove-KandjiUser -Force");

        Assert.Equal(
            ["KandjiNotFound", "KandjiUserHasDevices"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.False(Exists(Shell, KnownFleet.IdleId));
    }

    [Fact]
    public void Remove_ByRowsOfACsvFile_BindsTheEmailColumn()
    {
        Shell.Run($"[pscustomobject]@{{ name = 'x'; email = '{KnownFleet.IdleEmail}' }} | Remove-KandjiUser -Force")
            .Succeeded();

        Assert.False(Exists(Shell, KnownFleet.IdleId));
    }
}
