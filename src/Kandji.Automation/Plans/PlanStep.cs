using Kandji.Client.Model;

namespace Kandji.Automation.Plans;

/// <summary>One change of a plan: one request to the service, with what a person has to know about it.</summary>
public sealed class PlanStep
{
    private int _number;

    /// <summary>The position in the plan, from 1.</summary>
    public int Number
    {
        get => _number;
        init => _number = value;
    }

    /// <summary>The change in the words of the question that the command asks: <c>Set blueprint 'Engineering'</c>, <c>Erase</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The object that is changed.</summary>
    public PlanTarget Target { get; init; } = new();

    /// <summary>
    /// The operation of the API: <c>PATCH /api/v1/devices/{device_id}</c>. It is one of those in <see cref="PlanOperation.All"/>. Null in a
    /// step that could not be planned.
    /// </summary>
    public string? Operation { get; init; }

    /// <summary>The values of the operation's placeholders, in order.</summary>
    public TextList PathArguments { get; init; } = [];

    /// <summary>
    /// The keys and values to send, without secrets and without those in <see cref="Files"/>; null for a request without a body. How they
    /// are sent (JSON, a form) is <see cref="PlanOperation.Body"/>.
    /// </summary>
    public PlanValues? Body { get; init; }

    /// <summary>The values of the body that are files: installers, and texts of library items.</summary>
    public ObjectList<PlanUpload> Files { get; init; } = new([]);

    /// <summary>
    /// The keys of the body whose values are secrets, which are not in the plan and have to be given when it is applied: the PIN of an
    /// erased Mac.
    /// </summary>
    public TextList Secrets { get; init; } = [];

    /// <summary>
    /// The properties that the step changes, by their keys in the body, as they were; empty for an action. A text of a library item is
    /// <c>sha256:</c> with its hash. Other keys, as <c>blueprint_name</c>, are for people, and are not compared.
    /// </summary>
    public PlanValues Before { get; init; } = PlanValues.None;

    /// <summary>The same properties as the step leaves them.</summary>
    public PlanValues After { get; init; } = PlanValues.None;

    /// <summary>Indicates whether the step erases, locks out or deletes.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>The change that undoes the step; null where nothing does.</summary>
    public PlanUndo? Undo { get; init; }

    /// <summary>The reason why the step cannot be undone; null where it can.</summary>
    public string? NoUndo { get; init; }

    /// <summary>The other values that have to be unchanged when the step is applied.</summary>
    public PlanGuard Guard { get; init; } = new();

    /// <summary>
    /// The properties of what another step made and this one, which undoes it, removes. They have to be as they were made. No plan's file
    /// holds them.
    /// </summary>
    internal PlanValues Made { get; init; } = PlanValues.None;

    /// <summary>
    /// The reason why the change could not be planned, such as a device that was not found; null for a step that can be applied. A plan
    /// with such a step is applied only when they are left out on purpose.
    /// </summary>
    public string? Refusal { get; init; }

    /// <summary>The same step at another position.</summary>
    internal PlanStep WithNumber(int number)
    {
        var copy = (PlanStep)MemberwiseClone();
        copy._number = number;
        return copy;
    }

    /// <summary>The number, the change and its target.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"step {Number}: {Action}: {Target}");
}
