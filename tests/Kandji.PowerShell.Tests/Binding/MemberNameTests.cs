using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Fields whose names PowerShell keeps for itself, or that clash with each other: none is lost, and none ends a list.</summary>
public sealed class MemberNameTests
{
    private static readonly string[] Fields =
    [
        "psobject", "PSObject", "PsBase", "psadapted", "psextended", "pstypenames", "PSTypeNames", "psstandardmembers", "", "_", "ToString",
        "GetType", "Count", "Length",
        "device_name", "DEVICE_NAME", "DeviceName", "deviceName", "a*", "x[1]", "psobject_",
    ];

    public static readonly TheoryData<string> Lists =
    [
        "Get-KandjiDevice", $"Get-KandjiDeviceDetail {KnownFleet.MacId}", "Get-KandjiBlueprint", "Get-KandjiTag", "Get-KandjiUser",
        "Get-KandjiAuditEvent",
        "Get-KandjiCustomApp", "Get-KandjiCustomProfile", "Get-KandjiCustomScript", "Get-KandjiInHouseApp", "Get-KandjiAdeIntegration",
        "Get-KandjiAdeDevice",
        $"Get-KandjiDeviceApp {KnownFleet.MacId}", $"Get-KandjiDeviceNote {KnownFleet.MacId}",
        $"Get-KandjiDeviceCommand {KnownFleet.MacId}",
        $"Get-KandjiDeviceActivity {KnownFleet.MacId}", $"Get-KandjiDeviceStatus {KnownFleet.MacId}", "Get-KandjiThreat",
        "Get-KandjiPrism Apps", "Get-KandjiLicense", "Invoke-KandjiApi /api/v1/devices", "Invoke-KandjiApi /api/v1/tags",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task List_WithFieldsThatPowerShellReserves_KeepsThem(string command)
    {
        await using PowerShellSession shell =
            await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = KnownFleet.DeviceCount });
        int without = shell.Run(command).Succeeded().Output.Count;
        shell.Tenant.Faults.Add("GET /**", Fault.RewriteBody(WithFields));

        InvocationResult result = shell.Run(command).Succeeded();

        Assert.Equal(without, result.Output.Count);
        Assert.NotEmpty(result.Output);
        Assert.All(result.Output, item =>
        {
            string[] values =
                [.. item.Properties.Where(property => property is PSNoteProperty).Select(property => property.Value).OfType<string>()];
            // A field that a property of the class took is not a note property; every other field is there, once.
            foreach (string field in Fields.Where(field => !field.StartsWith("device", System.StringComparison.Ordinal)))
                Assert.Single(values, "value of " + field);
            Assert.Equal("value of psobject", item.Properties["Psobject_"]?.Value);
        });
        shell.Show(command);
    }

    private static string WithFields(string json)
    {
        JsonNode root = JsonNode.Parse(json)!;
        Add(root);
        return root.ToJsonString(
            new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static void Add(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (JsonNode? item in array)
                    Add(item);
                break;
            case JsonObject map:
                foreach (JsonNode? value in map.Select(pair => pair.Value).ToArray())
                    Add(value);
                foreach (string field in Fields.Where(field => !map.ContainsKey(field)))
                    map[field] = "value of " + field;
                break;
        }
    }
}
