using Kandji.Client.Json;

namespace Kandji.Client.Devices.Actions;

/// <summary>How a device is erased. Options that do not apply to the platform of the device are null.</summary>
public sealed class EraseOptions
{
    internal static readonly string[] Modes = ["WIPE", "WIPE_CLOUD", "WIPE_PROTECTED"];
    internal static readonly string[] Flags = ["WIPE_EXTERNAL_STORAGE", "WIPE_ESIMS"];

    /// <summary>Six digits that a Mac asks for afterwards.</summary>
    public string? Pin { get; init; }

    /// <summary>Indicates whether an iPhone or iPad keeps its eSIM. The service keeps it unless told otherwise.</summary>
    public bool? PreserveDataPlan { get; init; }

    /// <summary>Indicates whether an iPhone or iPad offers no set-up by another device nearby.</summary>
    public bool? DisallowProximitySetup { get; init; }

    /// <summary>Indicates whether an iPhone or iPad enrolls again by itself (iOS and iPadOS 17).</summary>
    public bool? ReturnToService { get; init; }

    /// <summary>The id of the Wi-Fi profile with which it then connects.</summary>
    public string? WiFiProfileId { get; init; }

    /// <summary><c>WIPE</c>, <c>WIPE_CLOUD</c> or <c>WIPE_PROTECTED</c>, for Windows.</summary>
    public string? EraseMode { get; init; }

    /// <summary><c>WIPE_EXTERNAL_STORAGE</c>, <c>WIPE_ESIMS</c>, for Android.</summary>
    public IReadOnlyList<string>? EraseFlags { get; init; }

    internal JsonBody ToBody()
    {
        if (Pin is not null && (Pin.Length != 6 || !Pin.All(c => c is >= '0' and <= '9')))
            throw new ArgumentException("The PIN is six digits.", nameof(Pin));
        if (EraseMode is not null && !Modes.Contains(EraseMode))
            throw new ArgumentException(
                $"'{EraseMode}' is not a way to erase a Windows device: {string.Join(", ", Modes)}.", nameof(EraseMode));
        if (EraseFlags?.FirstOrDefault(flag => !Flags.Contains(flag)) is { } unknown)
            throw new ArgumentException(
                $"'{unknown}' is not a flag for erasing an Android device: {string.Join(", ", Flags)}.", nameof(EraseFlags));
        if (WiFiProfileId is not null && ReturnToService != true)
            throw new ArgumentException("A Wi-Fi profile is for returning to service; ask for that too.", nameof(WiFiProfileId));

        var returnToService = ReturnToService is null
            ? null
            : new Dictionary<string, object?> { ["Enabled"] = ReturnToService.Value, ["ProfileId"] = WiFiProfileId ?? "" };
        return new JsonBody()
            .AddIfGiven("PIN", Pin)
            .AddIfGiven("PreserveDataPlan", PreserveDataPlan)
            .AddIfGiven("DisallowProximitySetup", DisallowProximitySetup)
            .AddIfGiven("ReturnToService", returnToService)
            .AddIfGiven("erase_mode", EraseMode)
            .AddIfGiven("erase_flags", EraseFlags is { Count: > 0 } ? string.Join(",", EraseFlags) : null);
    }
}
