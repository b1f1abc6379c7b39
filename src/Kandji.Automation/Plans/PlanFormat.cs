using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Plans;

/// <summary>
/// The members of a plan's file. A member whose value is empty is left out; the keys and values of a body are written as they are.
/// </summary>
internal static class PlanFormat
{
    /// <summary>The keys of the file.</summary>
    public static readonly string[] Keys =
        ["schema", "host", "tenant", "made_by", "made_at", "valid_until", "comment", "commands", "steps", "hash"];

    /// <summary>The keys of a step.</summary>
    public static readonly string[] StepKeys =
    [
        "number", "action", "target", "operation", "path", "body", "files", "secrets", "before", "after", "destructive", "undo", "no_undo",
        "guard", "refusal",
    ];

    /// <summary>The keys of a step's target.</summary>
    public static readonly string[] TargetKeys = ["kind", "id", "serial_number", "name", "platform", "user", "blueprint"];

    /// <summary>The keys of what undoes a step.</summary>
    public static readonly string[] UndoKeys = ["operation", "path", "answer_key", "body", "files", "destructive"];

    /// <summary>The keys of a step's guard.</summary>
    public static readonly string[] GuardKeys = ["read_at", "last_enrollment", "user_id", "blueprint_id"];

    /// <summary>The keys of a file of a step.</summary>
    public static readonly string[] FileKeys = ["key", "path", "file_name", "sha256", "bytes"];

    /// <summary>The members of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="hash">The hash; null to leave it out, as what is hashed does.</param>
    public static PlanValues ToValues(Plan plan, string? hash) => new Members
    {
        { "schema", (long)plan.Schema },
        { "host", plan.Host },
        { "tenant", plan.Tenant },
        { "made_by", plan.MadeBy },
        { "made_at", Time(plan.MadeAt) },
        { "valid_until", Time(plan.ValidUntil) },
        { "comment", plan.Comment },
        { "commands", plan.Commands, true },
        { "steps", plan.Steps.Select(ToValues).ToList(), true },
        { "hash", hash },
    }.ToValues();

    private static PlanValues ToValues(PlanStep step) => new Members
    {
        { "number", (long)step.Number },
        { "action", step.Action },
        { "target", ToValues(step.Target) },
        { "operation", step.Operation },
        { "path", step.PathArguments },
        { "body", step.Body, true },
        { "files", step.Files.Select(ToValues).ToList() },
        { "secrets", step.Secrets },
        { "before", step.Before },
        { "after", step.After },
        { "destructive", step.IsDestructive },
        { "undo", step.Undo is { } undo ? ToValues(undo) : null },
        { "no_undo", step.NoUndo },
        { "guard", ToValues(step.Guard) },
        { "refusal", step.Refusal },
    }.ToValues();

    private static PlanValues ToValues(PlanTarget target) => new Members
    {
        { "kind", target.Kind.ToString() },
        { "id", target.Id },
        { "serial_number", target.SerialNumber },
        { "name", target.Name },
        { "platform", target.Platform },
        { "user", target.User },
        { "blueprint", target.Blueprint },
    }.ToValues();

    private static PlanValues ToValues(PlanUndo undo) => new Members
    {
        { "operation", undo.Operation },
        { "path", undo.PathArguments },
        { "answer_key", undo.AnswerKey },
        { "body", undo.Body, true },
        { "files", undo.Files.Select(ToValues).ToList() },
        { "destructive", undo.IsDestructive },
    }.ToValues();

    private static PlanValues ToValues(PlanGuard guard)
    {
        var members = new Members
        {
            { "read_at", Time(guard.ReadAt) },
            { "last_enrollment", Time(guard.LastEnrollment) },
        };
        // Nobody is an owner too: null says so.
        if (guard.HasOwner)
        {
            members.AddValue("user_id", guard.UserId);
            members.AddValue("blueprint_id", guard.BlueprintId);
        }
        return members.ToValues();
    }

    private static PlanValues ToValues(PlanUpload file) => new Members
    {
        { "key", file.Key },
        { "path", file.Path },
        { "file_name", file.FileName },
        { "sha256", file.Sha256 },
        { "bytes", file.Bytes },
    }.ToValues();

    private static string? Time(DateTime? time) => ConfigurationTime.Format(time);

    private sealed class Members : System.Collections.IEnumerable
    {
        private readonly List<KeyValuePair<string, object?>> _entries = [];

        // Empty values are left out unless they mean something.
        public void Add(string key, object? value, bool keepsEmpty = false)
        {
            bool isEmpty = value is null || (!keepsEmpty && value is System.Collections.ICollection { Count: 0 });
            if (!isEmpty)
                AddValue(key, value);
        }

        public void AddValue(string key, object? value) => _entries.Add(new KeyValuePair<string, object?>(key, value));

        public PlanValues ToValues() => new(_entries);

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => _entries.GetEnumerator();
    }
}
