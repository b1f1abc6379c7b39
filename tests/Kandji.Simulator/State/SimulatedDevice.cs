using System.Text.Json.Nodes;
using Kandji.Simulator.Shapes;

namespace Kandji.Simulator.State;

/// <summary>A device.</summary>
public sealed class SimulatedDevice(string id, string serialNumber, DevicePlatform platform) : StateItem
{
    private byte[]? _row;
    private long _rowNames;
    private Dictionary<string, JsonNode?>? _extraFields;

    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <summary>Serial number.</summary>
    public string SerialNumber { get; } = serialNumber;

    /// <summary>Platform.</summary>
    public DevicePlatform Platform { get; } = platform;

    /// <summary>Indicates whether Apple made it.</summary>
    public bool IsApple => Platform < DevicePlatform.Windows;

    /// <summary>Indicates whether it is an iPhone or iPad.</summary>
    public bool IsMobile => Platform is DevicePlatform.iPhone or DevicePlatform.iPad;

    /// <summary>Name.</summary>
    public string Name { get; set => Set(ref field, value); } = "";

    /// <summary>Marketing name of the model.</summary>
    public string Model { get; set => Set(ref field, value); } = "";

    /// <summary>Maker's name of the model, as <c>Mac15,3</c>.</summary>
    public string ModelIdentifier { get; set => Set(ref field, value); } = "";

    /// <summary>Version of the system; for Windows the release, as <c>24H2</c>.</summary>
    public string OsVersion { get; set => Set(ref field, value); } = "";

    /// <summary>Apple's build; for Windows and Android empty.</summary>
    public string BuildVersion { get; set => Set(ref field, value); } = "";

    /// <summary>Rapid security response, as <c>(a)</c>.</summary>
    public string OsVersionExtra { get; set => Set(ref field, value); } = "";

    /// <summary>Windows: the full version.</summary>
    public string FullSoftwareVersion { get; set => Set(ref field, value); } = "";

    /// <summary>Android: the API level.</summary>
    public string ApiLevel { get; set => Set(ref field, value); } = "";

    /// <summary>Android: the patch level.</summary>
    public string SecurityPatchLevel { get; set => Set(ref field, value); } = "";

    /// <summary>When it was last heard from; null when never.</summary>
    public DateTimeOffset? LastCheckIn { get; set => Set(ref field, value); }

    /// <summary>How the list writes <see cref="LastCheckIn"/>.</summary>
    public TimeStyle LastCheckInStyle { get; set => Set(ref field, value); }

    /// <summary>Who has it, or null.</summary>
    public SimulatedUser? User { get; set => Set(ref field, value); }

    /// <summary>Indicates whether having no user is written as null, not as an empty string.</summary>
    public bool NoUserIsNull { get; set => Set(ref field, value); }

    /// <summary>Asset tag; empty when it has none.</summary>
    public string AssetTag { get; set => Set(ref field, value); } = "";

    /// <summary>Its blueprint.</summary>
    public required SimulatedBlueprint Blueprint { get; set => Set(ref field, value); }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<SimulatedTag> Tags { get; set => Set(ref field, value); } = [];

    /// <summary>Indicates whether MDM manages it.</summary>
    public bool MdmEnabled { get; set => Set(ref field, value); } = true;

    /// <summary>Indicates whether the agent is installed.</summary>
    public bool AgentInstalled { get; set => Set(ref field, value); }

    /// <summary>Version of the agent.</summary>
    public string AgentVersion { get; set => Set(ref field, value); } = "";

    /// <summary>Indicates whether it has been silent for long.</summary>
    public bool IsMissing { get; set => Set(ref field, value); }

    /// <summary>Indicates whether its management has been removed.</summary>
    public bool IsRemoved { get; set => Set(ref field, value); }

    /// <summary>First enrolment.</summary>
    public DateTimeOffset FirstEnrollment { get; set => Set(ref field, value); }

    /// <summary>Last enrolment.</summary>
    public DateTimeOffset LastEnrollment { get; set => Set(ref field, value); }

    /// <summary>MAC address of the network adapter.</summary>
    public string MacAddress { get; set => Set(ref field, value); } = "";

    /// <summary>Mac: whether FileVault is on. Elsewhere null.</summary>
    public bool? FileVaultEnabled { get; set => Set(ref field, value); }

    /// <summary>Indicates whether it is supervised.</summary>
    public bool Supervised { get; set => Set(ref field, value); } = true;

    /// <summary>Indicates whether it has a mobile network.</summary>
    public bool IsCellular { get; set => Set(ref field, value); }

    /// <summary>Lost mode as it stands; null when it is off.</summary>
    public SimulatedLostMode? LostMode { get; set => Set(ref field, value); }

    /// <summary>Mac: whether it is locked and asks for <see cref="UnlockPin"/>.</summary>
    public bool IsLocked { get; set => Set(ref field, value); }

    /// <summary>Mac: the PIN of the last lock; null when there was none.</summary>
    public string? UnlockPin { get; set => Set(ref field, value); }

    /// <summary>How often its screen has been locked.</summary>
    public int LockCount { get; set => Set(ref field, value); }

    /// <summary>How often it has been erased.</summary>
    public int EraseCount { get; set => Set(ref field, value); }

    /// <summary>How often it has been restarted.</summary>
    public int RestartCount { get; set => Set(ref field, value); }

    /// <summary>Indicates whether it has been shut down.</summary>
    public bool IsShutDown { get; set => Set(ref field, value); }

    /// <summary>How often its passcode has been cleared.</summary>
    public int PasscodeClearCount { get; set => Set(ref field, value); }

    /// <summary>Indicates whether remote desktop is on; null where there is none.</summary>
    public bool? RemoteDesktopEnabled { get; set => Set(ref field, value); }

    /// <summary>Local accounts that have been deleted; an empty one stands for all.</summary>
    public IReadOnlyList<string> DeletedAccounts { get; set => Set(ref field, value); } = [];

    /// <summary>Indicates whether data roaming is on.</summary>
    public bool DataRoaming { get; set => Set(ref field, value); }

    /// <summary>Indicates whether the personal hotspot is on.</summary>
    public bool PersonalHotspot { get; set => Set(ref field, value); }

    /// <summary>How this device treats commands; null as the tenant says.</summary>
    public CommandProgress? CommandProgress { get; set; }

    /// <summary>Its commands, activity, apps, notes, and the like, made when first asked for.</summary>
    public DeviceRecord Record => field ?? Interlocked.CompareExchange(ref field, new DeviceRecord(this), null) ?? field!;

    /// <summary>Changes the details before they are sent: a field of tomorrow, a section that is missing.</summary>
    public Action<JsonObject>? EditDetails { get; set; }

    /// <summary>Changes what Prism collected about it before it is sent: the category by the API's name, and a row.</summary>
    public Action<string, JsonObject>? EditPrism { get; set => Set(ref field, value); }

    /// <summary>
    /// Adds a field to the device's row in lists, or puts another value in place of a known one: the service adds
    /// fields without notice.
    /// </summary>
    public void SetRowField(string name, JsonNode? value)
    {
        lock (Gate)
            _extraFields = new(_extraFields ?? []) { [name] = value };
        Changed();
    }

    /// <summary>The device as lists show it, in JSON, kept until something in it changes.</summary>
    internal byte[] Row(TenantState state)
    {
        lock (Gate)
        {
            var names = state.NameVersion;
            if (_row is null || _rowNames != names)
            {
                _row = DeviceRowJson.Write(this, state, _extraFields);
                _rowNames = names;
            }

            return _row;
        }
    }

    internal bool HasTag(Func<SimulatedTag, bool> match) => Tags.Any(match);

    private protected override void Changed()
    {
        lock (Gate)
            _row = null;
        base.Changed();
    }

    private void Set<T>(ref T field, T value)
    {
        field = value;
        Changed();
    }
}

public sealed partial class TenantState
{
    /// <summary>The devices.</summary>
    public StateCollection<SimulatedDevice> Devices => Collection(ref field);

    /// <summary>How devices treat commands that have no say of their own.</summary>
    public CommandProgress CommandProgress { get; set; } = CommandProgress.Immediate;

    /// <summary>Indicates whether asking for one whole serial number is answered with an object, not an array.</summary>
    public bool SingleSerialAnswersWithObject { get; set; }

    /// <summary>Indicates whether rows have the fields that come with managing Windows and Android.</summary>
    public bool ManagesWindowsAndAndroid
    {
        get;
        set
        {
            field = value;
            NamesChanged();
        }
    } = true;
}
