using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action SetName.</summary>
public sealed class SetNameParameters : DeviceActionParameters
{
    /// <summary>The new name. A property of objects on the pipeline can have it: new_name or NewName.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("new_name")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string NewName { get; set; } = "";

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.SetName(NewName);
}
