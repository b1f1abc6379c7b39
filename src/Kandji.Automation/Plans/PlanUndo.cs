using Kandji.Client.Model;

namespace Kandji.Automation.Plans;

/// <summary>The change that undoes a step.</summary>
public sealed class PlanUndo
{
    /// <summary>The operation, as <see cref="PlanStep.Operation"/>.</summary>
    public string Operation { get; init; } = "";

    /// <summary>
    /// The values of the operation's placeholders, in order. One that is <see cref="FromAnswer"/> comes from the answer to the step: it is
    /// the value of the key <see cref="AnswerKey"/>.
    /// </summary>
    public TextList PathArguments { get; init; } = [];

    /// <summary>The key of the step's answer that holds the id of what the step made; null when nothing of the answer is needed.</summary>
    public string? AnswerKey { get; init; }

    /// <summary>The body to send; null for none.</summary>
    public PlanValues? Body { get; init; }

    /// <summary>The values of the body that are texts beside the plan.</summary>
    public ObjectList<PlanUpload> Files { get; init; } = new([]);

    /// <summary>Indicates whether undoing destroys something: what the step made is removed.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>The path argument that stands for a value of the answer.</summary>
    internal const string FromAnswer = "{answer}";
}
