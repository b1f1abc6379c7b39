using System.Globalization;
using System.Net;
using System.Text;
using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Plans.Apply;
using Kandji.Client.Model;

namespace Kandji.Automation.Plans;

/// <summary>
/// The changes that a plan made, for whoever has to show them: of each person, device and other object each change, when and by whom it was
/// made. It is made of the plan and its journal alone.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="record">What its journals tell.</param>
/// <param name="approvals">Its approvals.</param>
/// <param name="tenant">The name of the tenant, as it is registered on this machine.</param>
/// <param name="issuedAt">The time of the certificate, in UTC.</param>
internal sealed class PlanCertificate(
    Plan plan, PlanRecord record, IReadOnlyList<PlanApproval> approvals, string tenant, DateTime issuedAt)
{
    private const long Schema = 1;

    private IEnumerable<IGrouping<string, PlanStep>> Objects => plan.Steps
        .GroupBy(step => $"{step.Target.Kind}\n{step.Target.Id ?? step.Target.Name}", StringComparer.OrdinalIgnoreCase);

    private bool IsComplete => plan.Steps.Count > 0 && plan.Steps.All(step => Outcome(step) == PlanStepOutcome.Done);

    /// <summary>The certificate as JSON.</summary>
    public string ToJson() => PlanText.Write(new PlanValues(
    [
        new("schema", Schema),
        new("host", plan.Host),
        new("tenant", tenant),
        new("plan", plan.Hash),
        new("comment", plan.Comment),
        new("made_by", plan.MadeBy),
        new("made_at", Time(plan.MadeAt)),
        new("approvals", approvals.Select(approval => new PlanValues(
        [
            new("person", approval.Person),
            new("time", Time(approval.TimeUtc)),
            new("signed_by", approval.Thumbprint),
            new("comment", approval.Comment),
        ])).ToArray()),
        new("runs", record.Runs.Select(run => new PlanValues(
        [
            new("person", run.Person), new("time", Time(run.Time)), new("version", run.Version),
        ])).ToArray()),
        new("complete", IsComplete),
        new("people", People().ToArray()),
        new("objects", Objects.Select(ToValues).ToArray()),
        new("issued_by", PlanPerson.Current),
        new("issued_at", Time(issuedAt)),
    ]));

    /// <summary>The certificate as a page that is whole in itself, for a printer.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder(Head);
        html.Append("<h1>Certificate</h1>\n<p class=\"").Append(IsComplete ? "whole" : "open").Append("\">")
            .Append(IsComplete ? "Everything in the plan was done." : "Not everything in the plan was done.").Append("</p>\n<table>\n");
        Row(html, "Tenant", $"{tenant} ({plan.Host})");
        Row(html, "People", string.Join(", ", People()));
        Row(html, "Reason", plan.Comment);
        Row(html, "Planned", $"{Shown(plan.MadeAt)} by {plan.MadeBy}");
        foreach (PlanApproval approval in approvals)
        {
            Row(html, "Approved", $"{Shown(approval.TimeUtc)} by {approval.Person}"
                + (approval.IsSigned ? $", signed with the certificate {approval.Subject} ({approval.Thumbprint})" : ", not signed"));
        }
        foreach (JournalEntry run in record.Runs)
            Row(html, "Applied", $"{Shown(run.Time)} by {run.Person}");
        Row(html, "Plan", $"SHA-256 {plan.Hash}");
        Row(html, "Issued", $"{Shown(issuedAt)} by {PlanPerson.Current}");
        html.Append("</table>\n");
        foreach (IGrouping<string, PlanStep> steps in Objects)
        {
            PlanTarget target = steps.First().Target;
            string kind = ConfigurationKinds.Singular(target.Kind);
            html.Append("<h2>").Append(Encode(char.ToUpperInvariant(kind[0]) + kind.Substring(1) + ": " + target)).Append("</h2>\n");
            html.Append("<p>").Append(Encode(Owner(target))).Append("</p>\n");
            html.Append("<table>\n<tr><th>Change</th><th>Outcome</th><th>When</th><th>By whom</th></tr>\n");
            foreach (PlanStep step in steps)
            {
                StepRecord done = record[step.Number];
                html.Append("<tr><td>").Append(Encode(PlanWords.Describe(step))).Append("</td><td>")
                    .Append(Encode(Words(step) + (done.Message is { } message ? $": {message}" : ""))).Append("</td><td>")
                    .Append(Encode(done.Person is null ? "" : Shown(done.Time))).Append("</td><td>")
                    .Append(Encode(done.Person)).Append("</td></tr>\n");
            }
            html.Append("</table>\n");
        }
        return html.Append("<footer>Made from the plan and its journal. Times are UTC.</footer>\n</body>\n</html>\n").ToString();
    }

    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Certificate</title>
        <style>
        body { font: 11pt/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a;
          background: #fff; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .2rem; break-after: avoid; } p { margin: .2rem 0 .6rem; }
        table { border-collapse: collapse; width: 100%; break-inside: avoid; } th, td { text-align: left; vertical-align: top;
          padding: .3rem .6rem; border-bottom: 1px solid #c8c8c8; overflow-wrap: anywhere; } th { font-weight: 600; }
        .whole { font-weight: 600; color: #14602b; } .open { font-weight: 600; color: #9b1c1c; }
        footer { margin-top: 2rem; color: #595959; }
        </style>
        </head>
        <body>

        """;

    private PlanValues ToValues(IGrouping<string, PlanStep> steps)
    {
        PlanTarget target = steps.First().Target;
        return new PlanValues(
        [
            new("kind", target.Kind),
            new("id", target.Id),
            new("serial_number", target.SerialNumber),
            new("name", target.Name),
            new("platform", target.Platform),
            new("user", target.User),
            new("steps", steps.Select(step => new PlanValues(
            [
                new("number", step.Number),
                new("change", PlanWords.Describe(step)),
                new("destructive", step.IsDestructive),
                new("outcome", Outcome(step)),
                new("message", step.Refusal ?? record[step.Number].Message),
                new("time", record[step.Number].Person is null ? null : Time(record[step.Number].Time)),
                new("person", record[step.Number].Person),
            ])).ToArray()),
        ]);
    }

    // Those whose devices the plan is about, and those who are removed.
    private IEnumerable<string> People() => plan.Steps
        .Select(step => step.Target.Kind == ConfigurationKind.User ? step.Target.Name : step.Target.User)
        .OfType<string>()
        .Distinct(StringComparer.OrdinalIgnoreCase);

    private PlanStepOutcome Outcome(PlanStep step) => step.Refusal is null ? record[step.Number].Outcome : PlanStepOutcome.Skipped;

    private string Words(PlanStep step) => Outcome(step) switch
    {
        PlanStepOutcome.Done => "done",
        PlanStepOutcome.Queued or PlanStepOutcome.Pending => "sent; the device has not answered yet",
        PlanStepOutcome.Failed => "failed on the device",
        PlanStepOutcome.Refused => "refused by the service",
        PlanStepOutcome.Unknown => "sent; the outcome is not known",
        PlanStepOutcome.Undone => "done, and undone",
        PlanStepOutcome.Skipped => "left out",
        _ => "not done",
    };

    private static string Owner(PlanTarget target) => target.Kind != ConfigurationKind.Device
        ? ""
        : $"{target.Platform}, assigned to {target.User ?? "nobody"}, id {target.Id}";

    private static void Row(StringBuilder html, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            html.Append("<tr><th>").Append(name).Append("</th><td>").Append(Encode(value)).Append("</td></tr>\n");
    }

    private static string Encode(string? text) => WebUtility.HtmlEncode(PrintableText.Sanitize(text));

    private static string? Time(DateTime time) => ConfigurationTime.Format(time);

    private static string Shown(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
