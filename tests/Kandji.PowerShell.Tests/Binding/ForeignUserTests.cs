using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Users;
using Kandji.PowerShell.Binding;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>People as other products return them: of Entra ID, of Active Directory, and the rows of an HR export.</summary>
public sealed class ForeignUserTests : CommandTests
{
    private const string ForeignId = "0e5a7d1c-3b1f-4c0e-9f55-1d2b6a7c8e90";

    // Objects of classes of their own, as those modules return them; the fleet's leaver in each.
    private const string Classes = $$"""
        class MgUser {
            [string]$Id = '{{ForeignId}}'; [string]$DisplayName = 'Lef'; [string]$Mail = 'left@example.com'
            [string]$UserPrincipalName = 'left@example.com'; [bool]$AccountEnabled = $false
        }
        class ADUser {
            [guid]$ObjectGUID = '{{ForeignId}}'; [string]$Name = 'Lef'; [string]$SamAccountName = 'left'; [string]$SID = 'S-1-5-21-1'
            [string]$UserPrincipalName = 'left@example.com'; [bool]$Enabled = $false
        }
        function Get-MgUser { [CmdletBinding()] param($Filter) [MgUser]::new() }
        function Get-ADUser { [CmdletBinding()] param($Filter) [ADUser]::new() }

        """;

    public static TheoryData<string> Leavers { get; } =
    [
        "Get-MgUser -Filter 'accountEnabled eq false'",
        "Get-MgUser | ForEach-Object { $_.Mail = $null; $_ }",
        "Get-MgUser | ForEach-Object { $_.Mail = 'lef.t@elsewhere.example.com'; $_ }",
        "Get-MgUser | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize("
            + "[System.Management.Automation.PSSerializer]::Serialize($_)) }",
        "Get-ADUser -Filter 'Enabled -eq $false'",
        .. Spellings("mail", "Mail", "MAIL", "E-Mail", "e mail", "email", "Email", "emailAddress", "Email Address", "email_address",
            "EMAIL-ADDRESS", "userPrincipalName", "User Principal Name", "user_principal_name", "upn", "UPN", "user_email", "User Email"),
        $"[pscustomobject]@{{ Id = '{ForeignId}'; mail = ''; upn = ' left@example.com ' }}",
        $"[pscustomobject]@{{ 'User ID' = '{ForeignId}'; mail = 'left@example.com' }}",
        "[pscustomobject]@{ id = '4711'; 'employee id' = '4711'; email = 'left@example.com' }",
        $"[pscustomobject]@{{ id = '{KnownFleet.LeaverId}'; email = 'LEFT@example.com' }}",
        $"[pscustomobject]@{{ id = '{KnownFleet.LeaverId}' }}",
        $"[pscustomobject]@{{ id = '{KnownFleet.LeaverId}'; mail = '' }}",
        $"@{{ Id = '{ForeignId}'; Mail = 'left@example.com' }}",
    ];

    [Theory]
    [MemberData(nameof(Leavers))]
    public void Remove_OfAPersonOfAnotherProduct_MeansTheUserWithTheAddress(string leaver)
    {
        Shell.Run($"{Classes} {leaver} | Remove-KandjiUser -UnassignDevices -WhatIf").Succeeded();

        Assert.Equal(3, Shell.Host.Lines.Count);
        Assert.Contains(KnownFleet.LeaverMacSerial, Shell.Host.Lines[0]);
        Assert.Contains(KnownFleet.LeaverPhoneSerial, Shell.Host.Lines[1]);
        Assert.Contains("\"Remove user\" on target \"Lef Tümmers (left@example.com)\"", Shell.Host.Lines[2]);
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    [Theory]
    [MemberData(nameof(Leavers))]
    public void Remove_OfAPersonOfAnotherProduct_RemovesNobodyElse(string leaver)
    {
        Shell.Run($"{Classes} {leaver} | Remove-KandjiUser -UnassignDevices -Force").Succeeded();

        Assert.EndsWith(KnownFleet.LeaverId, Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "DELETE").Path);
    }

    [Theory]
    [MemberData(nameof(Leavers))]
    public void EveryUserParameter_OfAPersonOfAnotherProduct_MeansTheUserWithTheAddress(string leaver)
    {
        Shell.Run($"{Classes} $global:leaver = {leaver}").Succeeded();

        Assert.Equal(KnownFleet.LeaverId, Assert.Single(Shell.Run("$leaver | Get-KandjiUser").Succeeded().As<User>()).Id);
        Assert.Equal(KnownFleet.LeaverId, Assert.Single(Shell.Run("Get-KandjiUser -Id $leaver").Succeeded().As<User>()).Id);
        Assert.Equal(
            KnownFleet.LeaverId,
            Assert.Single(Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -User $leaver").Succeeded().As<Device>()).User!.Id);
        Assert.Equal(
            KnownFleet.LeaverId,
            Assert.Single(Shell.Run($"Set-KandjiAdeDevice {KnownFleet.NewMacSerial} -User $leaver").Succeeded().As<AdeDevice>()).UserId);
    }

    // An address that is not here is an error, whatever ids stand beside it: never the id instead.
    [Theory]
    [InlineData($"mail = 'lef@example.com'; id = '{KnownFleet.IdleId}'")]
    [InlineData($"upn = 'lef@example.com'; user_id = '{KnownFleet.IdleId}'")]
    [InlineData("email = 'lef@example.com'; id = '1'")]
    public void Remove_OfAnAddressThatNobodyHas_IsAnErrorWithSimilarOnesAndTakesNoId(string columns)
    {
        Shell.Run($"[pscustomobject]@{{ {columns} }} | Remove-KandjiUser -Force")
            .Failed("KandjiNotFound", "Similar: Lef Tümmers (left@example.com)");
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    // As after sorting one column of a spreadsheet and not the others.
    [Theory]
    [InlineData("id")]
    [InlineData("User ID")]
    public void Remove_OfARowWhoseIdIsThatOfSomebodyElse_IsRefused(string column)
    {
        Shell.Run(
            $"[pscustomobject]@{{ mail = '{KnownFleet.IdleEmail}'; '{column}' = '{KnownFleet.ArchivedId}' }} | Remove-KandjiUser -Force")
            .Failed("KandjiContradiction");
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    // A personnel number is not a user's number of older tenants.
    [Theory]
    [InlineData("id = '{0}'; mail = ''", true)]
    [InlineData("'User ID' = '{0}'; 'E-Mail Address' = ' '; upn = ''", true)]
    [InlineData("name = 'Lef'; department = 'Sales'", true)]
    [InlineData("mail = ''; upn = $null", true)]
    [InlineData("user_id = '{0}'", false)]
    public void Remove_OfARowWithoutAnAddress_TakesNoPersonnelNumberAndListsTheColumns(string columns, bool isRefused)
    {
        SimulatedUser idle = Shell.Tenant.State.Users[KnownFleet.IdleId];

        InvocationResult result =
            Shell.Run($"[pscustomobject]@{{ {string.Format(columns, idle.DeprecatedId)} }} | Remove-KandjiUser -Force");

        if (isRefused)
        {
            Assert.Contains(UserReference.ColumnNames, result.Error.Exception.Message);
            Assert.Empty(Shell.Tenant.Log.Entries);
        }
        else
        {
            Assert.False(Shell.Tenant.State.Users.TryGet(idle.Id, out _));
        }
    }

    [Fact]
    public void Reference_OfAnAddressThatTwoHave_IsToldByTheIdBesideIt()
    {
        Shell.Tenant.State.Users.Add(new SimulatedUser("c1000000-0000-4000-8000-0000000000aa", "Lef Other", KnownFleet.LeaverEmail));

        InvocationResult byBoth = Shell.Run(
            $"[pscustomobject]@{{ email = '{KnownFleet.LeaverEmail}'; user_id = '{KnownFleet.LeaverId}' }} | Get-KandjiUser");
        InvocationResult byAddress = Shell.Run($"[pscustomobject]@{{ email = '{KnownFleet.LeaverEmail}' }} | Get-KandjiUser");

        Assert.Equal(KnownFleet.LeaverId, Assert.Single(byBoth.Succeeded().As<User>()).Id);
        Assert.StartsWith("KandjiAmbiguous,", byAddress.Error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("mail = 'left@example.com'", KnownFleet.LeaverId)]
    [InlineData("'User Principal Name' = 'left@example.com'; 'User ID' = '" + ForeignId + "'", KnownFleet.LeaverId)]
    [InlineData("emailAddress = 'nobody@example.com'; upn = 'left@example.com'", KnownFleet.LeaverId)]
    [InlineData("mail = 'nobody@example.com'; upn = '" + KnownFleet.AdaEmail + "'", null)]
    public void SetDevice_FromARowOfAnotherProduct_AssignsTheUserWithTheAddress(string columns, string? userId)
    {
        Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; {columns} }} | Set-KandjiDevice").Succeeded();
        Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.NewMacSerial}'; {columns} }} | Set-KandjiAdeDevice").Succeeded();

        Assert.Equal(userId ?? KnownFleet.AdaId, Shell.Tenant.State.Devices[KnownFleet.MacId].User!.Id);
        Assert.Equal(userId is null ? 0 : 1, Shell.Tenant.Log.Entries.Count(
            entry => entry.Method == "PATCH" && entry.Path.StartsWith("/api/v1/devices", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Get-KandjiAuditEvent | Where-Object TargetType -eq user")]
    [InlineData("Get-KandjiAdeDevice")]
    [InlineData($"Get-KandjiDeviceNote {KnownFleet.MacSerial}")]
    [InlineData($"Get-KandjiDevice {KnownFleet.MacSerial}")]
    [InlineData("Get-KandjiBlueprint Sales")]
    public void Remove_OfWhatMerelyHasOrNamesAUser_IsRefusedInEveryForm(string source)
    {
        Shell.Run($"Remove-KandjiUser {KnownFleet.ArchivedEmail} -Force").Succeeded();
        Shell.Run($"$global:items = @({source})[0..2]").Succeeded();
        Shell.Tenant.Log.Clear();

        foreach (string form in (string[])["$items", "[System.Management.Automation.PSSerializer]::Deserialize("
            + "[System.Management.Automation.PSSerializer]::Serialize($items))"])
        {
            InvocationResult result = Shell.Run($"{form} | Remove-KandjiUser -UnassignDevices -Force");

            Assert.NotEmpty(result.Errors);
            Assert.All(result.Errors, error => Assert.Contains("is not a user", error.Exception.Message));
        }
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    private static IEnumerable<TheoryDataRow<string>> Spellings(params string[] columns) =>
        columns.Select(column => new TheoryDataRow<string>(
            $"[pscustomobject]@{{ Id = '{ForeignId}'; Name = 'Lef'; '{column}' = 'left@example.com' }}"));
}
