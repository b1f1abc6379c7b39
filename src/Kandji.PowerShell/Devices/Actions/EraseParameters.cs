using System.Net;
using System.Security;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>The parameters of the action Erase.</summary>
public sealed class EraseParameters : DeviceActionParameters
{
    // Only a switch that was given says something: to be left out is not to be off.
    private bool? _preservesDataPlan;

    /// <summary>Six digits that a Mac asks for afterwards (Find My), as a SecureString or as they are typed.</summary>
    [Parameter]
    [SecureStringTransformation(KeepsSpaces = true)]
    [ValidateNotNull]
    public SecureString? Pin { get; set; }

    /// <summary>
    /// An iPhone or iPad keeps its eSIM. It does without this switch too; with -PreserveDataPlan:$false the eSIM is erased.
    /// </summary>
    [Parameter]
    public SwitchParameter PreserveDataPlan
    {
        get => _preservesDataPlan ?? false;
        set => _preservesDataPlan = value.IsPresent;
    }

    /// <summary>An iPhone or iPad offers no set-up by another device nearby.</summary>
    [Parameter]
    public SwitchParameter DisallowProximitySetup { get; set; }

    /// <summary>An iPhone or iPad enrolls again by itself (iOS and iPadOS 17 and later).</summary>
    [Parameter]
    public SwitchParameter ReturnToService { get; set; }

    /// <summary>The id of the Wi-Fi profile with which it connects to return to service.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [RequiresParameter(nameof(ReturnToService))]
    [TextTransformation]
    public string? WiFiProfileId { get; set; }

    /// <summary>How a Windows PC is erased: Wipe, WipeCloud or WipeProtected.</summary>
    [Parameter]
    [EnumSpellingTransformation("WIPE", "WIPE_CLOUD", "WIPE_PROTECTED")]
    [ValidateSet("Wipe", "WipeCloud", "WipeProtected")]
    public string? EraseMode { get; set; }

    /// <summary>The additional storage of an Android device to erase: WipeExternalStorage, WipeEsims.</summary>
    [Parameter]
    [EnumSpellingTransformation("WIPE_EXTERNAL_STORAGE", "WIPE_ESIMS")]
    [ValidateSet("WipeExternalStorage", "WipeEsims")]
    [ValidateNotNullOrEmpty]
    public string[]? EraseFlag { get; set; }

    internal override DeviceActionRequest ToRequest() => DeviceActionRequest.Erase(new EraseOptions
    {
        Pin = Pin is null ? null : new NetworkCredential("", Pin).Password,
        PreserveDataPlan = _preservesDataPlan,
        DisallowProximitySetup = DisallowProximitySetup.IsPresent ? true : null,
        ReturnToService = ReturnToService.IsPresent ? true : null,
        WiFiProfileId = WiFiProfileId,
        EraseMode = EnumSpelling.ToApi(EraseMode, EraseOptions.Modes),
        EraseFlags = EnumSpelling.ToApi(EraseFlag, EraseOptions.Flags),
    });
}
