using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Plans;

/// <summary>A plan: changes of one tenant, written to a file before they are made. Times are local.</summary>
public sealed class KandjiPlan
{
    internal KandjiPlan(
        string path, Plan plan, DateTime now, PlanRecord? record = null, IEnumerable<PlanApproval>? approvals = null)
    {
        Path = path;
        Plan = plan;
        Record = record;
        Approvals = new ObjectList<PlanApproval>(approvals ?? []);
        IsExpired = now.ToUniversalTime() > plan.ValidUntil;
        Steps = new ObjectList<KandjiPlanStep>(plan.Steps.Select(step => new KandjiPlanStep(step, record?[step.Number])));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The number of changes by kind and by platform.</summary>
    public string Summary => PlanWords.Count(Plan.Steps);

    /// <summary>The number of steps by what became of them, as <c>31 Done, 6 Queued</c>; null for a plan that was never applied.</summary>
    public string? State => Steps.All(step => step.Outcome == PlanStepOutcome.Open)
        ? null
        : string.Join(", ", Steps.GroupBy(step => step.Outcome).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key}"));

    /// <summary>The name of the tenant that the plan is for.</summary>
    public string Tenant => Plan.Tenant;

    /// <summary>The API's host of the tenant.</summary>
    public string Host => Plan.Host;

    /// <summary>The person who made the plan, and where: <c>ada@laptop</c>.</summary>
    public string MadeBy => Plan.MadeBy;

    /// <summary>When the plan was made.</summary>
    public DateTime MadeAt => Plan.MadeAt.ToLocalTime();

    /// <summary>Until when the plan may be applied.</summary>
    public DateTime ValidUntil => Plan.ValidUntil.ToLocalTime();

    /// <summary>Indicates whether the plan is out of date.</summary>
    public bool IsExpired { get; }

    /// <summary>The reason for the changes, in the words of whoever made the plan; null for none.</summary>
    public string? Comment => Plan.Comment;

    /// <summary>The commands that made the plan.</summary>
    public TextList Commands => Plan.Commands;

    /// <summary>The changes, in the order in which they are made.</summary>
    public ObjectList<KandjiPlanStep> Steps { get; }

    /// <summary>The number of changes.</summary>
    public int StepCount => Steps.Count;

    /// <summary>The number of changes that erase, lock out or delete.</summary>
    public int DestructiveCount => Plan.Steps.Count(step => step.IsDestructive);

    /// <summary>The number of changes that could not be planned.</summary>
    public int RefusedCount => Plan.Steps.Count(step => step.Refusal is not null);

    /// <summary>The approvals of the plan. Without a signature an approval is a statement that anybody could have made.</summary>
    public ObjectList<PlanApproval> Approvals { get; }

    /// <summary>The SHA-256 of the plan, which approvals and the journal name.</summary>
    public string Hash => Plan.Hash;

    internal Plan Plan { get; }

    internal PlanRecord? Record { get; }

    /// <summary>The file and the number of changes.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{System.IO.Path.GetFileName(Path)}: {Summary}";
}
