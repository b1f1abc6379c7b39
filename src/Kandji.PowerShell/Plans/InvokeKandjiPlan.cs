using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using Kandji.Automation.Plans.Apply;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Users;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Plans;

/// <summary>
/// <para type="synopsis">Applies a plan: exactly as it is listed, or not at all.</para>
/// <para type="description">
/// First the plan is checked: its hash, its tenant, until when it is valid, and the approvals that are asked for. Then every target is read
/// again. A device is known by its id together with its serial number; what a step changes has to be as it was when the plan was made; for
/// what erases, locks out or deletes the user and the blueprint as well; and an action must not have been sent by somebody else since. One
/// difference means that nothing is sent, and each is an error of its own. -SkipChanged leaves those steps out and makes the others.
/// -WhatIf makes all these checks, shows what would be sent, and sends nothing but reads.
/// </para>
/// <para type="description">
/// Then it asks once, with the numbers by kind, how long it takes and what that leaves of the hour's requests, which everybody shares.
/// Steps that destroy nothing are sent several at once, those of one target in their order; the others one at a time, each after another
/// look at its device. Where a step of a target was not made, nothing of that target is destroyed after it.
/// </para>
/// <para type="description">
/// A journal beside the plan (q4.kplan.journal.jsonl) is written to the disk before and after each request. After Ctrl+C, a power cut or a
/// lost network the same command goes on with what is not done. No step is made twice: one that was sent and not answered is looked up, in
/// the properties that it changes or in the commands of an Apple device; where that does not tell, it is left and reported as Unknown. A
/// step that the service refused changed nothing, and is sent again. As long as one run holds the journal, another is refused.
/// </para>
/// <para type="description">
/// With -Wave the plan is applied part by part: after each part the command waits until the devices have carried out their actions, as
/// -Wait of Invoke-KandjiDeviceAction does, and goes on if -MaxFailure allows it. Without it an action is Queued, and
/// Wait-KandjiDeviceCommand or a later run with -Wave waits for it.
/// </para>
/// </summary>
/// <example>
///   <summary>See what a plan would do now, and which devices have changed since it was made</summary>
///   <code>Invoke-KandjiPlan ./q4.kplan.json -WhatIf</code>
/// </example>
/// <example>
///   <summary>Apply a plan that somebody has approved with a certificate: to one device first, then to a tenth, then to all</summary>
///   <code>$keys = '9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B'
/// Invoke-KandjiPlan ./q4.kplan.json -RequireApproval 1 -ApprovedBy $keys -MaxFailure 2% -Wave 1, 10%, 100%</code>
/// </example>
/// <example>
///   <summary>Apply a plan in a scheduled job, without the devices that have changed, and keep what became of each step</summary>
///   <code>Invoke-KandjiPlan ./q4.kplan.json -SkipChanged -Force |
///     Select-Object Time, Number, Action, Name, SerialNumber, Outcome, Message | Export-Csv q4.csv</code>
///   <para>The columns are named so that UnlockPin, the PIN of a locked Mac, is not in the file.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "KandjiPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PlanStepResult))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List), When = "for steps about devices")]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.Get), When = "for steps that destroy something on a device")]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetCommands), When = "for actions of Apple devices")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.Get), When = "for steps that name a blueprint")]
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.Get), When = "for steps that name a user")]
public sealed class InvokeKandjiPlan : PlanRunCmdlet
{
    /// <summary>
    /// How many approvals the plan needs. Those count that are signed by a certificate of -ApprovedBy, each key once, not by who made the
    /// plan, and made before its first step. Without -ApprovedBy they are statements, which anybody could have written who can write the
    /// file: a reminder, and no protection.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int RequireApproval { get; set; }

    /// <summary>
    /// The people who may approve: their certificates, or the thumbprints of these (SHA-1 as Windows shows it, or SHA-256). With it at
    /// least one approval is needed.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? ApprovedBy { get; set; }

    /// <summary>
    /// The parts to apply, one after the other: a number of steps, or a share as 10%. Each counts from the first step of the plan, and
    /// shares are rounded up: -Wave 1, 10%, 100%. After each the devices are waited for. Without 100% at the end the rest is left for
    /// another time.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(WaveCompleter))]
    [TextTransformation]
    public string[]? Wave { get; set; }

    /// <summary>
    /// How long to wait for the devices of a wave: 10m, 1h30m. The default is 10m. When devices have not answered by then, which may be
    /// off, no further wave begins; the same command later goes on.
    /// </summary>
    [Parameter]
    [SpanTransformation]
    [RequiresParameter(nameof(Wave), Reason = "it limits how long that waits")]
    public TimeSpan WaveTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Begins the next wave although devices have not answered within -WaveTimeout.</summary>
    [Parameter]
    [RequiresParameter(nameof(Wave))]
    public SwitchParameter IgnorePending { get; set; }

    /// <summary>
    /// Six digits that erased Macs ask for afterwards, as a SecureString or as they are typed, for a plan whose Erase was planned with a
    /// PIN. No plan holds it.
    /// </summary>
    [Parameter]
    [SecureStringTransformation(KeepsSpaces = true)]
    [ValidateNotNull]
    public SecureString? Pin { get; set; }

    private protected override string Verb => "Apply";

    private protected override PlanRunOptions CreateOptions() => new()
    {
        Approvals = new ApprovalRequirement(
            RequireApproval > 0 ? RequireApproval : ApprovedBy is null ? 0 : 1, (ApprovedBy ?? []).Select(ToApprover).ToArray()),
        Waves = Wave is null ? null : ParseParameter(nameof(Wave), Wave, () => WaveList.Parse(Wave)),
        WaveTimeout = WaveTimeout > TimeSpan.Zero && WaveTimeout <= TimeSpan.FromDays(1)
            ? WaveTimeout
            : throw TerminatingException.FromParameters("-WaveTimeout is a time of up to a day.", WaveTimeout),
        IgnorePending = IgnorePending,
        Secrets = Pin is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["PIN"] = ReadPin() },
    };

    private protected override void OnOpened(PlanRun run)
    {
        if (Pin is not null && !run.Steps.Any(step => step.Secrets.Contains("PIN")))
        {
            throw TerminatingException.FromParameters(
                "No step of the plan takes -Pin: the PIN of an erased Mac has to be planned (Invoke-KandjiDeviceAction -Action Erase -Pin "
                    + "... -AsPlan).");
        }
        if (RequireApproval > 0 && ApprovedBy is null)
        {
            WriteWarning("The approvals are statements, which anybody could have written who can write the file. They remind, and prove "
                + "nothing. Give -ApprovedBy to count signed ones.");
        }
        foreach (PlanApproval approval in run.Approvals)
            WriteVerbose($"Approved by {approval}.");
    }

    private string ReadPin()
    {
        string pin = new NetworkCredential("", Pin).Password;
        return pin.Length == 6 && pin.All(c => c is >= '0' and <= '9')
            ? pin
            : throw TerminatingException.FromParameters("The PIN is six digits.");
    }

    private static Approver ToApprover(object given) => given.Unwrap() switch
    {
        X509Certificate2 certificate => Approver.FromCertificate(certificate),
        string text => ParseParameter(nameof(ApprovedBy), text, () => Approver.Parse(text)),
        var other => throw TerminatingException.FromParameters(
            $"-ApprovedBy takes certificates and thumbprints, not a {other?.GetType().Name ?? "null"}.", other),
    };
}
