using System.Globalization;
using System.Text;
using Kandji.Automation.Configuration;
using Kandji.Automation.Inventory;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Http;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.Client.Tags;
using Kandji.Client.Users;

namespace Kandji.Automation.Plans;

/// <summary>
/// Makes the step of a change that was taken from a command: reads what the change is about, and what it has before and after.
/// </summary>
/// <param name="targets">Reads the objects.</param>
internal sealed class PlanStepBuilder(PlanTargets targets)
{
    // The fields of forms whose texts are switches.
    private static readonly string[] Switches =
        ["active", "restart", "runs_on_", "show_in_self_service", "self_service_recommended", "enrollment_code.is_active"];

    /// <summary>Makes the step of a change.</summary>
    /// <param name="planned">The change.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="KandjiApiException">The object could not be read.</exception>
    /// <exception cref="ArgumentException">There is no such object.</exception>
    public async Task<PlanDraft> BuildAsync(PlannedRequest planned, CancellationToken cancellationToken)
    {
        PlanOperation operation = planned.Operation;
        IReadOnlyList<string> arguments = planned.Request.PathArguments;
        KandjiObject? item = await targets.ReadAsync(operation, arguments, cancellationToken).ConfigureAwait(false);
        Device? device = operation.Kind != ConfigurationKind.Device ? null
            : item as Device ?? await targets.ReadDeviceAsync(arguments[0], cancellationToken).ConfigureAwait(false);
        var texts = new TextSet();
        List<PlanUpload> files = texts.Take(planned);
        (PlanValues before, PlanValues after, bool isSame) = await CompareAsync(planned, item, cancellationToken).ConfigureAwait(false);
        (PlanUndo? undo, string? noUndo) = Undo(planned, item, texts);
        return new PlanDraft
        {
            Texts = texts.Contents,
            ChangesNothing = isSame,
            Step = new PlanStep
            {
                Action = planned.Action,
                Target = Describe(planned, item, device),
                Operation = operation.ToString(),
                PathArguments = new TextList(arguments),
                Body = operation.Body == PlanBody.None ? null : Held(planned),
                Files = new ObjectList<PlanUpload>(files),
                Secrets = new TextList(operation.Secrets.Where(key => planned.Body.ContainsKey(key))),
                Before = before,
                After = after,
                IsDestructive = operation.IsDestructive,
                Undo = undo,
                NoUndo = noUndo,
                Guard = device is null ? new PlanGuard() : new PlanGuard
                {
                    ReadAt = targets.ReadAt,
                    LastEnrollment = operation.Action is null ? null : device.LastEnrollment?.ToUniversalTime(),
                    HasOwner = operation.IsDestructive,
                    UserId = operation.IsDestructive ? device.User?.Id : null,
                    BlueprintId = operation.IsDestructive ? device.BlueprintId : null,
                },
            },
        };
    }

    /// <summary>Finds a value by its key, or by keys with dots between them where objects hold each other.</summary>
    public static bool Find(PlanValues values, string key, out object? value)
    {
        if (values.TryGetValue(key, out value))
            return true;
        int dot = key.IndexOf('.');
        value = null;
        return dot > 0 && values[key.Substring(0, dot)] is PlanValues inner && Find(inner, key.Substring(dot + 1), out value);
    }

    // The part of the body that the plan's file holds.
    private static PlanValues Held(PlannedRequest planned) => new(planned.Body.Where(entry =>
        !planned.Operation.Secrets.Contains(entry.Key) && !planned.Operation.Texts.Contains(entry.Key)
            && !(entry.Key == planned.Operation.Upload && planned.Installer is not null)));

    private async Task<(PlanValues Before, PlanValues After, bool IsSame)> CompareAsync(
        PlannedRequest planned, KandjiObject? item, CancellationToken cancellationToken)
    {
        if (item is Blueprint blueprint && planned.Body["library_item_id"] is string libraryItem)
            return await CompareItemAsync(planned, blueprint, libraryItem, cancellationToken).ConfigureAwait(false);
        var before = new List<KeyValuePair<string, object?>>();
        var after = new List<KeyValuePair<string, object?>>();
        bool isSame = planned.Operation.Properties.Count > 0;
        foreach (string property in planned.Operation.Properties)
        {
            if (!After(planned, property, out object? value))
                continue;
            object? old = PlanProperties.Read(item!, property);
            before.Add(new(property, old));
            after.Add(new(property, value));
            isSame &= PlanProperties.Same(property, old, value);
            await AddNameAsync(before, property, old, item, cancellationToken).ConfigureAwait(false);
            await AddNameAsync(after, property, value, null, cancellationToken).ConfigureAwait(false);
        }
        return (new PlanValues(before), new PlanValues(after), isSame && before.Count > 0);
    }

    // Of an item in a node of an assignment map it cannot be read where it is.
    private async Task<(PlanValues Before, PlanValues After, bool IsSame)> CompareItemAsync(
        PlannedRequest planned, Blueprint blueprint, string libraryItem, CancellationToken cancellationToken)
    {
        bool isAssigned = planned.Operation.Operation == BlueprintOperations.AssignLibraryItem;
        PlanValues after = new([new("assigned", isAssigned)]);
        if (planned.Body.ContainsKey("assignment_node_id"))
            return (PlanValues.None, after, false);
        bool was = await targets.HasItemAsync(blueprint.Id!, libraryItem, cancellationToken).ConfigureAwait(false);
        return (new PlanValues([new("assigned", was)]), after, was == isAssigned);
    }

    private static bool After(PlannedRequest planned, string property, out object? value)
    {
        if (property == planned.Operation.Upload && planned.Installer is { } installer)
        {
            value = PlanProperties.HashFile(installer.Sha256);
            return true;
        }
        if (planned.Request.UploadedFile is { } file && file.Key == property)
        {
            value = PlanProperties.HashText(property, Encoding.UTF8.GetString(file.Content));
            return true;
        }
        if (!Find(planned.Body, property, out value))
            return false;
        if (planned.Operation.Texts.Contains(property))
            value = PlanProperties.HashText(property, (string?)value);
        else if (planned.Operation.Body is PlanBody.Form or PlanBody.Multipart && value is "true" or "false"
            && Switches.Any(name => property.StartsWith(name, StringComparison.Ordinal)))
            value = value is "true";
        return true;
    }

    private async Task AddNameAsync(
        List<KeyValuePair<string, object?>> values, string property, object? value, KandjiObject? item, CancellationToken cancellationToken)
    {
        string? id = Convert.ToString(value, CultureInfo.InvariantCulture);
        if (string.IsNullOrEmpty(id))
            return;
        if (property == "blueprint_id")
        {
            values.Add(new("blueprint_name", (item as Device)?.BlueprintName ?? (item as AdeIntegration)?.Blueprint?.Name
                ?? await targets.FindBlueprintNameAsync(id!, cancellationToken).ConfigureAwait(false)));
        }
        else if (property is "user" or "user_id")
        {
            values.Add(new("user_email", (item as Device)?.User?.Email
                ?? await targets.FindUserNameAsync(id!, cancellationToken).ConfigureAwait(false)));
        }
    }

    private static (PlanUndo? Undo, string? NoUndo) Undo(PlannedRequest planned, KandjiObject? item, TextSet texts)
    {
        PlanOperation operation = planned.Operation;
        switch (operation.Undo)
        {
            case PlanUndoKind.Opposite:
                PlanOperation opposite = PlanOperation.Find(operation.UndoneBy!)!;
                return (new PlanUndo
                {
                    Operation = opposite.ToString(),
                    PathArguments = new TextList(planned.Request.PathArguments),
                    Body = opposite.Body == PlanBody.None ? null : planned.Body,
                    IsDestructive = opposite.IsDestructive,
                }, null);
            case PlanUndoKind.RemoveMade:
                return (new PlanUndo
                {
                    Operation = operation.UndoneBy!.ToString(),
                    PathArguments = new TextList(planned.Request.PathArguments.Append(PlanUndo.FromAnswer)),
                    AnswerKey = operation.AnswerKey,
                    IsDestructive = PlanOperation.Find(operation.UndoneBy!)!.IsDestructive,
                }, null);
            case PlanUndoKind.Restore when planned.Installer is not null:
                return (null, "the installer that it replaces is nowhere but in the tenant");
            case PlanUndoKind.Restore:
                return (Restore(planned, item!, texts), null);
            default:
                return (null, operation.NoUndo);
        }
    }

    private static PlanUndo Restore(PlannedRequest planned, KandjiObject item, TextSet texts)
    {
        PlanOperation operation = planned.Operation;
        var body = new List<KeyValuePair<string, object?>>();
        var files = new List<PlanUpload>();
        foreach (string property in operation.Properties)
        {
            if (!After(planned, property, out _))
                continue;
            if (operation.Texts.Contains(property))
            {
                string? fileName = property == planned.Request.UploadedFile?.Key ? planned.Request.UploadedFile!.FileName : null;
                files.Add(texts.Add(property, Encoding.UTF8.GetBytes(PlanProperties.ReadText(item, property) ?? ""), fileName));
                continue;
            }
            object? value = Sent(operation, property, PlanProperties.Read(item, property));
            int dot = operation.Body == PlanBody.Json ? property.IndexOf('.') : -1;
            body.Add(dot < 0
                ? new(property, value)
                : new(property.Substring(0, dot), new PlanValues([new(property.Substring(dot + 1), value)])));
        }
        return new PlanUndo
        {
            Operation = operation.ToString(),
            PathArguments = new TextList(planned.Request.PathArguments),
            Body = new PlanValues(body),
            Files = new ObjectList<PlanUpload>(files),
            IsDestructive = operation.IsDestructive,
        };
    }

    // As the service takes it: a form has neither null nor switches, and older tenants know users by numbers.
    private static object? Sent(PlanOperation operation, string property, object? value) => operation.Body switch
    {
        PlanBody.Form or PlanBody.Multipart => value switch { null => "", bool flag => flag ? "true" : "false", _ => value },
        _ when property == "user" && long.TryParse(
            value as string, NumberStyles.None, CultureInfo.InvariantCulture, out long number) => number,
        _ => value,
    };

    // The id is the one that the request goes to.
    private static PlanTarget Describe(PlannedRequest planned, KandjiObject? item, Device? device)
    {
        if (device is not null)
            return Describe(device);
        (string? id, string? name) = item switch
        {
            Blueprint blueprint => (blueprint.Id, blueprint.Name),
            Tag tag => (tag.Id, tag.Name),
            CustomScript script => (script.Id, script.Name),
            CustomProfile profile => (profile.Id, profile.Name),
            CustomApp app => (app.Id, app.Name),
            InHouseApp app => (app.Id, app.Name),
            AdeIntegration integration => (integration.Id, integration.ServerName),
            AdeDevice waiting => (waiting.Id, waiting.Model),
            User user => (user.Id, string.IsNullOrEmpty(user.Email) ? user.Name : user.Email),
            BlueprintRouting => (null, "Blueprint routing"),
            _ => (null, planned.Body["name"] as string),
        };
        id ??= planned.Request.PathArguments.FirstOrDefault();
        return new PlanTarget { Kind = planned.Operation.Kind, Id = id, Name = name, SerialNumber = (item as AdeDevice)?.SerialNumber };
    }

    /// <summary>A device as the target of a step.</summary>
    public static PlanTarget Describe(Device device) => new()
    {
        Kind = ConfigurationKind.Device,
        Id = device.DeviceId,
        SerialNumber = NullIfEmpty(device.SerialNumber),
        Name = NullIfEmpty(device.DeviceName),
        Platform = NullIfEmpty(device.Platform),
        User = NullIfEmpty(device.User?.Email) ?? NullIfEmpty(device.User?.Name),
        Blueprint = NullIfEmpty(device.BlueprintName),
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>The texts of one step.</summary>
    private sealed class TextSet
    {
        private readonly Dictionary<string, byte[]> _contents = new(StringComparer.Ordinal);

        public IReadOnlyDictionary<string, byte[]> Contents => _contents;

        public List<PlanUpload> Take(PlannedRequest planned)
        {
            var files = new List<PlanUpload>();
            foreach (string key in planned.Operation.Texts)
            {
                if (planned.Request.UploadedFile is { } file && file.Key == key)
                    files.Add(Add(key, file.Content, file.FileName));
                else if (planned.Body[key] is string text)
                    files.Add(Add(key, Encoding.UTF8.GetBytes(text), null));
            }
            if (planned.Installer is { } installer)
                files.Add(installer);
            return files;
        }

        public PlanUpload Add(string key, byte[] content, string? fileName)
        {
            string sha256 = HexText.Hash(content);
            _contents[sha256] = content;
            return new PlanUpload { Key = key, FileName = fileName, Sha256 = sha256, Bytes = content.Length };
        }
    }
}
