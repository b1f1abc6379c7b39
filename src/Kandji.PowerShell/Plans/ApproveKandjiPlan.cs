using System.Security.Cryptography.X509Certificates;
using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Plans;

/// <summary>
/// <para type="synopsis">Approves a plan, for those who apply it to count.</para>
/// <para type="description">
/// Adds an approval to the file beside the plan (q4.kplan.approvals.json): the person, the time, a comment, and the hash of the plan, so
/// that it holds for this plan alone. Look at the plan before, with Get-KandjiPlan. Nothing is sent.
/// </para>
/// <para type="description">
/// With -Certificate the approval is signed with the certificate's key, and Invoke-KandjiPlan -RequireApproval 1 -ApprovedBy THUMBPRINT
/// counts it: then nobody who cannot use that key can have made it. Without it the approval is a statement, which anybody could have
/// written who can write the file. It reminds people of what was agreed, and protects from nothing.
/// </para>
/// </summary>
/// <example>
///   <summary>Look at a plan, and approve it with a certificate</summary>
///   <code>Get-KandjiPlan ./q4.kplan.json
/// $cert = Get-ChildItem Cert:\CurrentUser\My | Where-Object Subject -eq 'CN=Grace Hopper' | Select-Object -First 1
/// Approve-KandjiPlan ./q4.kplan.json -Certificate $cert -Comment 'As agreed on Monday'</code>
/// </example>
/// <example>
///   <summary>Note that a plan was agreed on, where nobody has a certificate</summary>
///   <code>Approve-KandjiPlan ./q4.kplan.json -Comment 'CHG-1024'</code>
/// </example>
[Cmdlet(VerbsLifecycle.Approve, "KandjiPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(PlanApproval))]
[NoFixedOperation("Sends nothing.")]
public sealed class ApproveKandjiPlan : CancellableCmdlet
{
    /// <summary>The file of the plan. Wildcards are taken literally.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [RequiredArgument("plan", Values = "the path of a .kplan.json file")]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>
    /// The certificate to sign with, with its private key: RSA from 2048 bits, or ECDSA. Who it belongs to, and that it was not revoked, is
    /// for those to know who name it in -ApprovedBy.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Words for those who apply the plan and those who look at it later. They are signed, too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Comment { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Guard(Path, () =>
    {
        string path = FilePath.ForReading(SessionState, Path);
        Plan plan = PlanFile.Read(path);
        DateTime now = DateTime.UtcNow;
        RequireApprovable(plan, path, now);
        var approval = new PlanApproval
        {
            Path = PlanFile.GetApprovalsPath(path), PlanHash = plan.Hash, Person = PlanPerson.Current, Comment = Comment,
            TimeUtc = ConfigurationTime.Parse(ConfigurationTime.Format(now))!.Value,
        };
        if (!ShouldProcess(path, Certificate is null ? "Approve without a signature" : $"Approve as {Certificate.Subject}"))
            return;
        if (Certificate is not null)
            approval = ApprovalSignature.Sign(approval, Certificate);
        int others = Await(ApprovalFile.AddAsync(path, approval, TimeProvider.System, StopToken));
        if (others > 0)
            WriteWarning($"{others} approval{(others == 1 ? " was" : "s were")} of another plan of this name, and not taken over.");
        if (PlanPerson.IsSame(approval.Person, plan.MadeBy))
            WriteWarning($"The plan was made by {plan.MadeBy}: the approval of the same person does not count.");
        WriteObject(approval);
    });

    private void RequireApprovable(Plan plan, string path, DateTime now)
    {
        if (now > plan.ValidUntil)
        {
            throw new PlanException("KandjiPlanExpired", path,
                $"The plan '{path}' was valid until {ConfigurationTime.Format(plan.ValidUntil)}. It cannot be applied any more.");
        }
        if (Await(PlanRun.ReadRecordAsync(plan, path, TimeProvider.System, StopToken))?.FirstStep is { } began)
        {
            throw new PlanException("KandjiPlanStarted", path,
                $"The plan '{path}' was begun at {ConfigurationTime.Format(began)}. An approval after the first step does not count.");
        }
    }
}
