using Kandji.Automation.Configuration;
using Kandji.Automation.Inventory;
using Kandji.Automation.Plans;
using Kandji.Client;
using Kandji.Client.Http;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// The base of the cmdlets that can plan their changes: takes the requests that they would send, and writes them as planned changes at the
/// end, with what each changes.
/// </summary>
public abstract class PlanningCmdlet : KandjiCmdlet
{
    private const string InstallerKey = "planned-upload";

    private readonly List<PlanEntry> _entries = [];
    private readonly HashSet<string> _named = new(StringComparer.OrdinalIgnoreCase);
    private PlanUpload? _installer;
    private ErrorRecord? _failure;
    private bool _isWriting;

    /// <summary>The command in a plan, and the action of a change that could not be planned.</summary>
    private protected virtual string PlannedWords => CmdletOperations.GetName(GetType());

    /// <summary>The kind of object that a change is about which could not be planned.</summary>
    /// <param name="target">The object that the error is about.</param>
    private protected virtual ConfigurationKind FindKind(object? target) => CmdletOperations.For(GetType())
        .Select(used => PlanOperation.Find(used.Operation))
        .OfType<PlanOperation>()
        .Select(operation => operation.Kind)
        .FirstOrDefault();

    /// <summary>
    /// Indicates whether a thing was named before: a list of what belongs to devices names some of it twice, and once is what was meant.
    /// </summary>
    /// <param name="id">The id of the thing; one without an id is never the same as another.</param>
    /// <param name="thing">The thing, for the verbose stream.</param>
    private protected bool IsRepeated(string? id, object thing)
    {
        if (string.IsNullOrEmpty(id) || _named.Add(id!))
            return false;
        WriteVerbose($"{thing} was named before.");
        return true;
    }

    private protected sealed override void Plan(string action, string target, Func<KandjiClient, CancellationToken, Task> send)
    {
        PlanUpload? installer = _installer;
        _installer = null;
        _entries.Add(new PlanEntry(Take(action, send, installer), target, null));
    }

    private protected sealed override string PlanUpload(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        long length = file.Length;
        if (length == 0)
            throw new IOException($"The file '{path}' is empty.");
        string sha256 = HexText.Hash(file, length) ?? throw new IOException($"The file '{path}' is being changed.");
        _installer = new PlanUpload { Key = "file_key", Path = Path.GetFullPath(path), Sha256 = sha256, Bytes = length };
        return InstallerKey;
    }

    // An object that could not be resolved or read is a change that could not be planned. Its error is an error all the same.
    private protected sealed override void OnFailure(ErrorRecord record)
    {
        _failure = record;
        if (IsPlanning && !_isWriting)
            _entries.Add(new PlanEntry(null, record.TargetObject?.ToString() ?? "", record));
    }

    private protected sealed override void WritePlanned()
    {
        if (!IsPlanning)
            return;
        _isWriting = true;
        var targets = new PlanTargets(Client);
        var builder = new PlanStepBuilder(targets);
        Await(targets.PrepareAsync(_entries.Select(entry => entry.DeviceId).OfType<string>(), StopToken));
        foreach (PlanEntry entry in _entries)
        {
            if (entry.Failure is { } failure)
                WriteRefused(entry, failure);
            else if (!Guard(entry.Target, () => WriteChange(entry, Await(builder.BuildAsync(entry.Request!, StopToken)))))
                WriteRefused(entry, _failure!);
        }
        _entries.Clear();
    }

    private PlannedRequest Take(string action, Func<KandjiClient, CancellationToken, Task> send, PlanUpload? installer)
    {
        try
        {
            Await(send(Client, StopToken));
        }
        catch (UnsentChangeException e)
        {
            try
            {
                return PlannedRequest.From(action, e.Request, installer);
            }
            catch (NotSupportedException reason)
            {
                throw new ObjectException("KandjiNotPlannable", ErrorCategory.InvalidOperation, reason.Message);
            }
        }
        throw new InvalidOperationException($"'{action}' made no request that could be planned.");
    }

    private void WriteChange(PlanEntry entry, PlanDraft draft)
    {
        if (draft.ChangesNothing)
            WriteVerbose($"{entry.Target} already has these values. It is not in the plan.");
        else
            WriteObject(new PlannedChange(draft.Step, draft.Texts, ConnectedSession, PlannedWords));
    }

    private void WriteRefused(PlanEntry entry, ErrorRecord failure) => WriteObject(new PlannedChange(
        new PlanStep
        {
            Action = entry.Request?.Action ?? PlannedWords,
            Target = new PlanTarget
            {
                Kind = entry.Request?.Operation.Kind ?? FindKind(failure.TargetObject),
                Id = entry.Request?.Request.PathArguments.FirstOrDefault(),
                Name = entry.Target.Length == 0 ? null : entry.Target,
            },
            NoUndo = null,
            Refusal = failure.Exception.Message,
        },
        new Dictionary<string, byte[]>(), ConnectedSession, PlannedWords) { Failure = failure });

    /// <summary>A change in the order in which the command came to it.</summary>
    /// <param name="Request">The request; null where there is none.</param>
    /// <param name="Target">The object, as the question or the error names it.</param>
    /// <param name="Failure">The reason why there is none; null where there is one.</param>
    private sealed record PlanEntry(PlannedRequest? Request, string Target, ErrorRecord? Failure)
    {
        /// <summary>The id of the device that it is about; null for another object.</summary>
        public string? DeviceId => Request?.Operation.Kind == ConfigurationKind.Device
            ? Request.Request.PathArguments[0]
            : null;
    }
}
