using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action RefreshEsim.</summary>
public sealed class RefreshEsimParameters : DeviceActionParameters
{
    /// <summary>The https:// address of the carrier's eSIM server.</summary>
    [Parameter(Mandatory = true)]
    [Alias("eSIMServerURL")]
    [ValidateNotNull]
    [TextTransformation]
    public Uri ServerUrl { get; set; } = null!;

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.RefreshEsim(ServerUrl);
}
