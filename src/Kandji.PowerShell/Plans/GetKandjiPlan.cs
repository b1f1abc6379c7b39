using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Plans;

/// <summary>
/// <para type="synopsis">Reads a plan: what it would change, who made it, and until when it may be applied.</para>
/// <para type="description">
/// Shows the number of changes by kind and by platform first; the property Steps has each of them, with the values before and after.
/// Nothing is sent, and no session is needed. A plan that was edited after it was made, or that is damaged, is refused. Of a plan that was
/// applied, State counts what became of its steps, and each step has its Outcome, from the journal beside the plan. While a run holds the
/// journal, the error says who runs the plan since when. Approvals has the approvals.
/// </para>
/// <para type="description">
/// -AsMarkdown writes the plan as text for a pull request or a ticket. Names from the tenant are shown there as code, so that none of them
/// can pose as a link, a mention or a part of the table.
/// </para>
/// </summary>
/// <example>
///   <summary>See what a plan would change</summary>
///   <code>Get-KandjiPlan q4.kplan.json</code>
/// </example>
/// <example>
///   <summary>List the steps that destroy something</summary>
///   <code>(Get-KandjiPlan q4.kplan.json).Steps | Where-Object IsDestructive</code>
/// </example>
/// <example>
///   <summary>Put a plan into a ticket</summary>
///   <code>Get-KandjiPlan q4.kplan.json -AsMarkdown | Set-Content q4.md</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiPlan")]
[OutputType(typeof(KandjiPlan), typeof(string))]
[NoFixedOperation("Sends nothing.")]
public sealed class GetKandjiPlan : CancellableCmdlet
{
    /// <summary>The file of the plan. Wildcards are taken literally.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [RequiredArgument("plan", Values = "a file", PipedFrom = "Get-ChildItem *.kplan.json")]
    [Alias("LiteralPath", "PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[] Path { get; set; } = [];

    /// <summary>Writes the plan as Markdown.</summary>
    [Parameter]
    public SwitchParameter AsMarkdown { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (string path in Path)
        {
            Guard(path, () =>
            {
                string file = FilePath.ForReading(SessionState, path);
                Plan plan = PlanFile.Read(file);
                PlanRecord? record = Await(PlanRun.ReadRecordAsync(plan, file, TimeProvider.System, StopToken));
                if (AsMarkdown)
                {
                    WriteObject(PlanMarkdown.Write(plan, record is null ? null : number => record[number].Outcome.ToString()));
                    return;
                }
                IEnumerable<PlanApproval> approvals = ApprovalFile.Read(file).Where(approval => approval.PlanHash == plan.Hash);
                WriteObject(new KandjiPlan(file, plan, DateTime.UtcNow, record, approvals));
            });
        }
    }
}
