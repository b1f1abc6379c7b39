using System.Globalization;
using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Documents;
using Kandji.Client.Model;

namespace Kandji.Automation.Plans;

/// <summary>Reads the members of a plan's file. Whatever is not exactly as this version writes it is an error with its line.</summary>
/// <param name="path">The file, for errors.</param>
internal sealed class PlanParser(string path)
{
    private const double MaxWhole = 9007199254740992;

    /// <summary>Reads a plan.</summary>
    /// <param name="root">The content of the file.</param>
    /// <exception cref="PlanException">The file is not a plan, or one of a newer version of the module.</exception>
    public Plan Read(InfoNode root)
    {
        if (root.Type != InfoNodeType.Map)
            throw Invalid(root, "it has to hold an object");
        if (root.Find("schema")?.Value is not { Type: InfoNodeType.Number } schema)
            throw Invalid(root, "it has no 'schema'");
        if (schema.ToValue() is not (long)Plan.CurrentSchema)
        {
            string version = typeof(PlanParser).Assembly.GetName().Version!.ToString(3);
            throw new PlanException("KandjiNewerSchema", path,
                $"'{path}', line {schema.Line}: the plan has schema {schema.Text}. Version {version} of the module Kandji reads schema "
                    + $"{Plan.CurrentSchema}. Update the module.");
        }
        Require(root, PlanFormat.Keys);
        var plan = new Plan
        {
            Host = Text(root, "host"),
            Tenant = Text(root, "tenant"),
            MadeBy = Text(root, "made_by"),
            MadeAt = Time(root, "made_at"),
            ValidUntil = Time(root, "valid_until"),
            Comment = OptionalText(root, "comment"),
            Commands = Texts(root, "commands"),
            Steps = new ObjectList<PlanStep>(Items(root, "steps").Select(ReadStep).ToArray()),
            Hash = Text(root, "hash"),
        };
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            if (plan.Steps[i].Number != i + 1)
                throw Invalid(root.Find("steps")!.Value.Items[i], $"the step has the number {plan.Steps[i].Number}, and is number {i + 1}");
        }
        return plan;
    }

    private PlanStep ReadStep(InfoNode node)
    {
        Require(node, PlanFormat.StepKeys);
        var step = new PlanStep
        {
            Number = Whole(node, "number"),
            Action = Text(node, "action"),
            Target = ReadTarget(Map(node, "target")),
            Operation = OptionalText(node, "operation"),
            PathArguments = Texts(node, "path"),
            Body = OptionalMap(node, "body") is { } body ? Values(body) : null,
            Files = Files(node),
            Secrets = Texts(node, "secrets"),
            Before = OptionalMap(node, "before") is { } before ? Values(before) : PlanValues.None,
            After = OptionalMap(node, "after") is { } after ? Values(after) : PlanValues.None,
            IsDestructive = Flag(node, "destructive"),
            Undo = OptionalMap(node, "undo") is { } undo ? ReadUndo(undo) : null,
            NoUndo = OptionalText(node, "no_undo"),
            Guard = OptionalMap(node, "guard") is { } guard ? ReadGuard(guard) : new PlanGuard(),
            Refusal = OptionalText(node, "refusal"),
        };
        Check(node, step);
        return step;
    }

    // A plan has nothing but what the table of operations allows: a file that somebody made by hand is held to that too.
    private void Check(InfoNode node, PlanStep step)
    {
        if (step.Refusal is not null)
        {
            if (step.Operation is not null || step.Body is not null || step.Undo is not null)
                throw Invalid(node, "a step with a 'refusal' has an operation");
            return;
        }
        if (step.Operation is null)
            throw Invalid(node, "a step has no 'operation'");
        PlanOperation operation = PlanOperation.Find(step.Operation)
            ?? throw Invalid(node.Find("operation")!.Value, $"the operation '{step.Operation}' cannot be planned");
        RequireArguments(node, operation, step.PathArguments);
        RequireTarget(node, operation, step);
        RequireBody(node, operation, step.Body, step.Files, step.Secrets);
        RequireSame(node, operation, step.Body, step.Files, step.After, "after");
        if (operation.Properties.FirstOrDefault(key => step.After.ContainsKey(key) && !step.Before.ContainsKey(key)) is { } open)
            throw Invalid(node, $"'{open}' is changed, and 'before' does not have it");
        RequireGuard(node, operation, step.Guard);
        if (step.IsDestructive != operation.IsDestructive)
            throw Invalid(node, $"'destructive' is not what it is for '{step.Operation}'");
        if ((step.Undo is null) == (step.NoUndo is null))
            throw Invalid(node, "a step has either 'undo' or 'no_undo'");
        if (step.Undo is not { } undo)
            return;
        PlanOperation? back = PlanOperation.Find(undo.Operation);
        if (back is null || back.Operation != (operation.UndoneBy ?? operation.Operation) || operation.Undo == PlanUndoKind.None)
            throw Invalid(node.Find("undo")!.Value, $"'{undo.Operation}' does not undo '{step.Operation}'");
        RequireArguments(node, back, undo.PathArguments);
        bool isMade = operation.Undo == PlanUndoKind.RemoveMade;
        if (!undo.PathArguments.SequenceEqual(isMade ? step.PathArguments.Append(PlanUndo.FromAnswer) : step.PathArguments)
            || undo.AnswerKey != (isMade ? operation.AnswerKey : null))
            throw Invalid(node.Find("undo")!.Value, "the step would be undone somewhere else");
        RequireBody(node, back, undo.Body, undo.Files, []);
        RequireSame(node.Find("undo")!.Value, back, undo.Body, undo.Files, step.Before, "before");
        if (undo.IsDestructive != back.IsDestructive)
            throw Invalid(node.Find("undo")!.Value, $"'destructive' is not what it is for '{undo.Operation}'");
    }

    private void RequireArguments(InfoNode node, PlanOperation operation, TextList arguments)
    {
        int placeholders = operation.Operation.Path.Count(c => c == '{');
        if (arguments.Count != placeholders || arguments.Any(string.IsNullOrEmpty))
            throw Invalid(node, $"'{operation}' takes {placeholders} values for its path");
    }

    private void RequireBody(InfoNode node, PlanOperation operation, PlanValues? body, IEnumerable<PlanUpload> files, TextList secrets)
    {
        IEnumerable<string> keys = (body?.Keys ?? []).Concat(files.Select(file => file.Key)).Concat(secrets);
        if (keys.GroupBy(key => key).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw Invalid(node, $"the key '{twice.Key}' is in the body twice");
        if (keys.FirstOrDefault(key => !operation.Operation.Body.Contains(key)) is { } unknown)
            throw Invalid(node, $"'{operation}' has no key '{unknown}' in its body");
        if (body?.Keys.FirstOrDefault(key => operation.Secrets.Contains(key) || operation.Texts.Contains(key) || key == operation.Upload)
            is { } held)
            throw Invalid(node, $"the key '{held}' of '{operation}' is not a value that a plan holds");
        if (secrets.FirstOrDefault(key => !operation.Secrets.Contains(key)) is { } open)
            throw Invalid(node, $"the key '{open}' of '{operation}' is not a secret");
        if (files.FirstOrDefault(file => !IsFile(operation, file)) is { } other)
            throw Invalid(node, $"the key '{other.Key}' of '{operation}' is not a file");
    }

    // Whoever reads the plan reads the target. The request has to go there.
    private void RequireTarget(InfoNode node, PlanOperation operation, PlanStep step)
    {
        if (step.Target.Kind != operation.Kind)
            throw Invalid(node, $"'{operation}' is about a {operation.Kind}, and its target is a {step.Target.Kind}");
        if (step.PathArguments.Count > 0 && !string.Equals(step.PathArguments[0], step.Target.Id, StringComparison.OrdinalIgnoreCase))
            throw Invalid(node, $"{step} would be sent to {step.PathArguments[0]}, which is not its target {step.Target.Id}");
    }

    // What has to be unchanged is not for the file to say.
    private void RequireGuard(InfoNode node, PlanOperation operation, PlanGuard guard)
    {
        bool isOfADevice = operation.Kind == ConfigurationKind.Device && !operation.IsAboutNote;
        string? missing = isOfADevice && operation.IsDestructive && !guard.HasOwner ? "user_id"
            : operation.Action is not null && guard.ReadAt is null ? "read_at"
            : null;
        if (missing is not null)
            throw Invalid(node, $"'guard' has no '{missing}', which '{operation}' needs");
    }

    // And whoever reads the plan reads the values before and after. They have to be those that are sent.
    private void RequireSame(
        InfoNode node, PlanOperation operation, PlanValues? body, IEnumerable<PlanUpload> files, PlanValues shown, string name)
    {
        foreach (string key in operation.Properties)
        {
            object? value = null;
            bool isFile = files.Any(file => file.Key == key);
            bool isSent = isFile || (body is not null && PlanStepBuilder.Find(body, key, out value));
            if (isSent != shown.ContainsKey(key))
            {
                throw Invalid(node, isSent
                    ? $"'{key}' is sent, and '{name}' does not have it"
                    : $"'{name}' has '{key}', which is not sent");
            }
            // A text is in 'before' and 'after' by its hash as the service stores it, which is another than that of its file.
            if (isSent && !isFile && !PlanProperties.Same(key, value, shown[key]))
                throw Invalid(node, $"'{key}' is sent with another value than '{name}' says");
        }
    }

    private static bool IsFile(PlanOperation operation, PlanUpload file) =>
        file.Path is null ? operation.Texts.Contains(file.Key) : file.Key == operation.Upload;

    private PlanTarget ReadTarget(InfoNode node)
    {
        Require(node, PlanFormat.TargetKeys);
        string kind = Text(node, "kind");
        if (!Enum.TryParse(kind, out ConfigurationKind parsed) || parsed.ToString() != kind)
            throw Invalid(node, $"there is no kind '{kind}'");
        return new PlanTarget
        {
            Kind = parsed,
            Id = OptionalText(node, "id"),
            SerialNumber = OptionalText(node, "serial_number"),
            Name = OptionalText(node, "name"),
            Platform = OptionalText(node, "platform"),
            User = OptionalText(node, "user"),
            Blueprint = OptionalText(node, "blueprint"),
        };
    }

    private PlanUndo ReadUndo(InfoNode node)
    {
        Require(node, PlanFormat.UndoKeys);
        return new PlanUndo
        {
            Operation = Text(node, "operation"),
            PathArguments = Texts(node, "path"),
            AnswerKey = OptionalText(node, "answer_key"),
            Body = OptionalMap(node, "body") is { } body ? Values(body) : null,
            Files = Files(node),
            IsDestructive = Flag(node, "destructive"),
        };
    }

    private PlanGuard ReadGuard(InfoNode node)
    {
        Require(node, PlanFormat.GuardKeys);
        return new PlanGuard
        {
            ReadAt = OptionalTime(node, "read_at"),
            LastEnrollment = OptionalTime(node, "last_enrollment"),
            HasOwner = node.Find("user_id") is not null,
            UserId = TextOrNull(node, "user_id"),
            BlueprintId = TextOrNull(node, "blueprint_id"),
        };
    }

    private ObjectList<PlanUpload> Files(InfoNode node) => new(OptionalItems(node, "files").Select(item =>
    {
        Require(item, PlanFormat.FileKeys);
        string sha256 = Text(item, "sha256");
        if (sha256.Length != 64 || !sha256.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f')))
            throw Invalid(item, $"'{sha256}' is not a SHA-256 in lower-case hexadecimal digits");
        return new PlanUpload
        {
            Key = Text(item, "key"),
            Path = OptionalText(item, "path"),
            FileName = OptionalText(item, "file_name"),
            Sha256 = sha256,
            Bytes = LongNumber(item, "bytes"),
        };
    }).ToArray());

    private PlanValues Values(InfoNode map) => new(map.Entries.Select(
        entry => new KeyValuePair<string, object?>(entry.Key, Value(entry.Value))));

    private object? Value(InfoNode node) => node.Type switch
    {
        InfoNodeType.Map => Values(node),
        InfoNodeType.List => node.Items.Select(Value).ToList(),
        InfoNodeType.Number => Number(node),
        _ => node.ToValue(),
    };

    private object Number(InfoNode node)
    {
        if (long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
            && Math.Abs((double)whole) <= MaxWhole)
            return whole;
        if (!double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || double.IsNaN(number) || double.IsInfinity(number) || Math.Abs(number) > MaxWhole)
            throw Invalid(node, $"the number {node.Text} is beyond 2^53, where programs no longer read the same number");
        return number;
    }

    private void Require(InfoNode node, string[] keys)
    {
        if (node.Type != InfoNodeType.Map)
            throw Invalid(node, "an object is missing");
        if (node.Entries.FirstOrDefault(entry => !keys.Contains(entry.Key)) is { } unknown)
            throw Invalid(unknown.Value, $"the key '{unknown.Key}' is not known");
    }

    private InfoNode Find(InfoNode node, string key, InfoNodeType type) => node.Find(key)?.Value is { } value
        ? value.Type == type ? value : throw Invalid(value, $"'{key}' has a value of the wrong type")
        : throw Invalid(node, $"'{key}' is missing");

    private InfoNode Map(InfoNode node, string key) => Find(node, key, InfoNodeType.Map);

    private InfoNode? OptionalMap(InfoNode node, string key) => node.Find(key) is null ? null : Map(node, key);

    private IReadOnlyList<InfoNode> Items(InfoNode node, string key) => Find(node, key, InfoNodeType.List).Items;

    private IReadOnlyList<InfoNode> OptionalItems(InfoNode node, string key) => node.Find(key) is null ? [] : Items(node, key);

    private string Text(InfoNode node, string key) => Find(node, key, InfoNodeType.Text).Text;

    private string? OptionalText(InfoNode node, string key) => node.Find(key) is null ? null : Text(node, key);

    private string? TextOrNull(InfoNode node, string key) =>
        node.Find(key)?.Value is { Type: not InfoNodeType.Null } ? Text(node, key) : null;

    private TextList Texts(InfoNode node, string key) => new(OptionalItems(node, key).Select(
        item => item.Type == InfoNodeType.Text ? item.Text : throw Invalid(item, $"'{key}' holds something else than texts")));

    private bool Flag(InfoNode node, string key) => (bool)Find(node, key, InfoNodeType.Flag).ToValue()!;

    private int Whole(InfoNode node, string key) => LongNumber(node, key) is >= 0 and <= int.MaxValue and long whole
        ? (int)whole
        : throw Invalid(node, $"'{key}' is not a whole number that can be used");

    private long LongNumber(InfoNode node, string key) => Number(Find(node, key, InfoNodeType.Number)) is long whole and >= 0
        ? whole
        : throw Invalid(node, $"'{key}' is not a whole number that can be used");

    private DateTime Time(InfoNode node, string key)
    {
        InfoNode value = Find(node, key, InfoNodeType.Text);
        return ConfigurationTime.Parse(value.Text) is { } time && ConfigurationTime.Format(time) == value.Text
            ? time
            : throw Invalid(value, $"'{value.Text}' is not a time in UTC as plans have it");
    }

    private DateTime? OptionalTime(InfoNode node, string key) => node.Find(key) is null ? null : Time(node, key);

    private PlanException Invalid(InfoNode node, string reason) => PlanFile.Invalid(path, node.Line, reason);
}
