using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kandji.Client.Devices;
using Kandji.Client.Prism;
using Kandji.Client.Users;
using Kandji.Client.Vulnerabilities;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests;

/// <summary>The forms in which the service has been seen to answer the same thing, as the cmdlets show it.</summary>
public sealed class AnswerShapeTests : CommandTests
{
    public static TheoryData<TimeStyle> TimeStyles => [.. Enum.GetValues<TimeStyle>()];

    public static TheoryData<NextLinkStyle> NextLinkStyles => [.. Enum.GetValues<NextLinkStyle>()];

    public static TheoryData<ErrorShape> ErrorShapes => [.. Enum.GetValues<ErrorShape>()];

    [Theory]
    [MemberData(nameof(TimeStyles))]
    public void Time_InEachForm_IsLocalTimeOrNull(TimeStyle style)
    {
        SimulatedDevice mac = Shell.Tenant.State.Devices[KnownFleet.MacId];
        (mac.LastCheckIn, mac.LastCheckInStyle) = (new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), style);

        Device device = Assert.Single(Shell.Run($"Get-KandjiDevice {KnownFleet.MacId}").Succeeded().As<Device>());

        DateTime? expected = style is TimeStyle.EmptyText or TimeStyle.Null ? null
            : new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc).ToLocalTime();
        Assert.Equal(expected, device.LastCheckIn);
        Assert.NotEqual(DateTimeKind.Utc, device.LastCheckIn?.Kind);
        Assert.Empty(device.GetUnknownFields());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void User_ThatIsNobody_IsNull(bool isNull)
    {
        Shell.Tenant.State.Devices[KnownFleet.MacWithoutFileVaultId].NoUserIsNull = isNull;

        Device device =
            Assert.Single(Shell.Run($"Get-KandjiDevice {KnownFleet.MacWithoutFileVaultId}").Succeeded().As<Device>());

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
    public void User_WhomDevicesKnowByNumber_IsFound(string command)
    {
        Shell.Tenant.State.DeviceUserIdsAreIntegers = true;

        List<Device> devices = Shell.Run(command).Succeeded().As<Device>();

        Assert.Equal([KnownFleet.MacId, KnownFleet.PhoneId], devices.Select(d => d.DeviceId!));
        Assert.All(devices, device => Assert.Matches("^[0-9]+$", device.User!.Id));
    }

    [Fact]
    public void User_OfADeviceThatKnowsANumber_IsThePerson()
    {
        Shell.Tenant.State.DeviceUserIdsAreIntegers = true;

        List<User> users = Shell.Run(
            $"Get-KandjiDevice {KnownFleet.MacId} | Get-KandjiUser; Get-KandjiUser -Id (Get-KandjiDevice {KnownFleet.MacId}).User.Id")
                .Succeeded().As<User>();

        Assert.Equal([KnownFleet.AdaId, KnownFleet.AdaId], users.Select(user => user.Id!));
    }

    [Fact]
    public void User_WhomTheDeviceKnowsByNumberAlready_IsNotAssignedAgain()
    {
        Shell.Tenant.State.DeviceUserIdsAreIntegers = true;

        Shell.Run($"Set-KandjiDevice {KnownFleet.MacId} -User {KnownFleet.AdaEmail}").Succeeded();

        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method == "PATCH");
    }

    [Fact]
    public void SerialNumber_AnsweredWithOneObject_IsAListOfOne()
    {
        Shell.Tenant.State.SingleSerialAnswersWithObject = true;

        List<Device> devices = Shell.Run(
            $"Get-KandjiDevice -SerialNumber {KnownFleet.PhoneSerial}; Get-KandjiDevice {KnownFleet.PhoneSerial}").Succeeded().As<Device>();

        Assert.Equal([KnownFleet.PhoneId, KnownFleet.PhoneId], devices.Select(d => d.DeviceId!));
    }

    [Theory]
    [MemberData(nameof(NextLinkStyles))]
    public void Next_InEachForm_LeadsToEveryRowOnce(NextLinkStyle style)
    {
        TenantState state = Shell.Tenant.State;
        state.NextLinks = style;
        state.PageSizes.Cursor = state.PageSizes.Page = state.PageSizes.Offset = state.PageSizes.Nested = 2;
        state.PageSizes.Audit = 5;

        void Lists(string command, int expected)
        {
            InvocationResult result = Shell.Run(command).Succeeded();
            Assert.True(expected > 2);
            Assert.Equal(expected, result.Output.Count);
        }
        Lists("Get-KandjiUser", state.Users.Count);
        Lists("Get-KandjiTag", state.Tags.Count);
        Lists("Get-KandjiBlueprint", state.Blueprints.Count);
        Lists("Get-KandjiAuditEvent", state.AuditEvents.Count);
    }

    [Fact]
    public void Total_SentTwice_DoesNotCutTheListShort()
    {
        Shell.Tenant.State.PageSizes.Total = 3;

        List<Vulnerability> vulnerabilities = Shell.Run("Get-KandjiVulnerability").Succeeded().As<Vulnerability>();

        Assert.True(vulnerabilities.Count > 3);
        Assert.Equal(Shell.Tenant.State.Vulnerabilities.Count, vulnerabilities.Count);
    }

    [Fact]
    public void Offset_OfPrismThatIsNull_LosesNoPage()
    {
        Shell.Tenant.State.PageSizes.Data = 7;
        Shell.Tenant.Faults.Add(
            "GET /api/v1/prism/**", Fault.RewriteBody(body => Regex.Replace(body, "\"offset\":[0-9]+", "\"offset\":null")));

        List<PrismDeviceInformation> rows = Shell.Run("Get-KandjiPrism DeviceInformation").Succeeded()
            .As<PrismDeviceInformation>();

        Assert.True(rows.Count > 7);
        Assert.Equal(rows.Count, rows.Select(row => row.DeviceId).Distinct().Count());
    }

    public static TheoryData<PrismPaging> PrismPagings => [.. Enum.GetValues<PrismPaging>()];

    [Theory]
    [MemberData(nameof(PrismPagings))]
    public void Prism_InEachFormOfPaging_IsReadToTheEnd(PrismPaging paging)
    {
        Shell.Tenant.State.PageSizes.Data = 20;
        List<PSObject> expected = [.. Shell.Run("Get-KandjiPrism Apps").Succeeded().Output];
        Shell.Tenant.State.Prism.Paging = paging;

        Assert.True(expected.Count > 40);
        Assert.Equal(expected.Count, Shell.Run("Get-KandjiPrism Apps").Succeeded().Output.Count);
        Assert.Equal(expected.Count, Shell.Run("Invoke-KandjiApi /api/v1/prism/apps").Succeeded().Output.Count);
        Assert.Equal(25, Shell.Run("Get-KandjiPrism Apps -First 25").Succeeded().Output.Count);
    }

    [Theory]
    [MemberData(nameof(ErrorShapes))]
    public void Error_InEachForm_IsToldInWords(ErrorShape shape)
    {
        Shell.Tenant.State.ErrorShape = shape;

        InvocationResult result = Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.PhoneId} -Action PlayLostModeSound")
            .Failed("KandjiBadRequest");

        string message = result.Error.Exception.Message;
        if (shape is not (ErrorShape.Empty or ErrorShape.Html))
            Assert.Contains("Device is not in lost mode.", message);
        Assert.DoesNotContain("<", message);
        Assert.DoesNotContain("{", message);
        Assert.Contains("400", message);
    }

    [Fact]
    public void Field_NobodyKnows_ShowsOnceHoweverOftenTheObjectIsWritten()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId].SetRowField("desk_number", JsonValue.Create("4.21"));

        // So many that the list is read once for all of them.
        InvocationResult result = Shell.Run($"@('{KnownFleet.MacSerial}') * 45 | Get-KandjiDevice").Succeeded();

        Assert.Equal(45, result.Output.Count);
        Assert.All(result.Output, device => Assert.Equal("4.21", device.Properties["DeskNumber"].Value));
        Assert.All(result.Output, device => Assert.Null(device.Properties["DeskNumberRaw"]));
    }
}
