using Kandji.Client.Http;

namespace Kandji.Client.Devices.Actions;

/// <summary>An entry of the table of actions, <see cref="DeviceAction"/>: the operation of an action, and how the action behaves.</summary>
internal sealed class DeviceActionAttribute : ApiOperationAttribute
{
    /// <summary>Describes an action that is sent to <c>/api/v1/devices/{device_id}/action/</c>.</summary>
    /// <param name="name">The last part of the path.</param>
    /// <param name="permission">The name of the permission in the section Device Actions.</param>
    public DeviceActionAttribute(string name, string permission)
        : base("POST", "/api/v1/devices/{device_id}/action/" + name, "Device Actions", permission)
    {
    }

    /// <summary>Describes an action with an address of its own.</summary>
    /// <param name="method">The HTTP method in capitals.</param>
    /// <param name="path">The path from the root, with the placeholder <c>{device_id}</c>.</param>
    /// <param name="section">The section of Settings &gt; Access &gt; API tokens that holds the permission.</param>
    /// <param name="permission">The permission's name in that section.</param>
    public DeviceActionAttribute(string method, string path, string section, string permission)
        : base(method, path, section, permission)
    {
    }

    /// <summary>The keys without which the action means nothing, of those that the body may use.</summary>
    public string[] Required { get; set; } = [];

    /// <summary>
    /// The types of the MDM command that the action becomes on an Apple device: Kandji's own name first, then others under which the
    /// command appears. Empty when no command shows what became of the action.
    /// </summary>
    public string[] Commands { get; set; } = [];

    /// <summary>
    /// True for an action that erases, locks out or deletes. Commands ask before they send it, do not take the name of a device for it, and
    /// do not guess what became of it.
    /// </summary>
    public bool Destructive { get; set; }

    /// <summary>The entry of an action.</summary>
    /// <param name="action">The action.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such action.</exception>
    public static DeviceActionAttribute For(DeviceAction action) => (DeviceActionAttribute)OperationTable.For(typeof(DeviceAction))[action];

    /// <summary>The entry whose operation this is; null when it is the operation of no action.</summary>
    /// <param name="operation">The operation.</param>
    public static DeviceActionAttribute? Find(ApiOperation operation)
    {
        OperationTable table = OperationTable.For(typeof(DeviceAction));
        return (DeviceActionAttribute?)table.Values.Select(action => table[action]).FirstOrDefault(entry => entry.Operation == operation);
    }
}
