using Kandji.Automation.Plans;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// A change that a command with -AsPlan would make, and did not. Export-KandjiPlan writes a plan of it. A change that could not be planned,
/// as that of a device which was not found, has a <see cref="Refusal"/>.
/// </summary>
public sealed class PlannedChange : IOriginated
{
    internal PlannedChange(PlanStep step, IReadOnlyDictionary<string, byte[]> texts, KandjiSession session, string command)
    {
        Step = step;
        Texts = texts;
        Session = session;
        Command = command;
    }

    /// <summary>The name of the tenant.</summary>
    public string Tenant => Session.Tenant;

    /// <summary>The name of the object.</summary>
    public string? Name => Target.Name;

    /// <summary>The serial number of a device.</summary>
    public string? SerialNumber => Target.SerialNumber;

    /// <summary>The object that is changed.</summary>
    public PlanTarget Target => Step.Target;

    /// <summary>The change: <c>Blueprint 'Sales' -> 'Engineering'</c>, <c>Erase</c>.</summary>
    public string Change => PlanWords.Describe(Step);

    /// <summary>The change in the words of the question that the command asks.</summary>
    public string Action => Step.Action;

    /// <summary>The properties that are changed, as they are now.</summary>
    public PlanValues Before => Step.Before;

    /// <summary>The same properties afterwards.</summary>
    public PlanValues After => Step.After;

    /// <summary>Indicates whether the change erases, locks out or deletes.</summary>
    public bool IsDestructive => Step.IsDestructive;

    /// <summary>Indicates whether Undo-KandjiPlan can take the change back.</summary>
    public bool CanUndo => Step.Undo is not null;

    /// <summary>The reason why the change could not be planned; null where it could.</summary>
    public string? Refusal => Step.Refusal;

    /// <summary>The command that would make the change.</summary>
    public string Command { get; }

    internal PlanStep Step { get; }

    internal IReadOnlyDictionary<string, byte[]> Texts { get; }

    internal KandjiSession Session { get; }

    /// <summary>The error that was written about a change that could not be planned.</summary>
    internal ErrorRecord? Failure { get; init; }

    TenantIdentity? IOriginated.Origin => Session.Identity;

    /// <summary>The change and its target.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{Change}: {Target}";
}
