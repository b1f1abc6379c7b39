using Kandji.Automation.Configuration.Documents;
using Kandji.Client.Model;

namespace Kandji.Automation.Plans.Apply;

/// <summary>The rules that a plan has to meet before anything is read for it.</summary>
internal static class PlanRules
{
    /// <summary>Checks a plan that is about to be applied.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="path">The plan's file.</param>
    /// <param name="tenant">The tenant of the session.</param>
    /// <param name="now">The time, in UTC.</param>
    /// <param name="options">How it is applied.</param>
    /// <exception cref="PlanException">It cannot be applied.</exception>
    public static void CheckApply(Plan plan, string path, TenantIdentity tenant, DateTime now, PlanRunOptions options)
    {
        CheckTenant(plan, path, tenant);
        if (plan.Steps.Count == 0)
        {
            throw new PlanException("KandjiPlanEmpty", path,
                $"The plan '{path}' has no steps: the commands that made it found nothing to change. There is nothing to apply.");
        }
        if (now > plan.ValidUntil)
        {
            throw new PlanException("KandjiPlanExpired", path,
                $"The plan '{path}' was valid until {ConfigurationTime.Format(plan.ValidUntil)}, and it is "
                    + $"{ConfigurationTime.Format(now)}. Nothing was sent. Make it again with Export-KandjiPlan; "
                    + "-ValidFor says for how long.");
        }
        PlanStep[] refused = plan.Steps.Where(step => step.Refusal is not null).ToArray();
        if (refused.Length > 0 && !options.SkipChanged)
        {
            throw new PlanException("KandjiPlanRefusedStep", path,
                $"The plan '{path}' has {refused.Length} change{(refused.Length == 1 ? "" : "s")} that could not be planned, first "
                    + $"{refused[0]}: {refused[0].Refusal} Nothing was sent. -SkipChanged leaves such changes out.");
        }
        if (PlanDuplicates.Find(plan.Steps) is { } duplicate)
            throw new PlanException("KandjiDuplicateChange", path, $"The plan '{path}' cannot be applied. {duplicate} Nothing was sent.");
        CheckSecrets(plan.Steps, path, options);
    }

    /// <summary>Checks that a plan is of the session's tenant.</summary>
    /// <exception cref="PlanException">It is not.</exception>
    public static void CheckTenant(Plan plan, string path, TenantIdentity tenant)
    {
        if (!string.Equals(plan.Host, tenant.Host, StringComparison.OrdinalIgnoreCase))
        {
            throw new PlanException("KandjiOtherTenant", path,
                $"The plan '{path}' is for {plan.Host}, and the session is with {tenant.Host}. Nothing was sent. Connect to {plan.Tenant}, "
                    + "or name its session with -Session.");
        }
    }

    /// <summary>Checks that the values that no plan holds are given.</summary>
    /// <exception cref="PlanException">One is missing.</exception>
    public static void CheckSecrets(IEnumerable<PlanStep> steps, string path, PlanRunOptions options)
    {
        PlanStep? open = steps.FirstOrDefault(step => step.Secrets.Any(key => !options.Secrets.ContainsKey(key)));
        if (open is not null)
        {
            throw new PlanException("KandjiPlanSecretMissing", path,
                $"The plan '{path}' has a change that needs a value which no plan holds, {open}: {string.Join(", ", open.Secrets)}. "
                    + "Nothing was sent. Give it with -Pin.");
        }
    }
}
