using System.Reflection;
using System.Runtime.CompilerServices;
using Kandji.Client.Audit;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>
/// An object about a device is not the device, for everything that cannot be undone: who selects applications, notes or detections means
/// those.
/// </summary>
public sealed class AboutADeviceTests : CommandTests
{
    // With the parameters that each needs.
    private static readonly Dictionary<DeviceAction, string> Parameters = new()
    {
        [DeviceAction.DeleteUser] = "-AllUsers",
        [DeviceAction.EnableLostMode] = "-Message 'Please call us'",
        [DeviceAction.ResetWorkProfilePasscode] = "-NewPassword 'Q7-later-on'",
    };

    private static readonly string[] Destructive =
    [
        "Remove-KandjiDevice -Force", "Lock-KandjiDevice -Force",
        .. Enum.GetValues<DeviceAction>().Where(action => DeviceActionAttribute.For(action).Destructive)
            .Select(action => $"Invoke-KandjiDeviceAction -Action {action} -Force {Parameters.GetValueOrDefault(action)}"),
    ];

    /// <summary>Every type of the module whose objects say which device they are about.</summary>
    public static TheoryData<string> AboutADevice { get; } = new(
        AllTypes().Where(type => type != typeof(Device) && DeviceReference.From(About(type)) is not null).Select(type => type.FullName!)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Table_HasEveryKindOfObject()
    {
        string[] names = AboutADevice.Select(row => row.Data.Split('.')[^1]).ToArray();

        Assert.Superset(
            new HashSet<string>(
            [
                "DeviceApp", "DeviceNote", "DeviceActivity", "DeviceCommand", "DeviceLibraryItem", "DeviceParameter", "DeviceStatus",
                "DeviceDetail", "DeviceLostMode", "DeviceSecret", "DeviceActionResult", "LibraryItemStatus", "Threat",
                "BehavioralDetection", "VulnerabilityDevice", "VulnerabilityDetection", "ComplianceReport",
                "BlueprintRoutingActivity", "UnansweredChange", "AdeDevice", "AuditEvent", "PrismFileVault", "PrismApp",
            ]),
            names.ToHashSet());
        Assert.Equal(8, Destructive.Length);
    }

    [Theory]
    [MemberData(nameof(AboutADevice))]
    public void DestructiveCommand_OfWhatIsAboutADevice_RefusesItInEveryForm(string typeName)
    {
        object live = About(AllTypes().Single(type => type.FullName == typeName));

        foreach (string command in Destructive)
        {
            foreach (object item in Forms(live))
            {
                foreach (string form in (string[])["$input | {0}", "foreach ($item in $input) {{ {0} -Device $item }}"])
                {
                    Shell.Run(string.Format(form, command), item)
                        .Failed("KandjiNotADevice", "pipe them to Get-KandjiDevice first", typeName.Split('.')[^1]);
                }
            }
        }
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [MemberData(nameof(AboutADevice))]
    public void GetDevice_OfWhatIsAboutADevice_ReturnsTheDeviceForWhatFollows(string typeName)
    {
        object live = About(AllTypes().Single(type => type.FullName == typeName));

        foreach (object item in Forms(live))
        {
            Device device = Assert.Single(Shell.Run("$input | Get-KandjiDevice", item).Succeeded().As<Device>());
            Assert.Equal(KnownFleet.MacId, device.DeviceId);

            Shell.Host.Lines.Clear();
            Shell.Run("$input | Get-KandjiDevice | Remove-KandjiDevice -WhatIf", item).Succeeded();
            Assert.Contains(KnownFleet.MacSerial, Assert.Single(Shell.Host.Lines));
        }
    }

    [Theory]
    [InlineData("$input | Invoke-KandjiDeviceAction BlankPush", "/action/blankpush")]
    [InlineData("$input | Restart-KandjiDevice", "/action/restart")]
    public void HarmlessAction_OfWhatIsAboutADevice_IsSentToTheDevice(string command, string path)
    {
        Shell.Run(command, About(typeof(DeviceApp))).Succeeded();

        Assert.EndsWith(path, Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "POST").Path);
    }

    // A row of somebody's own making is what it says.
    [Theory]
    [InlineData("[pscustomobject]@{ DeviceId = $_.DeviceId }")]
    [InlineData("@{ device_id = $_.DeviceId }")]
    [InlineData("[pscustomobject]@{ serial_number = $_.SerialNumber; AppName = $_.AppName }")]
    [InlineData("$_.DeviceId")]
    public void Remove_OfWhatWasSelectedFromSuchObjects_TakesIt(string selected)
    {
        Shell.Run($"$input | ForEach-Object {{ {selected} }} | Remove-KandjiDevice -WhatIf", About(typeof(DeviceApp))).Succeeded();

        Assert.Contains(KnownFleet.MacSerial, Assert.Single(Shell.Host.Lines));
    }

    [Fact]
    public void Remove_OfADeviceInEveryForm_TakesIt()
    {
        foreach (object item in Forms(About(typeof(Device))))
        {
            foreach (string command in Destructive)
            {
                int before = Shell.Host.Lines.Count;
                Shell.Run($"$input | {command} -WhatIf", item).Succeeded();
                Assert.Contains(KnownFleet.MacSerial, Assert.Single(Shell.Host.Lines.Skip(before)));
            }
        }
    }

    [Fact]
    public void Remove_OfDevicesAndOthersMixed_TellsOfTheOthersAndGoesOn()
    {
        InvocationResult result = Shell.Run(
            $"$(Get-KandjiDeviceApp {KnownFleet.PhoneSerial}; Get-KandjiDevice {KnownFleet.AppleTVSerial}) | Remove-KandjiDevice -Force");

        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, error => Assert.StartsWith("KandjiNotADevice,", error.FullyQualifiedErrorId));
        Assert.All(result.Errors, error => Assert.Equal(KnownFleet.PhoneId, ((DeviceReference)error.TargetObject).Id));
        Assert.EndsWith(KnownFleet.AppleTVId, Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "DELETE").Path);
    }

    // The object, and what Import-Clixml, a job and Import-Csv make of it.
    private static IEnumerable<object> Forms(object live)
    {
        yield return live;
        object brought = PSSerializer.Deserialize(PSSerializer.Serialize(live));
        yield return brought;
        var again = PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(brought)));
        yield return again;
        var row = new PSObject();
        foreach (PSPropertyInfo property in PSObject.AsPSObject(live).Properties)
            row.Properties.Add(new PSNoteProperty(property.Name, property.Value?.ToString() ?? ""));
        row.TypeNames.Insert(0, "CSV:" + live.GetType().FullName);
        yield return row;
    }

    private static object About(Type type)
    {
        if (type == typeof(DeviceActionResult))
        {
            return new DeviceActionResult(
                DeviceIdentity.FromParts(KnownFleet.MacId, KnownFleet.MacName, KnownFleet.MacSerial, origin: null), DeviceAction.Restart,
                new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Local));
        }
        object item = HasDefaultConstructor(type)
            ? Activator.CreateInstance(type, nonPublic: true)! : RuntimeHelpers.GetUninitializedObject(type);
        Set(item, "DeviceId", KnownFleet.MacId);
        Set(item, "SerialNumber", KnownFleet.MacSerial);
        Set(item, "DeviceSerialNumber", KnownFleet.MacSerial);
        if (item is LibraryItemStatus status)
            status.Computer = new LibraryItemStatusComputer { Id = KnownFleet.MacId };
        if (item is AuditEvent audited)
            (audited.TargetType, audited.TargetId) = ("device", KnownFleet.MacId);
        return item;
    }

    private static void Set(object item, string name, object value)
    {
        if (item.GetType().GetProperty(name)?.GetSetMethod(nonPublic: true) is { } set)
            set.Invoke(item, [value]);
    }

    // The types that commands output, and every object of the service.
    private static IEnumerable<Type> AllTypes() =>
        CmdletOperations.AllCmdlets().SelectMany(cmdlet => cmdlet.Type.GetCustomAttributes<OutputTypeAttribute>())
            .SelectMany(output => output.Type).Select(output => output.Type)
            .Concat(typeof(KandjiObject).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(KandjiObject))))
            .Append(typeof(Kandji.PowerShell.Sessions.UnansweredChange))
            .Where(type => type is { IsAbstract: false, IsPublic: true } && type.Namespace!.StartsWith("Kandji.", StringComparison.Ordinal))
            .Distinct();

    private static bool HasDefaultConstructor(Type type) =>
        type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is not null;
}
