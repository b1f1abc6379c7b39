using System.Globalization;
using System.Text;
using Kandji.Automation.Configuration.Documents;
using Kandji.Client.Model;

namespace Kandji.Automation.Plans;

/// <summary>
/// A plan as Markdown, for a pull request or a ticket. Whatever comes from the tenant is in a span of code, where no name can pose as a
/// link, a mention, a heading or a cell of the table.
/// </summary>
internal static class PlanMarkdown
{
    /// <summary>Writes a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="outcomes">What became of a step, by its number; null where nothing was done yet.</param>
    public static string Write(Plan plan, Func<int, string?>? outcomes = null)
    {
        var text = new StringBuilder();
        text.Append("# Plan for ").Append(Code(plan.Tenant.Length == 0 ? "no tenant" : plan.Tenant)).Append("\n\n");
        text.Append(Code(PlanWords.Count(plan.Steps))).Append("\n\n");
        text.Append("| | |\n| --- | --- |\n");
        Row(text, "Host", Code(plan.Host));
        Row(text, "Made by", Code(plan.MadeBy));
        Row(text, "Made at", Time(plan.MadeAt));
        Row(text, "Valid until", Time(plan.ValidUntil));
        Row(text, "With", Code(string.Join(", ", plan.Commands)));
        if (plan.Comment is not null)
            Row(text, "Comment", Code(plan.Comment));
        Row(text, "Destroys something", plan.Steps.Count(step => step.IsDestructive).ToString(CultureInfo.InvariantCulture));
        Row(text, "Cannot be undone", plan.Steps.Count(step => step.NoUndo is not null).ToString(CultureInfo.InvariantCulture));
        Row(text, "Could not be planned", plan.Steps.Count(step => step.Refusal is not null).ToString(CultureInfo.InvariantCulture));
        Row(text, "SHA-256", Code(plan.Hash));
        text.Append(outcomes is null
            ? "\n| # | Change | Object | Serial number | User | Destroys | Undo |\n| ---: | --- | --- | --- | --- | --- | --- |\n"
            : "\n| # | Change | Object | Serial number | User | Destroys | Undo | Outcome |\n"
                + "| ---: | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (PlanStep step in plan.Steps)
        {
            text.Append("| ").Append(step.Number).Append(" | ").Append(Code(PlanWords.Describe(step)));
            if (step.Refusal is not null)
                text.Append(" could not be planned: ").Append(Code(step.Refusal));
            text.Append(" | ").Append(Code(step.Target.Name ?? step.Target.Id));
            text.Append(" | ").Append(Code(step.Target.SerialNumber));
            text.Append(" | ").Append(Code(step.Target.User));
            text.Append(" | ").Append(step.IsDestructive ? "**yes**" : "no");
            text.Append(" | ").Append(step.Refusal is not null ? "" : step.Undo is null ? "no" : "yes");
            if (outcomes is not null)
                text.Append(" | ").Append(Code(outcomes(step.Number)));
            text.Append(" |\n");
        }
        return text.ToString();
    }

    /// <summary>A text in a span of code, on one line, with the bars of tables escaped; nothing where there is none.</summary>
    public static string Code(string? value)
    {
        string shown = PrintableText.Sanitize(value).Replace("|", "\\|").Trim();
        if (shown.Length == 0)
            return "";
        int run = 0, longest = 0;
        foreach (char c in shown)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        string fence = new('`', longest + 1);
        string pad = shown[0] == '`' || shown[shown.Length - 1] == '`' ? " " : "";
        return fence + pad + shown + pad + fence;
    }

    private static void Row(StringBuilder text, string name, string value) =>
        text.Append("| ").Append(name).Append(" | ").Append(value).Append(" |\n");

    private static string Time(DateTime time) => Code(ConfigurationTime.Format(time));
}
