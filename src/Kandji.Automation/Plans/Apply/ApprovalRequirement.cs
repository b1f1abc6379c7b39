using System.Security.Cryptography.X509Certificates;
using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Plans.Apply;

/// <summary>Which approvals a plan needs before it is applied.</summary>
/// <param name="Count">How many; 0 for none.</param>
/// <param name="Approvers">Whose signatures count; empty where statements do.</param>
internal sealed record ApprovalRequirement(int Count, IReadOnlyList<Approver> Approvers)
{
    /// <summary>Checks the approvals of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="path">The plan's file.</param>
    /// <param name="approvals">The approvals beside it.</param>
    /// <param name="firstStep">When the first step of the plan was about to be sent, in UTC; null when none was.</param>
    /// <param name="now">The time, in UTC.</param>
    /// <returns>The approvals that count.</returns>
    /// <exception cref="PlanException">
    /// One is for another plan, or its signature does not hold (<c>KandjiInvalidPlanApproval</c>); or too few count
    /// (<c>KandjiPlanNotApproved</c>).
    /// </exception>
    public IReadOnlyList<PlanApproval> Check(
        Plan plan, string path, IReadOnlyList<PlanApproval> approvals, DateTime? firstStep, DateTime now)
    {
        var counted = new List<PlanApproval>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var reasons = new List<string>();
        foreach (PlanApproval approval in approvals)
        {
            if (approval.PlanHash != plan.Hash)
            {
                throw new PlanException("KandjiInvalidPlanApproval", path,
                    $"'{approval.Path}' has an approval by {approval.Person} for another plan: for the SHA-256 {approval.PlanHash}, and "
                        + $"this plan has {plan.Hash}. Have this plan approved, with Approve-KandjiPlan.");
            }
            if (Refuse(approval, plan, path, firstStep, now, seen) is { } reason)
                reasons.Add($"that of {approval.Person} does not: {reason}");
            else
                counted.Add(approval);
        }
        if (counted.Count >= Count)
            return counted;
        throw new PlanException("KandjiPlanNotApproved", path,
            $"The plan '{path}' needs {Count} approval{(Count == 1 ? "" : "s")}, and {counted.Count} count{(counted.Count == 1 ? "s" : "")}"
                + (reasons.Count == 0 ? "." : "; " + string.Join("; ", reasons) + ".")
                + " Nothing was sent. Approve-KandjiPlan adds one.");
    }

    private string? Refuse(
        PlanApproval approval, Plan plan, string path, DateTime? firstStep, DateTime now, HashSet<string> seen)
    {
        string key = "person:" + PlanPerson.GetUser(approval.Person);
        bool isApprover = false;
        if (approval.IsSigned)
        {
            using var certificate = new X509Certificate2(Convert.FromBase64String(approval.Certificate!));
            if (ApprovalSignature.Refuse(approval, certificate) is { } reason)
            {
                throw new PlanException("KandjiInvalidPlanApproval", path,
                    $"The approval by {approval.Person} in '{approval.Path}' does not hold: {reason}.");
            }
            isApprover = Approvers.Any(approver => approver.Has(certificate));
            if (Approvers.Count > 0)
                key = ApprovalSignature.GetKey(certificate);
        }
        return Approvers.Count > 0 && !approval.IsSigned ? "it is not signed"
            : Approvers.Count > 0 && !isApprover ? $"its certificate, {approval.Subject} ({approval.Thumbprint}), is none of -ApprovedBy"
            : PlanPerson.IsSame(approval.Person, plan.MadeBy) ? "who made a plan does not approve it"
            : approval.TimeUtc > firstStep ? "it was made after the first step"
            // It would be, as soon as there is one: a plan that was begun with it could not be gone on with.
            : firstStep is null && approval.TimeUtc > now ? $"it is dated {ConfigurationTime.Format(approval.TimeUtc)}, and here it is "
                + $"{ConfigurationTime.Format(now)}: compare the clocks, or wait until then"
            : seen.Add(key) ? null : "it is the second of the same " + (Approvers.Count > 0 ? "key" : "person");
    }
}
