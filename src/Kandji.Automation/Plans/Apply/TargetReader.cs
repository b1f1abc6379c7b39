using Kandji.Automation.Configuration;
using Kandji.Automation.Devices;
using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.Client.Tags;

namespace Kandji.Automation.Plans.Apply;

/// <summary>
/// Reads the targets of steps as they are now, and compares them with what the steps expect. A target that cannot be read is an error,
/// never a target that is not there.
/// </summary>
/// <param name="client">The tenant.</param>
/// <param name="devices">The devices of the plan.</param>
/// <param name="steps">The steps of the plan.</param>
/// <param name="made">The numbers of the steps that earlier runs made.</param>
internal sealed class TargetReader(
    KandjiClient client, DeviceDirectory devices, IEnumerable<PlanStep> steps, IReadOnlyCollection<int> made)
{
    private const string UploadKey = "file_key";

    private static readonly string[] OwnerKeys = ["user", "blueprint_id"];

    // Steps that give devices another user or blueprint, which another step of the plan does not take for a change by somebody else: a
    // later one, and an earlier one that was refused when the others were made.
    private readonly ILookup<string, PlanStep> _moves = steps
        .Where(step => step.Target.Kind == ConfigurationKind.Device && step.Before.Keys.Any(OwnerKeys.Contains))
        .ToLookup(step => step.Target.Id ?? "", StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<int> _made = [.. made];
    private readonly ReferenceNames _names = new(client);
    private readonly object _gate = new();
    private Task<Dictionary<string, Tag>>? _tags;

    /// <summary>Finds out how the target of a step stands to it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="undoneAt">When an earlier run of the step was undone, in UTC; null when none was.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<StepFinding> FindAsync(PlanStep step, DateTime? undoneAt, CancellationToken cancellationToken)
    {
        var differences = new StepDifferences(step);
        StepFinding finding = step.Target.Kind == ConfigurationKind.Device
            ? await FindDeviceAsync(step, devices.Find(step.Target.Id), undoneAt, differences, cancellationToken).ConfigureAwait(false)
            : await FindItemAsync(step, differences, cancellationToken).ConfigureAwait(false);
        if (finding.Condition == StepCondition.Before)
            await _names.CompareAsync(step, differences, cancellationToken).ConfigureAwait(false);
        return finding with { Differences = differences.Found };
    }

    /// <summary>Reads the target of a step once more: right before it is destroyed, and after a send that nobody answered.</summary>
    /// <param name="step">The step.</param>
    /// <param name="undoneAt">As above.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<StepFinding> FindAgainAsync(PlanStep step, DateTime? undoneAt, CancellationToken cancellationToken)
    {
        var differences = new StepDifferences(step);
        if (step.Target.Kind != ConfigurationKind.Device)
        {
            lock (_gate)
                _tags = null;
            return await FindItemAsync(step, differences, cancellationToken).ConfigureAwait(false);
        }
        Device? device = await OrNoneAsync(client.Devices.GetAsync(step.Target.Id!, cancellationToken)).ConfigureAwait(false);
        return await FindDeviceAsync(step, device, undoneAt, differences, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StepFinding> FindDeviceAsync(
        PlanStep step, Device? device, DateTime? undoneAt, StepDifferences differences, CancellationToken cancellationToken)
    {
        PlanOperation operation = PlanOperation.Find(step.Operation)!;
        if (!CompareIdentity(step, device, differences))
        {
            bool isGone = device is null && operation.Operation == DeviceOperations.Delete;
            return new StepFinding(isGone ? StepCondition.After : StepCondition.Other, differences.Found);
        }
        CompareGuard(step, operation, device!, differences);
        StepCondition condition = StepCondition.Before;
        string? answer = null;
        if (operation.IsAboutNote)
            (condition, answer) = await FindNoteAsync(step, operation, differences, cancellationToken).ConfigureAwait(false);
        else if (step.Before.Keys.Any(operation.Properties.Contains))
            condition = Compare(step, operation, device!, differences);
        if (operation.Action is { } action)
        {
            if (condition == StepCondition.Before && step.Before.Count == 0)
                condition = StepCondition.Untold;
            await CompareCommandsAsync(step, action, device!, undoneAt, differences, cancellationToken).ConfigureAwait(false);
        }
        return new StepFinding(condition, differences.Found, answer);
    }

    // Id and serial number together are a device. One that enrolled again under another id is another, and is never followed.
    private bool CompareIdentity(PlanStep step, Device? device, StepDifferences differences)
    {
        PlanTarget target = step.Target;
        List<Device> others = devices.FindBySerialNumber(target.SerialNumber)
            .Where(other => !Same(other.DeviceId, target.Id)).ToList();
        if (device is null)
        {
            differences.Add("device_id", target.Id, others.Count == 0 ? null : others[0].DeviceId, others.Count == 0
                ? "the device is not in the tenant any more"
                : $"the device is not in the tenant any more; its serial number is that of another record now, {others[0].DeviceId}");
        }
        else if (!Same(device.SerialNumber ?? "", target.SerialNumber ?? ""))
        {
            differences.Add("serial_number", target.SerialNumber, device.SerialNumber);
        }
        else if (device.IsRemoved == true)
        {
            differences.Add("is_removed", "no", "yes", "its management was removed");
        }
        else if (others.Count > 0)
        {
            differences.Add("serial_number", target.SerialNumber, target.SerialNumber,
                $"there is another device with the same serial number now, {others[0].DeviceId}");
        }
        return differences.Found.Count == 0;
    }

    private void CompareGuard(PlanStep step, PlanOperation operation, Device device, StepDifferences differences)
    {
        PlanGuard guard = step.Guard;
        if (operation.Action is not null && guard.LastEnrollment is { } enrolled && !SameTime(enrolled, device.LastEnrollment))
            differences.AddTime("last_enrollment", enrolled, device.LastEnrollment);
        if (!guard.HasOwner)
            return;
        // A change of these that the step itself makes is compared as such.
        if (!step.Before.ContainsKey("user") && !IsExpected(step, "user", guard.UserId, device.User?.Id))
            differences.Add("user", step.Target.User, device.User?.Email ?? device.User?.Name);
        if (!step.Before.ContainsKey("blueprint_id") && !IsExpected(step, "blueprint_id", guard.BlueprintId, device.BlueprintId))
            differences.Add("blueprint", step.Target.Blueprint, device.BlueprintName);
    }

    private bool IsExpected(PlanStep step, string property, string? expected, string? now) =>
        PlanProperties.Same(property, expected, now)
        || _moves[step.Target.Id ?? ""].Any(move => (move.Number < step.Number || _made.Contains(move.Number))
            && move.After.TryGetValue(property, out object? after) && PlanProperties.Same(property, after, now));

    private async Task CompareCommandsAsync(
        PlanStep step, DeviceAction action, Device device, DateTime? undoneAt, StepDifferences differences,
        CancellationToken cancellationToken)
    {
        if (step.Guard.ReadAt is not { } readAt || !ActionCommands.CanFollow(action, device.Platform))
            return;
        List<DeviceCommand> commands = await ReadCommandsAsync(device.DeviceId!, cancellationToken).ConfigureAwait(false);
        // What undid the step is no change by somebody else.
        DateTime since = undoneAt + ActionCommands.Tolerance is { } undone && undone > readAt ? undone : readAt;
        foreach (DeviceCommand command in ActionCommands.FindSince(commands, action, since))
        {
            differences.Add("command", null, command.ToString(), command.HasEnded
                ? $"the same command was requested since, {command.DateRequested?.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z: {command}"
                : $"the same command is pending: {command}");
        }
    }

    /// <summary>Reads the commands of a device.</summary>
    public async Task<List<DeviceCommand>> ReadCommandsAsync(string deviceId, CancellationToken cancellationToken)
    {
        var commands = new List<DeviceCommand>();
        await foreach (DeviceCommand command in client.Devices.GetCommandsAsync(deviceId, cancellationToken).ConfigureAwait(false))
            commands.Add(command);
        return commands;
    }

    private async Task<(StepCondition Condition, string? Answer)> FindNoteAsync(
        PlanStep step, PlanOperation operation, StepDifferences differences, CancellationToken cancellationToken)
    {
        string deviceId = step.PathArguments[0];
        if (operation.Operation == DeviceOperations.CreateNote)
        {
            string text = step.Body?["content"] as string ?? "";
            DeviceNote[] notes = await client.Devices.GetNotesAsync(deviceId, cancellationToken).ConfigureAwait(false);
            DeviceNote[] same = notes.Where(note => PlanProperties.Same("content", note.ContentHtml, text)
                && note.CreatedAt?.ToUniversalTime() >= (step.Guard.ReadAt ?? DateTime.MinValue)).ToArray();
            return Count(step, differences, same.Select(note => note.NoteId).ToArray(), "a note with this text");
        }
        DeviceNote? found = await OrNoneAsync(client.Devices.GetNoteAsync(deviceId, step.PathArguments[1], cancellationToken))
            .ConfigureAwait(false);
        return (CompareItem(step, operation, found, "the note", differences), null);
    }

    private async Task<StepFinding> FindItemAsync(PlanStep step, StepDifferences differences, CancellationToken cancellationToken)
    {
        PlanOperation operation = PlanOperation.Find(step.Operation)!;
        if (operation.IsNew)
        {
            string name = step.Body?["name"] as string ?? step.Target.Name ?? "";
            string?[] ids = await FindIdsAsync(operation, name, cancellationToken).ConfigureAwait(false);
            (StepCondition condition, string? answer) = Count(step, differences, ids, $"a {operation.Kind} of this name");
            return new StepFinding(condition, differences.Found, answer);
        }
        if (operation.Operation == BlueprintOperations.AssignLibraryItem || operation.Operation == BlueprintOperations.RemoveLibraryItem)
            return await FindAssignmentAsync(step, operation, differences, cancellationToken).ConfigureAwait(false);
        KandjiObject? item = await OrNoneAsync(ReadItemAsync(operation, step, cancellationToken)).ConfigureAwait(false);
        string called = $"the {operation.Kind} '{step.Target.Name}'";
        return new StepFinding(CompareItem(step, operation, item, called, differences), differences.Found);
    }

    private static StepCondition CompareItem(
        PlanStep step, PlanOperation operation, KandjiObject? item, string called, StepDifferences differences)
    {
        if (item is null)
        {
            differences.Add("id", step.Target.Id, null, $"{called} is not in the tenant any more");
            return operation.IsDestructive ? StepCondition.After : StepCondition.Other;
        }
        // One that was renamed is not the one that somebody looked at when it was to be deleted.
        if (operation.IsDestructive && item is INamedObject named && step.Target.Name is { } name && named.Name != name)
        {
            differences.Add("name", name, named.Name);
            return StepCondition.Other;
        }
        if (!IsAsMade(step, item, differences))
            return StepCondition.Other;
        return operation.Properties.Count == 0 ? StepCondition.Before : Compare(step, operation, item, differences);
    }

    // What a plan made is removed again as it was made, and not with what others have changed in it since.
    private static bool IsAsMade(PlanStep step, KandjiObject item, StepDifferences differences)
    {
        bool isAsMade = true;
        foreach (KeyValuePair<string, object?> made in step.Made)
        {
            object? now = PlanProperties.Read(item, made.Key);
            // The service does not tell the hash of every installer. What it does not tell is no difference.
            if (PlanProperties.Same(made.Key, made.Value, now) || (now is null && made.Key == UploadKey))
                continue;
            isAsMade = false;
            differences.Add(made.Key, made.Value, now);
        }
        return isAsMade;
    }

    // Of a change, what counts is what it changes.
    private static StepCondition Compare(PlanStep step, PlanOperation operation, KandjiObject item, StepDifferences differences)
    {
        bool isBefore = true, isAfter = true;
        foreach (string property in step.Before.Keys.Where(operation.Properties.Contains))
        {
            object? now = PlanProperties.Read(item, property);
            isAfter &= PlanProperties.Same(property, now, step.After[property]);
            if (PlanProperties.Same(property, now, step.Before[property]))
                continue;
            isBefore = false;
            (object? before, object? found) = ForPeople(step, item, property, now);
            differences.Add(property, before, found);
        }
        return isBefore ? StepCondition.Before : isAfter ? StepCondition.After : StepCondition.Other;
    }

    // A name says more than an id, where both are known.
    private static (object? Before, object? Now) ForPeople(PlanStep step, KandjiObject item, string property, object? now) =>
        (item, property) switch
        {
            (Device device, "blueprint_id") when step.Before["blueprint_name"] is { } name => (name, device.BlueprintName),
            (Device device, "user") => (step.Target.User, device.User?.Email ?? device.User?.Name),
            _ => (step.Before[property], now),
        };

    private async Task<StepFinding> FindAssignmentAsync(
        PlanStep step, PlanOperation operation, StepDifferences differences, CancellationToken cancellationToken)
    {
        // The nodes that an item is in cannot be read.
        if (step.Body?["assignment_node_id"] is not null)
            return new StepFinding(StepCondition.Untold, []);
        bool isAssigned = false;
        string? item = step.Body?["library_item_id"] as string;
        await foreach (BlueprintLibraryItem one in client.Blueprints.ListLibraryItemsAsync(step.PathArguments[0], cancellationToken)
            .ConfigureAwait(false))
            isAssigned |= Same(one.Id, item);
        bool isAfter = isAssigned == (operation.Operation == BlueprintOperations.AssignLibraryItem);
        if (isAfter)
            differences.Add("library_items", null, null, isAssigned
                ? "it has the library item already"
                : "it does not have the library item any more");
        return new StepFinding(isAfter ? StepCondition.After : StepCondition.Before, differences.Found);
    }

    private async Task<KandjiObject> ReadItemAsync(PlanOperation operation, PlanStep step, CancellationToken cancellationToken)
    {
        string id = step.PathArguments.Count > 0 ? step.PathArguments[0] : "";
        return operation.Kind switch
        {
            ConfigurationKind.Blueprint => await client.Blueprints.GetAsync(id, cancellationToken).ConfigureAwait(false),
            ConfigurationKind.BlueprintRouting => await client.BlueprintRouting.GetAsync(cancellationToken).ConfigureAwait(false),
            ConfigurationKind.Tag => await FindTagAsync(id, cancellationToken).ConfigureAwait(false),
            ConfigurationKind.CustomScript => await client.Library.GetCustomScriptAsync(id, cancellationToken).ConfigureAwait(false),
            ConfigurationKind.CustomProfile => await client.Library.GetCustomProfileAsync(id, cancellationToken).ConfigureAwait(false),
            ConfigurationKind.CustomApp => await client.Library.GetCustomAppAsync(id, cancellationToken).ConfigureAwait(false),
            ConfigurationKind.InHouseApp => await client.Library.GetInHouseAppAsync(id, cancellationToken).ConfigureAwait(false),
            ConfigurationKind.AdeIntegration => await client.Enrollment.GetAsync(id, cancellationToken).ConfigureAwait(false),
            ConfigurationKind.AdeDevice => await client.Enrollment.GetDeviceAsync(id, cancellationToken).ConfigureAwait(false),
            ConfigurationKind.User => await client.Users.GetAsync(id, cancellationToken).ConfigureAwait(false),
            _ => throw new InvalidOperationException($"A plan has no step about a {operation.Kind}."),
        };
    }

    // A tag cannot be read by its id.
    private async Task<Tag> FindTagAsync(string id, CancellationToken cancellationToken)
    {
        Task<Dictionary<string, Tag>> tags;
        lock (_gate)
            tags = _tags ??= ReadTagsAsync(cancellationToken);
        return (await tags.ConfigureAwait(false)).TryGetValue(id, out Tag? tag)
            ? tag
            : throw new KandjiApiException(KandjiErrorKind.NotFound, $"No tag has the id '{id}'.");
    }

    private async Task<Dictionary<string, Tag>> ReadTagsAsync(CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, Tag>(StringComparer.OrdinalIgnoreCase);
        await foreach (Tag tag in client.Tags.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            tags[tag.Id ?? ""] = tag;
        return tags;
    }

    private async Task<string?[]> FindIdsAsync(PlanOperation operation, string name, CancellationToken cancellationToken)
    {
        IAsyncEnumerable<KandjiObject> all = operation.Kind switch
        {
            ConfigurationKind.Blueprint => client.Blueprints.ListAsync(cancellationToken: cancellationToken),
            ConfigurationKind.Tag => client.Tags.ListAsync(cancellationToken: cancellationToken),
            ConfigurationKind.CustomScript => client.Library.ListCustomScriptsAsync(cancellationToken),
            ConfigurationKind.CustomProfile => client.Library.ListCustomProfilesAsync(cancellationToken),
            ConfigurationKind.CustomApp => client.Library.ListCustomAppsAsync(cancellationToken),
            ConfigurationKind.InHouseApp => client.Library.ListInHouseAppsAsync(cancellationToken),
            _ => throw new InvalidOperationException($"A plan makes no {operation.Kind}."),
        };
        var ids = new List<string?>();
        await foreach (KandjiObject item in all.ConfigureAwait(false))
        {
            if (PlanProperties.Read(item, "name") as string == name)
                ids.Add(GetId(item));
        }
        return ids.ToArray();
    }

    private static string? GetId(KandjiObject item) => item switch
    {
        Blueprint blueprint => blueprint.Id,
        Tag tag => tag.Id,
        Client.Library.ILibraryItem libraryItem => libraryItem.Id,
        _ => null,
    };

    // Something new is there when it was not before. Several of them cannot be told apart.
    private static (StepCondition Condition, string? Answer) Count(
        PlanStep step, StepDifferences differences, string?[] ids, string called)
    {
        if (ids.Length == 0)
            return (StepCondition.Before, null);
        differences.Add("id", null, ids[0], $"there is {called} already");
        return ids.Length == 1 ? (StepCondition.After, ids[0]) : (StepCondition.Other, null);
    }

    private static async Task<T?> OrNoneAsync<T>(Task<T> read)
        where T : class
    {
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.NotFound)
        {
            return null;
        }
    }

    // The service writes microseconds in some answers and not in others.
    private static bool SameTime(DateTime one, DateTime? other) =>
        other is { } time && Math.Abs((one.ToUniversalTime() - time.ToUniversalTime()).TotalSeconds) < 1;

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
