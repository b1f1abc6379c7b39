using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Blueprints;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Moves devices to another blueprint.</para>
/// <para type="description">
/// Does what Set-KandjiDevice -Blueprint does: sends one request for each device, and none for a device that is found to be in the
/// blueprint already. Returns the devices as they are afterwards. Set-KandjiDevice moves each device to a blueprint of its own, from the
/// column blueprint_name of a CSV file.
/// </para>
/// </summary>
/// <example>
///   <summary>Move a device</summary>
///   <code>Move-KandjiDevice C02XXXXXXX 'Sales'</code>
/// </example>
/// <example>
///   <summary>See which devices would move</summary>
///   <code>Get-KandjiDevice -Tag 'loaner' | Move-KandjiDevice -Blueprint 'Sales' -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Move, "KandjiDevice", SupportsShouldProcess = true)]
[OutputType(typeof(Device))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.Update))]
[KandjiOperation(
    typeof(EnrollmentOperations), nameof(EnrollmentOperations.ListDevices), When = "for a serial number that no device has")]
public sealed class MoveKandjiDevice : DeviceChangeCmdlet
{
    private BlueprintResolver? _blueprints;

    /// <summary>
    /// The device: id, serial number, device object, or a row with a column device_id or serial_number. A name is not accepted.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>The blueprint that the devices move to: id, name, or a blueprint object.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("BlueprintName")]
    [BlueprintReferenceTransformation]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    [ValidateCount(1, 1)]
    public BlueprintReference[] Blueprint { get; set; } = [];

    private protected override string Activity => "Moving devices";

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (DeviceReference reference in Device)
            Guard(reference, () => Move(reference));
    }

    private void Move(DeviceReference reference)
    {
        Device device = ResolveEnrolled(reference);
        Blueprint blueprint = Await((_blueprints ??= new BlueprintResolver(Client)).ResolveAsync(Blueprint[0], StopToken));
        // An object may be hours old: what it says is not compared with.
        if (reference.Device is null && string.Equals(blueprint.Id, device.BlueprintId, StringComparison.OrdinalIgnoreCase))
        {
            WriteVerbose($"{device} is in the blueprint '{blueprint.Name}' already. Nothing is sent.");
            SendNothing(reference, device);
        }
        else if (ShouldProcess(device.ToString(), $"Move to blueprint '{blueprint.Name}'"))
        {
            DeviceChange change = new DeviceChange().WithBlueprint(blueprint.Id!);
            Send(reference, DeviceIdentity.From(device), async (client, token) =>
                Remember(await client.Devices.UpdateAsync(device.DeviceId!, change, token).ConfigureAwait(false)));
        }
    }
}
