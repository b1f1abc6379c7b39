using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kandji.Client.Devices;
using Kandji.Client.Prism;
using Kandji.Client.Users;
using Kandji.Client.Vulnerabilities;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests;

/// <summary>The forms in which the service has been seen to answer the same thing, as the cmdlets show it.</summary>
public sealed class AnswerShapeTests
{
    public static TheoryData<TimeStyle> TimeStyles => [.. Enum.GetValues<TimeStyle>()];

    public static TheoryData<NextLinkStyle> NextLinkStyles => [.. Enum.GetValues<NextLinkStyle>()];

    public static TheoryData<ErrorShape> ErrorShapes => [.. Enum.GetValues<ErrorShape>()];

    [Theory]
    [MemberData(nameof(TimeStyles))]
    public async Task Time_InEachForm_IsLocalTimeOrNull(TimeStyle style)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        SimulatedDevice mac = shell.Tenant.State.Devices[KnownFleet.MacId];
        (mac.LastCheckIn, mac.LastCheckInStyle) = (new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), style);

        Device device = Assert.Single(shell.Run($"Get-KandjiDevice {KnownFleet.MacId}").Succeeded().As<Device>());

        DateTime? expected = style is TimeStyle.EmptyText or TimeStyle.Null ? null
            : new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc).ToLocalTime();
        Assert.Equal(expected, device.LastCheckIn);
        Assert.NotEqual(DateTimeKind.Utc, device.LastCheckIn?.Kind);
        Assert.Empty(device.GetUnknownFields());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task User_ThatIsNobody_IsNull(bool isNull)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.Devices[KnownFleet.MacWithoutFileVaultId].NoUserIsNull = isNull;

        Device device =
            Assert.Single(shell.Run($"Get-KandjiDevice {KnownFleet.MacWithoutFileVaultId}").Succeeded().As<Device>());

        Assert.Null(device.User);
        Assert.Empty(device.GetUnknownFields());
    }

    [Theory]
    [InlineData("Get-KandjiDevice -User (Get-KandjiUser -Email ada@example.com)")]
    [InlineData($"Get-KandjiDevice -User {KnownFleet.AdaId}")]
    [InlineData($"Get-KandjiDevice -User ada@example.com")]
    [InlineData($"Get-KandjiDevice -User (Get-KandjiDevice {KnownFleet.MacId}).User")]
    [InlineData("Get-KandjiDevice -User (Get-KandjiUser -Email ada@example.com), (Get-KandjiUser -Email not.ada@example.com)")]
    [InlineData("Get-KandjiUser -Email ada@example.com | Get-KandjiDevice")]
    public async Task User_WhomDevicesKnowByNumber_IsFound(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.DeviceUserIdsAreIntegers = true;

        List<Device> devices = shell.Run(command).Succeeded().As<Device>();

        Assert.Equal([KnownFleet.MacId, KnownFleet.PhoneId], devices.Select(d => d.DeviceId!));
        Assert.All(devices, device => Assert.Matches("^[0-9]+$", device.User!.Id));
    }

    [Fact]
    public async Task User_OfADeviceThatKnowsANumber_IsThePerson()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.DeviceUserIdsAreIntegers = true;

        List<User> users = shell.Run(
            $"Get-KandjiDevice {KnownFleet.MacId} | Get-KandjiUser; Get-KandjiUser -Id (Get-KandjiDevice {KnownFleet.MacId}).User.Id")
                .Succeeded().As<User>();

        Assert.Equal([KnownFleet.AdaId, KnownFleet.AdaId], users.Select(user => user.Id!));
    }

    [Fact]
    public async Task User_WhomTheDeviceKnowsByNumberAlready_IsNotAssignedAgain()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.DeviceUserIdsAreIntegers = true;

        shell.Run($"Set-KandjiDevice {KnownFleet.MacId} -User {KnownFleet.AdaEmail}").Succeeded();

        Assert.DoesNotContain(shell.Tenant.Log.Entries, entry => entry.Method == "PATCH");
    }

    [Fact]
    public async Task SerialNumber_AnsweredWithOneObject_IsAListOfOne()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.SingleSerialAnswersWithObject = true;

        List<Device> devices = shell.Run(
            $"Get-KandjiDevice -SerialNumber {KnownFleet.PhoneSerial}; Get-KandjiDevice {KnownFleet.PhoneSerial}").Succeeded().As<Device>();

        Assert.Equal([KnownFleet.PhoneId, KnownFleet.PhoneId], devices.Select(d => d.DeviceId!));
    }

    [Theory]
    [MemberData(nameof(NextLinkStyles))]
    public async Task Next_InEachForm_LeadsToEveryRowOnce(NextLinkStyle style)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        TenantState state = shell.Tenant.State;
        state.NextLinks = style;
        state.PageSizes.Cursor = state.PageSizes.Page = state.PageSizes.Offset = state.PageSizes.Nested = 2;
        state.PageSizes.Audit = 5;

        void Lists(string command, int expected)
        {
            InvocationResult result = shell.Run(command).Succeeded();
            Assert.True(expected > 2);
            Assert.Equal(expected, result.Output.Count);
        }
        Lists("Get-KandjiUser", state.Users.Count);
        Lists("Get-KandjiTag", state.Tags.Count);
        Lists("Get-KandjiBlueprint", state.Blueprints.Count);
        Lists("Get-KandjiAuditEvent", state.AuditEvents.Count);
    }

    [Fact]
    public async Task Total_SentTwice_DoesNotCutTheListShort()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Total = 3;

        List<Vulnerability> vulnerabilities = shell.Run("Get-KandjiVulnerability").Succeeded().As<Vulnerability>();

        Assert.True(vulnerabilities.Count > 3);
        Assert.Equal(shell.Tenant.State.Vulnerabilities.Count, vulnerabilities.Count);
    }

    [Fact]
    public async Task Offset_OfPrismThatIsNull_LosesNoPage()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Data = 7;
        shell.Tenant.Faults.Add(
            "GET /api/v1/prism/**", Fault.RewriteBody(body => Regex.Replace(body, "\"offset\":[0-9]+", "\"offset\":null")));

        List<PrismDeviceInformation> rows = shell.Run("Get-KandjiPrism DeviceInformation").Succeeded()
            .As<PrismDeviceInformation>();

        Assert.True(rows.Count > 7);
        Assert.Equal(rows.Count, rows.Select(row => row.DeviceId).Distinct().Count());
    }

    public static TheoryData<PrismPaging> PrismPagings => [.. Enum.GetValues<PrismPaging>()];

    [Theory]
    [MemberData(nameof(PrismPagings))]
    public async Task Prism_InEachFormOfPaging_IsReadToTheEnd(PrismPaging paging)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Data = 20;
        List<PSObject> expected = [.. shell.Run("Get-KandjiPrism Apps").Succeeded().Output];
        shell.Tenant.State.Prism.Paging = paging;

        Assert.True(expected.Count > 40);
        Assert.Equal(expected.Count, shell.Run("Get-KandjiPrism Apps").Succeeded().Output.Count);
        Assert.Equal(expected.Count, shell.Run("Invoke-KandjiApi /api/v1/prism/apps").Succeeded().Output.Count);
        Assert.Equal(25, shell.Run("Get-KandjiPrism Apps -First 25").Succeeded().Output.Count);
    }

    [Theory]
    [MemberData(nameof(ErrorShapes))]
    public async Task Error_InEachForm_IsToldInWords(ErrorShape shape)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.ErrorShape = shape;

        InvocationResult result =
            shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.PhoneId} -Action PlayLostModeSound");

        Assert.StartsWith("KandjiBadRequest,", result.Error.FullyQualifiedErrorId);
        string message = result.Error.Exception.Message;
        if (shape is not (ErrorShape.Empty or ErrorShape.Html))
            Assert.Contains("Device is not in lost mode.", message);
        Assert.DoesNotContain("<", message);
        Assert.DoesNotContain("{", message);
        Assert.Contains("400", message);
    }

    [Fact]
    public async Task Field_NobodyKnows_ShowsOnceHoweverOftenTheObjectIsWritten()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.Devices[KnownFleet.MacId].SetRowField("desk_number", JsonValue.Create("4.21"));

        // So many that the list is read once for all of them.
        InvocationResult result = shell.Run($"@('{KnownFleet.MacSerial}') * 45 | Get-KandjiDevice").Succeeded();

        Assert.Equal(45, result.Output.Count);
        Assert.All(result.Output, device => Assert.Equal("4.21", device.Properties["DeskNumber"].Value));
        Assert.All(result.Output, device => Assert.Null(device.Properties["DeskNumberRaw"]));
    }
}
