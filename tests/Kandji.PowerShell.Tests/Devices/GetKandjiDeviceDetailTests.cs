using System.Collections;
using System.Net.Http.Headers;
using System.Text.Json;
using Kandji.Client.Devices.Detail;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class GetKandjiDeviceDetailTests : CommandTests
{
    public static readonly TheoryData<string> OneOfEachPlatform =
    [
        KnownFleet.MacId, KnownFleet.LostPadId, KnownFleet.PhoneId, KnownFleet.AppleTVId, KnownFleet.WindowsId, KnownFleet.AndroidId,
    ];

    [Theory]
    [MemberData(nameof(OneOfEachPlatform))]
    public async Task Get_OfEveryPlatform_HasAPropertyForEveryFieldAndAValueForEveryValue(string id)
    {
        DeviceDetail detail = Assert.Single(Shell.Run($"Get-KandjiDeviceDetail {id}").Succeeded().As<DeviceDetail>());

        using JsonDocument sent = JsonDocument.Parse(await RawAsync(Shell, $"/api/v1/devices/{id}/details"));
        var missing = new List<string>();
        Compare(sent.RootElement, detail, "", missing);
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(OneOfEachPlatform))]
    public void Get_OfEveryPlatform_TellsNameAndSerialNumberFromTheDetailsAlone(string id)
    {
        DeviceDetail detail = Assert.Single(Shell.Run($"Get-KandjiDeviceDetail {id}").Succeeded().As<DeviceDetail>());

        var device = Shell.Tenant.State.Devices[id];
        Assert.Equal((device.Id, device.Name, device.SerialNumber), (detail.DeviceId, detail.DeviceName, detail.SerialNumber));
        Assert.Single(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_OfAMac_TurnsTextIntoBooleansNumbersSizesAndTimes()
    {
        DeviceDetail detail =
            Assert.Single(Shell.Run($"Get-KandjiDeviceDetail {KnownFleet.MacSerial}").Succeeded().As<DeviceDetail>());

        Assert.True(detail.Mdm!.MdmEnabled);
        Assert.Equal(8, detail.HardwareOverview!.NumberOfProcessors);
        Assert.True(detail.Volumes![0].Capacity > 100_000_000_000);
        Assert.False(detail.Volumes[0].Encrypted);
        Assert.True(detail.Volumes[1].Encrypted);
        Assert.InRange(detail.Volumes[0].PercentUsed!.Value, 5, 97);
        Assert.Equal(DateTimeKind.Local, detail.InstalledProfiles![0].InstallDate!.Value.Kind);
        Assert.Equal(501, detail.Users!.RegularUsers![0].Uid);
        Assert.True(detail.Users.RegularUsers[0].Admin);
        Assert.Null(detail.LostMode);
        Assert.Null(detail.Cellular);
    }

    [Fact]
    public void Get_OfAPadInLostMode_TellsWhereItIs()
    {
        DeviceDetail detail =
            Assert.Single(Shell.Run($"Get-KandjiDeviceDetail {KnownFleet.LostPadSerial}").Succeeded().As<DeviceDetail>());

        Assert.Equal("ENABLED", detail.LostMode!.LostModeStatus);
        Assert.InRange(detail.LostMode.LastLocation!.Latitude!.Value, 50, 55);
        Assert.Equal(KnownFleet.LostPadId, detail.LostMode.DeviceId);
    }

    [Fact]
    public void Get_WithFieldsThatCameLater_ShowsThemWhereTheyAre()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId].EditDetails = details =>
        {
            details["added_section"] = new System.Text.Json.Nodes.JsonObject { ["inner_field"] = 7 };
            details["volumes"]![0]!["added_later"] = true;
            details["general"]!["last_enrollment"] = "soon";
        };

        InvocationResult result = Shell.Run(
            $"$d = Get-KandjiDeviceDetail {KnownFleet.MacSerial}; $d.AddedSection.InnerField; $d.Volumes[0].AddedLater; "
                + $"$d.General.LastEnrollmentRaw; $null -eq $d.General.LastEnrollment").Succeeded();

        Assert.Equal([7, true, "soon", true], result.As<object>());
    }

    private static async Task<string> RawAsync(PowerShellSession shell, string path)
    {
        using var http = new HttpClient { BaseAddress = shell.Tenant.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", shell.Tenant.Token);
        return await http.GetStringAsync(path);
    }

    private static void Compare(JsonElement sent, object? model, string path, List<string> missing)
    {
        switch (sent.ValueKind)
        {
            case JsonValueKind.Object when sent.EnumerateObject().Any():
                if (model is not KandjiObject known)
                {
                    missing.Add(path);
                    return;
                }
                missing.AddRange(known.GetUnknownFields().Keys.Select(name => $"{path}.{name} has no property, or one of another type"));
                foreach (JsonProperty field in sent.EnumerateObject())
                {
                    var property = known.GetType().GetProperties()
                        .FirstOrDefault(p => p.Name.Equals(ApiName.ToPascalCase(field.Name), StringComparison.OrdinalIgnoreCase));
                    if (property is null)
                        missing.Add($"{path}.{field.Name}");
                    else
                        Compare(field.Value, property.GetValue(known), $"{path}.{field.Name}", missing);
                }
                break;
            case JsonValueKind.Array:
                object?[] items = model is IEnumerable list and not string ? [.. list.Cast<object?>()] : [];
                if (items.Length != sent.GetArrayLength())
                    missing.Add($"{path} has {items.Length} items of {sent.GetArrayLength()}");
                else
                    foreach (var (item, i) in sent.EnumerateArray().Select((item, i) => (item, i)))
                        Compare(item, items[i], $"{path}[{i}]", missing);
                break;
            case JsonValueKind.Null or JsonValueKind.Object:
                break;
            case JsonValueKind.String when sent.GetString() is "":
                break;
            default:
                if (model is null)
                    missing.Add($"{path} = {sent}");
                break;
        }
    }
}
