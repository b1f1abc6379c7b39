using Kandji.Client.Devices;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Library;

namespace Kandji.PowerShell.Devices;

/// <summary>The base of the cmdlets that read the items of devices that have a name and a status: library items and parameters.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public abstract class DeviceItemReadCmdlet<T> : DeviceListReadCmdlet<T>
    where T : KandjiObject, IDeviceRecord
{
    private WildcardFilter? _name, _status;

    /// <summary>The item's name.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? Name { get; set; }

    /// <summary>The item's status on the device.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ItemStatusCompleter))]
    [TextTransformation]
    public string[]? Status { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => (_name, _status) = (WildcardFilter.Create(Name), WildcardFilter.Create(Status));

    /// <summary>Indicates whether an item has the name and the status that were asked for.</summary>
    private protected bool Matches(string? name, string? status) => _name?.Matches(name) != false && _status?.Matches(status) != false;
}
