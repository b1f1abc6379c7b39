using Kandji.Client.Devices;
using Kandji.Client.Prism;
using Kandji.PowerShell.Devices;

namespace Kandji.PowerShell.Tests.Prism;

public sealed class GetKandjiPrismTests : CommandTests
{
    public static TheoryData<PrismCategory> Categories => [.. Enum.GetValues<PrismCategory>()];

    [Theory]
    [MemberData(nameof(Categories))]
    public void Get_OfEachCategory_ReturnsTypedRowsThatNameTheirDeviceAndLeavesNoFieldUntyped(PrismCategory category)
    {
        var rows = Shell.Run($"Get-KandjiPrism {category}").Succeeded().As<PrismRow>();

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            Assert.IsType(PrismOperations.GetRowType(category), row);
            Assert.True(Shell.Tenant.State.Devices.TryGet(row.DeviceId!, out var device));
            Assert.Equal(device.SerialNumber, row.SerialNumber);
            Assert.NotNull(row.LastCollectedAt);
        });
        if (category != PrismCategory.KernelExtensions)
            Assert.All(rows, row => Assert.Empty(row.GetUnknownFields()));
    }

    [Fact]
    public void Get_WhenTheServiceSendsFieldsThatNothingDescribes_ShowsThemAsProperties()
    {
        var names = Shell.Run("(Get-KandjiPrism KernelExtensions -First 1).BundleId").Succeeded().Output;

        Assert.Equal("com.example.driver.scanner", Assert.Single(names).BaseObject);
    }

    [Theory]
    [InlineData("device_information")]
    [InlineData("'Device information'")]
    [InlineData("DEVICEINFORMATION")]
    public void Get_WhenTheCategoryIsWrittenAsTheApiOrThePageDoes_UnderstandsIt(string category)
    {
        Assert.IsType<PrismDeviceInformation>(
            Assert.Single(Shell.Run($"Get-KandjiPrism {category} -First 1").Succeeded().Output).BaseObject);
    }

    [Theory]
    [InlineData("Get-KandjiPrism Apps, FileVault")]
    [InlineData("Export-KandjiPrism apps, cellular never-written.csv")]
    public void Get_OfSeveralCategories_IsRefusedRatherThanTakenForAnother(string script)
    {
        Shell.Tenant.Log.Clear();

        InvocationResult result = Shell.Run(script);

        Assert.Contains("Give one value, not 2", result.Error.Exception.Message);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_WithAnUnknownCategory_NamesThoseThereAre()
    {
        InvocationResult result = Shell.Run("Get-KandjiPrism Toasters");

        Assert.Contains("TransparencyDatabase", result.Error.Exception.Message);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Get_OfSeveralPages_ReturnsEveryRowOnceWhetherTheServiceTellsATotalOrNot(bool totalIsNull)
    {
        Shell.Tenant.State.Prism.TotalIsNull = totalIsNull;
        Shell.Tenant.State.PageSizes.Data = 7;

        var rows = Shell.Run("Get-KandjiPrism DeviceInformation").Succeeded().As<PrismDeviceInformation>();

        var apple = Shell.Tenant.State.Devices.Where(d => d.IsApple).Select(d => d.Id);
        Assert.Equal(apple, rows.Select(row => row.DeviceId!));
    }

    [Fact]
    public void Get_WhenTwoRowsOfADeviceAreEqual_ReturnsBoth()
    {
        Shell.Tenant.State.PageSizes.Data = 3;

        var rows = Shell.Run($"Get-KandjiPrism Certificates -Filter @{{ device_id = '{KnownFleet.MacId}' }}").Succeeded()
            .As<PrismCertificate>();

        Assert.Equal(2, rows.Count(row => row.CommonName == "Northwind Root CA"));
    }

    [Theory]
    [InlineData("@{ Status = $false }", """{"status":{"eq":false}}""")]
    [InlineData("@{ DeviceName = 'a', 'b' }", """{"device__name":{"in":["a","b"]}}""")]
    [InlineData("@{ device__name = @{ like = 'lab' } }", """{"device__name":{"like":["lab"]}}""")]
    [InlineData("@{ DeviceUserEmail = @{ NotIn = 'a@example.com' } }", """{"device__user_email":{"not_in":["a@example.com"]}}""")]
    [InlineData("@{ LastCollectedAt = @{ gt = [datetime]::SpecifyKind('2026-01-02T03:04:05', 'Utc') } }",
        """{"last_collected_at":{"gt":"2026-01-02T03:04:05.000000Z"}}""")]
    [InlineData("@{ LastChangedAt = @{ or = @{ lt = '2026-01-01' } } }", """{"last_changed_at":{"or":{"lt":"2026-01-01"}}}""")]
    public void Get_WithAFilter_SendsItAsTheApiTakesIt(string filter, string sent)
    {
        Shell.Run($"Get-KandjiPrism FileVault -Filter {filter}").Succeeded();

        string query = Uri.UnescapeDataString(Assert.Single(Shell.Tenant.Log.Entries).Query);
        Assert.Contains("filter=" + sent, query);
    }

    [Theory]
    [InlineData("@{ Status = @{ lik = 'x' } }", "'lik'")]
    [InlineData("@{ Status = $null }", "'Status'")]
    [InlineData("@{ Status = ([datetime]::Now) }", "'Status'")]
    [InlineData("@{ LastChangedAt = @{ or = 3 } }", "'or'")]
    public void Get_WithAFilterThatIsNone_FailsBeforeAnythingIsSent(string filter, string named)
    {
        Shell.Run($"Get-KandjiPrism FileVault -Filter {filter}").Failed("KandjiInvalidArgument", named);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_WhenTheServiceRefusesTheFilter_WritesItsWords()
    {
        Shell.Run("Get-KandjiPrism FileVault -Filter @{ NoSuchField = 'x' }")
            .Failed("KandjiBadRequest", "Invalid filter field: no_such_field");
    }

    [Theory]
    [InlineData("@{ Status = @() }")]
    [InlineData("@{ Status = @{ in = $null } }")]
    [InlineData("@{ Status = @{ eq = $null } }")]
    [InlineData("@{ Status = $null }")]
    public void Get_WithAFilterThatWasGivenNothing_SendsNothing(string filter)
    {
        Shell.Run("Get-KandjiPrism FileVault -Filter " + filter).Failed("KandjiInvalidArgument", "'Status'");
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_ByBlueprintAndPlatform_ReturnsTheirDevicesOnly()
    {
        var rows = Shell.Run($"Get-KandjiPrism DeviceInformation -Blueprint '{KnownFleet.SharedPadsName}' -Platform AppleTV")
            .Succeeded().As<PrismRow>();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal((KnownFleet.SharedPadsId, "tvOS"), (row.BlueprintId, row.DeviceFamily)));
    }

    [Fact]
    public void Get_ByBlueprintsWithAWildcard_AsksForAllThatMatch()
    {
        Shell.Run("Get-KandjiPrism FileVault -Blueprint 'Engineering*'").Succeeded();

        Assert.Contains($"blueprint_ids={KnownFleet.EngineeringId}%2C{KnownFleet.EngineeringContractorsId}",
            Shell.Tenant.Log.Entries[^1].Query);
    }

    [Theory]
    [InlineData("'No such blueprint'", true)]
    [InlineData("'No such*'", false)]
    [InlineData("'No such*', 'Neither*'", false)]
    public void Get_ByABlueprintThatIsNotThere_DoesNotReadTheWholeFleet(string blueprint, bool isError)
    {
        InvocationResult result = Shell.Run($"Get-KandjiPrism FileVault -Blueprint {blueprint}");

        Assert.Equal(isError ? ["KandjiNotFound"] : [], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Empty(result.Output);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Path.Contains("/prism/", StringComparison.Ordinal));
    }

    [Fact]
    public void Get_WithFirst_AsksForNoMoreThanThat()
    {
        Assert.Equal(3, Shell.Run("Get-KandjiPrism Apps -First 3").Succeeded().Output.Count);

        Assert.EndsWith("limit=3", Assert.Single(Shell.Tenant.Log.Entries).Query);
    }

    [Fact]
    public void Get_SortedDescending_SortsByTheApisName()
    {
        var names = Shell.Run("Get-KandjiPrism DeviceInformation -SortBy DeviceName -Descending").Succeeded().As<PrismRow>()
            .ConvertAll(row => row.DeviceName!);

        Assert.Equal(names.OrderByDescending(name => name, StringComparer.Ordinal), names);
        Assert.Contains("sort_by=-device__name", Shell.Tenant.Log.Entries[0].Query);
    }

    [Fact]
    public async Task Get_WithDevicesFromThePipeline_AsksForFiftyAtOnceInTheirOrderOfPages()
    {
        await using PowerShellSession shell =
            await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 180 });
        List<Device> macs = shell.Run("$macs = Get-KandjiDevice -Platform Mac; $macs").Succeeded().As<Device>();
        shell.Tenant.Log.Clear();

        var rows = shell.Run("$macs | Get-KandjiPrism FileVault").Succeeded().As<PrismFileVault>();

        Assert.Equal(macs.Select(mac => mac.DeviceId).Order(), rows.Select(row => row.DeviceId).Order());
        Assert.Equal((macs.Count + 49) / 50, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Get_WithADeviceThatIsNamedAgain_ReturnsItsRowsOnce()
    {
        await using PowerShellSession shell =
            await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 180 });
        List<Device> macs = shell.Run("$macs = Get-KandjiDevice -Platform Mac; $macs").Succeeded().As<Device>();
        Assert.InRange(macs.Count, 51, 100);

        var rows = shell.Run("$macs + $macs | Get-KandjiPrism FileVault").Succeeded().As<PrismFileVault>();

        Assert.Equal(macs.Select(mac => mac.DeviceId).Order(), rows.Select(row => row.DeviceId).Order());
    }

    [Fact]
    public void Get_WithASerialNumberNobodyHas_WritesAnErrorAndReadsTheOthers()
    {
        InvocationResult result = Shell.Run($"'NOSUCHSERIAL', '{KnownFleet.MacSerial}' | Get-KandjiPrism FileVault")
            .Failed("KandjiNotFound");

        Assert.Equal(KnownFleet.MacId, Assert.Single(result.As<PrismFileVault>()).DeviceId);
    }

    [Fact]
    public void Get_WithNoDevices_ReadsNothing()
    {
        Assert.Empty(Shell.Run("@() | Get-KandjiPrism FileVault").Succeeded().Output);

        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_PipedIntoAnAction_SendsItToTheRowsDevice()
    {
        var sent = Shell.Run(
            "Get-KandjiPrism FileVault -Filter @{ Status = $false } -First 1 | Invoke-KandjiDeviceAction -Action BlankPush").Succeeded()
                .As<DeviceActionResult>();

        Assert.Equal(KnownFleet.MacWithoutFileVaultSerial, Assert.Single(sent).SerialNumber);
    }

    [Theory]
    [InlineData("@{ DeviceName = @{ like = '' } }", "like")]
    [InlineData("@{ DeviceName = @{ like = 'a', '' } }", "like")]
    [InlineData("@{ DeviceName = @{ not_like = '' } }", "not_like")]
    [InlineData("@{ DeviceName = @{ not_in = @($null) } }", "not_in")]
    [InlineData("@{ LastCollectedAt = @{ or = @{ lt = $null; gt = [datetime]::Now } } }", "lt")]
    [InlineData("@{ LastCollectedAt = @{ or = @{} } }", "or")]
    public void Filter_WithAVariableThatWasLeftEmpty_AsksForNothing(string filter, string name)
    {
        foreach (string command in new[] { "Get-KandjiPrism DeviceInformation", "Export-KandjiPrism DeviceInformation -Path none.csv" })
        {
            InvocationResult result = Shell.Run($"{command} -Filter {filter}");

            Assert.StartsWith("KandjiInvalidArgument,", result.Error.FullyQualifiedErrorId);
            Assert.Contains($"'{name}'", result.Error.Exception.Message);
        }
        Assert.Empty(Shell.Tenant.Log.Entries);
    }
}
