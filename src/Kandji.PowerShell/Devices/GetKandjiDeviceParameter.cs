using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Gets the parameters of Macs and their status there.</para>
/// <para type="description">
/// Status is PASS, ERROR, PENDING, REMEDIATED, WARNING (a muted alert) or INCOMPATIBLE. Only Macs have parameters.
/// </para>
/// </summary>
/// <example>
///   <summary>See the parameters of a Mac</summary>
///   <code>Get-KandjiDeviceParameter C02XXXXXXX</code>
/// </example>
/// <example>
///   <summary>Find parameters of a category that are not met</summary>
///   <code>Get-KandjiDevice -Platform Mac | Get-KandjiDeviceParameter -Category Security | Where-Object Status -ne PASS</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiDeviceParameter")]
[OutputType(typeof(DeviceParameter))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetParameters))]
public sealed class GetKandjiDeviceParameter : DeviceItemReadCmdlet<DeviceParameter>
{
    private WildcardFilter? _category;

    /// <summary>The parameter's category.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ParameterCategoryCompleter))]
    [TextTransformation]
    public string[]? Category { get; set; }

    private protected override string Activity => "Reading parameters";

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _category = WildcardFilter.Create(Category);
    }

    private protected override Task<DeviceParameter[]> GetListAsync(string deviceId, CancellationToken cancellationToken) =>
        Client.Devices.GetParametersAsync(deviceId, cancellationToken);

    private protected override bool Matches(DeviceParameter item) =>
        Matches(item.Name, item.Status) && _category?.Matches(item.Category) != false;
}
