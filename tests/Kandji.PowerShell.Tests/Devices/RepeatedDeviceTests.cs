namespace Kandji.PowerShell.Tests.Devices;

/// <summary>Files that name a device in several rows, changed with several requests at once: the last row counts.</summary>
public sealed class RepeatedDeviceTests : CommandTests
{
    // The first change is answered late, so that one that does not wait for it overtakes it, or finds the device as it was.
    [Theory]
    [InlineData("asset_tag = 'first'", $"asset_tag = '{KnownFleet.MacAssetTag}'", "Set-KandjiDevice", "PATCH")]
    [InlineData("asset_tag = 'first'", "asset_tag = 'last'", "Set-KandjiDevice", "PATCH")]
    [InlineData("new_name = 'first'", "new_name = 'last'", "Rename-KandjiDevice", "POST")]
    [InlineData("new_name = 'first'", "new_name = 'last'", "Invoke-KandjiDeviceAction -Action SetName", "POST")]
    [InlineData("content = 'first'", "content = 'last'", "New-KandjiDeviceNote", "POST")]
    public void Change_OfADeviceInTwoRows_IsSentAfterTheFirstIsAnswered(string first, string last, string command, string method)
    {
        Shell.Tenant.Faults.Add($"{method} /**", Fault.SlowFirstByte(TimeSpan.FromMilliseconds(200)), times: 1);

        Shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.MacSerial}}'; {{first}} },
            [pscustomobject]@{ serial_number = '{{KnownFleet.PhoneSerial}}'; {{first}} },
            [pscustomobject]@{ device_id = '{{KnownFleet.MacId}}'; {{last}} } | {{command}} -ThrottleLimit 8
            """).Succeeded();

        List<RequestEntry> sent = Shell.Tenant.Log.Entries.Where(entry => entry.Method == method).ToList();
        Assert.Equal(3, sent.Count);
        Assert.DoesNotContain("first", sent[2].Body);
        Assert.Equal(KnownFleet.MacId, sent[2].Path.Split('/')[4]);
        Assert.True(sent[2].StartedAt - sent[0].StartedAt >= TimeSpan.FromMilliseconds(190), "It was sent before the first was answered.");
    }
}
