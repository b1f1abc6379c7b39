using System.Text;
using Kandji.Client.Model;

namespace Kandji.Automation.Plans.Apply;

/// <summary>The steps that undo what a plan has done, the last first, each with the number of the step that it undoes.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Left">The steps that were made and cannot be undone, and those whose outcome is not known.</param>
internal sealed record PlanInverse(IReadOnlyList<PlanStep> Steps, IReadOnlyList<PlanStepResult> Left)
{
    /// <summary>Finds out what can be undone.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="path">The plan's file.</param>
    /// <param name="record">What its runs did.</param>
    /// <param name="readAt">
    /// The service's time, in UTC, where the steps are written to a plan of their own; null where they are made at once.
    /// </param>
    /// <exception cref="PlanException">A text beside the plan is missing, or was edited.</exception>
    public static PlanInverse Create(Plan plan, string path, PlanRecord record, DateTime? readAt = null)
    {
        var steps = new List<PlanStep>();
        var left = new List<PlanStepResult>();
        foreach (PlanStep step in plan.Steps.Reverse())
        {
            StepRecord made = record[step.Number];
            if (made.Outcome is not (PlanStepOutcome.Done or PlanStepOutcome.Queued or PlanStepOutcome.Unknown))
                continue;
            if (Refuse(step, made) is { } reason)
                left.Add(CreateLeft(plan, step, reason));
            else
                steps.Add(Invert(step, path, made, readAt));
        }
        left.Reverse();
        return new PlanInverse(steps, left);
    }

    private static string? Refuse(PlanStep step, StepRecord made) =>
        made.Outcome == PlanStepOutcome.Unknown ? "It is not known whether it was made. Apply the plan again to have it looked up."
        : step.Undo is null ? $"It cannot be undone: {step.NoUndo}."
        : step.Undo.AnswerKey is not null && made.Answer is null
            ? "It cannot be undone: the service did not tell the id of what was made. Remove it by hand."
        : null;

    private static PlanStep Invert(PlanStep step, string path, StepRecord made, DateTime? readAt)
    {
        PlanUndo undo = step.Undo!;
        PlanOperation operation = PlanOperation.Find(undo.Operation)!;
        bool removes = PlanOperation.Find(step.Operation)!.IsNew;
        bool canRedo = operation.Undo is PlanUndoKind.Restore or PlanUndoKind.Opposite && step.Secrets.Count == 0
            && step.Files.All(file => file.Path is null);
        return new PlanStep
        {
            Number = step.Number,
            Action = "Undo: " + step.Action,
            // The id of a new object is known only now.
            Target = removes ? WithId(step.Target, operation, made.Answer) : step.Target,
            Operation = undo.Operation,
            PathArguments = new TextList(
                undo.PathArguments.Select(argument => argument == PlanUndo.FromAnswer ? made.Answer ?? "" : argument)),
            Body = undo.Body,
            Files = undo.Files,
            Before = step.After,
            After = step.Before,
            IsDestructive = undo.IsDestructive,
            Undo = canRedo
                ? new PlanUndo
                {
                    Operation = step.Operation!, PathArguments = step.PathArguments, Body = step.Body, Files = step.Files,
                    IsDestructive = step.IsDestructive,
                }
                : null,
            NoUndo = canRedo ? null : operation.NoUndo ?? "it undoes something that cannot be made again",
            Guard = new PlanGuard { ReadAt = operation.Action is null ? null : readAt },
            Made = removes ? ReadMade(step, path) : PlanValues.None,
        };
    }

    // What was sent, as the service gives it back: a text that was not sent is none, and an installer is the hash of its file.
    private static PlanValues ReadMade(PlanStep step, string path)
    {
        var made = new List<KeyValuePair<string, object?>>();
        PlanOperation making = PlanOperation.Find(step.Operation)!;
        foreach (string property in making.GetMadeProperties())
        {
            if (step.Files.FirstOrDefault(file => file.Key == property) is { } file)
            {
                if (file.Path is not null)
                {
                    made.Add(new(property, PlanProperties.HashFile(file.Sha256)));
                    continue;
                }
                string text = Encoding.UTF8.GetString(PlanFile.ReadText(path, file));
                made.Add(new(property, PlanProperties.HashText(property, text)));
            }
            else if (step.Body is { } body && PlanStepBuilder.Find(body, property, out object? value))
            {
                made.Add(new(property, value));
            }
            else if (making.Texts.Contains(property))
            {
                made.Add(new(property, null));
            }
        }
        return new PlanValues(made);
    }

    private static PlanTarget WithId(PlanTarget target, PlanOperation operation, string? id) =>
        operation.Kind == Configuration.ConfigurationKind.Device
            ? target
            : new PlanTarget { Kind = target.Kind, Id = id, Name = target.Name };

    private static PlanStepResult CreateLeft(Plan plan, PlanStep step, string reason) => new()
    {
        Number = step.Number, Action = step.Action, Target = step.Target, Tenant = plan.Tenant, Outcome = PlanStepOutcome.Skipped,
        Message = reason,
    };
}
