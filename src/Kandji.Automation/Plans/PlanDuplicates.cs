namespace Kandji.Automation.Plans;

/// <summary>
/// Finds changes that are twice in a plan: of two values for one thing, the second would count, and the first would be lost.
/// </summary>
internal static class PlanDuplicates
{
    /// <summary>Finds two steps that change the same.</summary>
    /// <param name="steps">The steps.</param>
    /// <returns>A sentence about them; null where there are none.</returns>
    public static string? Find(IEnumerable<PlanStep> steps)
    {
        var seen = new Dictionary<string, PlanStep>(StringComparer.Ordinal);
        foreach (PlanStep step in steps.Where(step => step.Refusal is null))
        {
            foreach (string key in Keys(step))
            {
                if (seen.TryGetValue(key, out PlanStep? first))
                {
                    return $"Steps {first.Number} and {step.Number} change the same thing of {step.Target}: "
                        + $"'{PlanWords.Describe(first)}' and '{PlanWords.Describe(step)}'.";
                }
                seen.Add(key, step);
            }
        }
        return null;
    }

    private static IEnumerable<string> Keys(PlanStep step)
    {
        PlanOperation operation = PlanOperation.Find(step.Operation)!;
        string what = string.Join("\n", step.PathArguments.Prepend(step.Operation!));
        if (operation.IsNew)
            return [what + "\n" + Configuration.Documents.CanonicalForm.Write(step.Body)];
        if (step.Before.ContainsKey("assigned") || step.After.ContainsKey("assigned"))
        {
            // To assign and to remove are one thing.
            return [string.Join("\n", step.PathArguments.Append(Configuration.Documents.CanonicalForm.Write(step.Body)))];
        }
        string[] properties = operation.Properties.Where(step.After.ContainsKey).ToArray();
        return properties.Length == 0 ? [what] : properties.Select(property => what + "\n" + property);
    }
}
