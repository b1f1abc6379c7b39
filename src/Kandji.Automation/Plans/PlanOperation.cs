using Kandji.Automation.Configuration;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Enrollment;
using Kandji.Client.Http;
using Kandji.Client.Library;
using Kandji.Client.Tags;
using Kandji.Client.Users;

namespace Kandji.Automation.Plans;

/// <summary>
/// An operation that can be planned: what it is about, what of its body has a value before and after, and how it is undone. Of the two that
/// assign and remove a library item of a blueprint, the value before and after is the key <c>assigned</c>, which is not in the body.
/// </summary>
internal sealed class PlanOperation
{
    private static readonly string[] ScriptTexts = ["script", "remediation_script"];
    private static readonly string[] AppTexts = ["audit_script", "preinstall_script", "postinstall_script"];

    private static readonly Dictionary<string, PlanOperation> ByText = new(StringComparer.Ordinal);

    private PlanOperation(ApiOperation operation, ConfigurationKind kind, PlanBody body)
    {
        Operation = operation;
        Kind = kind;
        Body = body;
    }

    /// <summary>Every operation that can be planned.</summary>
    public static IReadOnlyList<PlanOperation> All { get; } = Table();

    /// <summary>The operations that change something and cannot be planned, with the reason.</summary>
    public static IReadOnlyDictionary<ApiOperation, string> NotPlannable { get; } = new Dictionary<ApiOperation, string>
    {
        [EnrollmentOperations.Create] = "it needs a token file of Apple, which is a secret that no plan holds",
        [EnrollmentOperations.Renew] = "it needs a token file of Apple, which is a secret that no plan holds",
        [EnrollmentOperations.Delete] = "it would need a new token of Apple to be undone, and takes all its devices with it",
        [LibraryOperations.UploadCustomApp] = "an upload is a part of the change that uses it",
        [LibraryOperations.UploadInHouseApp] = "an upload is a part of the change that uses it",
    };

    /// <summary>The operation of the API.</summary>
    public ApiOperation Operation { get; }

    /// <summary>The kind of object that it is about.</summary>
    public ConfigurationKind Kind { get; }

    /// <summary>How the body is sent.</summary>
    public PlanBody Body { get; }

    /// <summary>
    /// The action, where it is one of a device; null otherwise. Of actions only the new name has a value before and after.
    /// </summary>
    public DeviceAction? Action { get; private init; }

    /// <summary>Indicates whether it is about a note of a device, and not about the device itself.</summary>
    public bool IsAboutNote => Operation == DeviceOperations.CreateNote || Operation == DeviceOperations.UpdateNote
        || Operation == DeviceOperations.DeleteNote;

    /// <summary>Indicates whether the operation makes something new.</summary>
    public bool IsNew { get; private init; }

    /// <summary>Indicates whether it erases, locks out or deletes.</summary>
    public bool IsDestructive { get; private init; }

    /// <summary>
    /// The keys of the body that are properties of the object, with a value before and after; the others are sent and not compared. A dot
    /// leads to a key of an object in the body. See <see cref="PlanProperties"/>.
    /// </summary>
    public IReadOnlyCollection<string> Properties { get; private init; } = [];

    /// <summary>The keys of the body whose values are texts of library items, which lie in files beside the plan.</summary>
    public IReadOnlyCollection<string> Texts { get; private init; } = [];

    /// <summary>The key of the body that refers to an uploaded installer; null where there is none.</summary>
    public string? Upload { get; private init; }

    /// <summary>
    /// The keys of the body that are secrets. The PIN of an erased Mac is given when the plan is applied; a change with another of them is
    /// not planned.
    /// </summary>
    public IReadOnlyCollection<string> Secrets { get; private init; } = [];

    /// <summary>
    /// How the operation is undone. A step that replaces an installer is not: the file from before is nowhere but in the tenant.
    /// </summary>
    public PlanUndoKind Undo { get; private init; }

    /// <summary>The operation that undoes this one; null where it is the same, or none.</summary>
    public ApiOperation? UndoneBy { get; private init; }

    /// <summary>The key of the answer with the id of what was made.</summary>
    public string AnswerKey { get; private init; } = "id";

    /// <summary>The reason why it cannot be undone; null where it can.</summary>
    public string? NoUndo { get; private init; }

    /// <summary>The operations that read what a step of this one is about.</summary>
    public IReadOnlyList<ApiOperation> Reads => Kind switch
    {
        ConfigurationKind.Device when Operation.Path.EndsWith("{note_id}", StringComparison.Ordinal) =>
            [DeviceOperations.GetNote, DeviceOperations.Get, DeviceOperations.List],
        ConfigurationKind.Device => [DeviceOperations.Get, DeviceOperations.List],
        ConfigurationKind.BlueprintRouting => [BlueprintRoutingOperations.Get],
        _ when IsNew => [],
        ConfigurationKind.Blueprint when UndoneBy is not null => [BlueprintOperations.Get, BlueprintOperations.ListLibraryItems],
        ConfigurationKind.Blueprint => [BlueprintOperations.Get],
        ConfigurationKind.Tag => [TagOperations.List],
        ConfigurationKind.CustomScript => [LibraryOperations.GetCustomScript],
        ConfigurationKind.CustomProfile => [LibraryOperations.GetCustomProfile],
        ConfigurationKind.CustomApp => [LibraryOperations.GetCustomApp],
        ConfigurationKind.InHouseApp => [LibraryOperations.GetInHouseApp],
        ConfigurationKind.AdeIntegration => [EnrollmentOperations.Get],
        ConfigurationKind.AdeDevice => [EnrollmentOperations.GetDevice],
        _ => [UserOperations.Get],
    };

    /// <summary>The entry of an operation as a plan's file names it; null when it cannot be planned.</summary>
    /// <param name="operation">Method and path: <c>PATCH /api/v1/devices/{device_id}</c>.</param>
    public static PlanOperation? Find(string? operation)
    {
        lock (ByText)
        {
            if (ByText.Count == 0)
            {
                foreach (PlanOperation entry in All)
                    ByText.Add(entry.Operation.ToString(), entry);
            }
            return operation is not null && ByText.TryGetValue(operation, out PlanOperation? found) ? found : null;
        }
    }

    /// <summary>The entry of an operation; null when it cannot be planned.</summary>
    public static PlanOperation? Find(ApiOperation operation) => Find(operation.ToString());

    /// <summary>The keys that are properties of what this operation makes: those that can be changed later.</summary>
    public IReadOnlyCollection<string> GetMadeProperties() => All
        .First(entry => entry is { Undo: PlanUndoKind.Restore, Action: null } && entry.Kind == Kind && entry.IsAboutNote == IsAboutNote)
        .Properties;

    /// <summary>The operation as a plan's file names it.</summary>
    /// <returns>Method and path.</returns>
    public override string ToString() => Operation.ToString();

    private static List<PlanOperation> Table() =>
    [
        .. Enum.GetValues(typeof(DeviceAction)).Cast<DeviceAction>().Select(FromAction),
        Changes(DeviceOperations.Update, ConfigurationKind.Device, PlanBody.Json, ["user", "asset_tag", "blueprint_id", "tags"]),
        Deletes(DeviceOperations.Delete, ConfigurationKind.Device, "a device comes back only by enrolling again"),
        Creates(DeviceOperations.CreateNote, ConfigurationKind.Device, PlanBody.Json, DeviceOperations.DeleteNote, "note_id"),
        Changes(DeviceOperations.UpdateNote, ConfigurationKind.Device, PlanBody.Json, ["content"]),
        Deletes(DeviceOperations.DeleteNote, ConfigurationKind.Device, "a new note would have another author and another time"),

        Creates(BlueprintOperations.Create, ConfigurationKind.Blueprint, PlanBody.Form, BlueprintOperations.Delete, secrets:
            ["enrollment_code.code"]),
        Changes(BlueprintOperations.Update, ConfigurationKind.Blueprint, PlanBody.Form,
            ["name", "description", "icon", "color", "enrollment_code.is_active"], secrets: ["enrollment_code.code"]),
        Deletes(BlueprintOperations.Delete, ConfigurationKind.Blueprint, "the id, the code and the assignments of a blueprint are gone"),
        Opposite(BlueprintOperations.AssignLibraryItem, BlueprintOperations.RemoveLibraryItem),
        Opposite(BlueprintOperations.RemoveLibraryItem, BlueprintOperations.AssignLibraryItem),
        Changes(BlueprintRoutingOperations.Update, ConfigurationKind.BlueprintRouting, PlanBody.Json,
            ["enrollment_code.is_active"], secrets: ["enrollment_code.code"]),

        Creates(TagOperations.Create, ConfigurationKind.Tag, PlanBody.Json, TagOperations.Delete),
        Changes(TagOperations.Update, ConfigurationKind.Tag, PlanBody.Json, ["name"]),
        Deletes(TagOperations.Delete, ConfigurationKind.Tag, "the devices that had the tag are not known afterwards"),

        Creates(LibraryOperations.CreateCustomScript, ConfigurationKind.CustomScript, PlanBody.Json, LibraryOperations.DeleteCustomScript,
            texts: ScriptTexts),
        Changes(LibraryOperations.UpdateCustomScript, ConfigurationKind.CustomScript, PlanBody.Json,
            LibraryOperations.UpdateCustomScript.Body, texts: ScriptTexts),
        Deletes(LibraryOperations.DeleteCustomScript, ConfigurationKind.CustomScript, ItemIsGone),
        Creates(LibraryOperations.CreateCustomProfile, ConfigurationKind.CustomProfile, PlanBody.Multipart,
            LibraryOperations.DeleteCustomProfile, texts: ["file"]),
        Changes(LibraryOperations.UpdateCustomProfile, ConfigurationKind.CustomProfile, PlanBody.Multipart,
            LibraryOperations.UpdateCustomProfile.Body, texts: ["file"]),
        Deletes(LibraryOperations.DeleteCustomProfile, ConfigurationKind.CustomProfile, ItemIsGone),
        Creates(LibraryOperations.CreateCustomApp, ConfigurationKind.CustomApp, PlanBody.Form, LibraryOperations.DeleteCustomApp,
            texts: AppTexts, upload: "file_key"),
        Changes(LibraryOperations.UpdateCustomApp, ConfigurationKind.CustomApp, PlanBody.Form,
            LibraryOperations.UpdateCustomApp.Body, texts: AppTexts, upload: "file_key"),
        Deletes(LibraryOperations.DeleteCustomApp, ConfigurationKind.CustomApp, ItemIsGone),
        Creates(LibraryOperations.CreateInHouseApp, ConfigurationKind.InHouseApp, PlanBody.Json, LibraryOperations.DeleteInHouseApp,
            upload: "file_key"),
        Changes(LibraryOperations.UpdateInHouseApp, ConfigurationKind.InHouseApp, PlanBody.Json,
            LibraryOperations.UpdateInHouseApp.Body, upload: "file_key"),
        Deletes(LibraryOperations.DeleteInHouseApp, ConfigurationKind.InHouseApp, ItemIsGone),

        Changes(EnrollmentOperations.Update, ConfigurationKind.AdeIntegration, PlanBody.Json, EnrollmentOperations.Update.Body),
        Changes(EnrollmentOperations.UpdateDevice, ConfigurationKind.AdeDevice, PlanBody.Json, EnrollmentOperations.UpdateDevice.Body),

        Deletes(UserOperations.Delete, ConfigurationKind.User, "a user comes back only from the directory, with another id"),
    ];

    private const string ItemIsGone = "the id and the assignments of a library item are gone";

    private static PlanOperation FromAction(DeviceAction action)
    {
        DeviceActionAttribute entry = DeviceActionAttribute.For(action);
        PlanUndoKind undo = action switch
        {
            DeviceAction.EnableLostMode => PlanUndoKind.Opposite,
            DeviceAction.SetName => PlanUndoKind.Restore,
            _ => PlanUndoKind.None,
        };
        return new PlanOperation(entry.Operation, ConfigurationKind.Device, entry.Body.Length == 0 ? PlanBody.None : PlanBody.Json)
        {
            Action = action,
            IsDestructive = entry.Destructive,
            Properties = action == DeviceAction.SetName ? entry.Body : [],
            Secrets = entry.Body.Where(key => key is "PIN" or "newPassword").ToList(),
            Undo = undo,
            UndoneBy = undo == PlanUndoKind.Opposite ? DeviceActionAttribute.For(DeviceAction.DisableLostMode).Operation : null,
            NoUndo = undo == PlanUndoKind.None ? "what a device has done cannot be taken back" : null,
        };
    }

    private static PlanOperation Changes(
        ApiOperation operation, ConfigurationKind kind, PlanBody body, IEnumerable<string> properties,
        string[]? texts = null, string? upload = null, string[]? secrets = null) => new(operation, kind, body)
    {
        Properties = properties.ToList(),
        Texts = texts ?? [],
        Upload = upload,
        Secrets = secrets ?? [],
        Undo = PlanUndoKind.Restore,
    };

    private static PlanOperation Creates(
        ApiOperation operation, ConfigurationKind kind, PlanBody body, ApiOperation undoneBy, string answerKey = "id",
        string[]? texts = null, string? upload = null, string[]? secrets = null) => new(operation, kind, body)
    {
        IsNew = true,
        Texts = texts ?? [],
        Upload = upload,
        Secrets = secrets ?? [],
        Undo = PlanUndoKind.RemoveMade,
        UndoneBy = undoneBy,
        AnswerKey = answerKey,
    };

    private static PlanOperation Deletes(ApiOperation operation, ConfigurationKind kind, string reason) =>
        new(operation, kind, PlanBody.None) { IsDestructive = true, NoUndo = reason };

    private static PlanOperation Opposite(ApiOperation operation, ApiOperation undoneBy) =>
        new(operation, ConfigurationKind.Blueprint, PlanBody.Json) { Undo = PlanUndoKind.Opposite, UndoneBy = undoneBy };
}
