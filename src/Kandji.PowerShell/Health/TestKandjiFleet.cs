using Kandji.Automation.Health;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Health;

/// <summary>
/// <para type="synopsis">Tests a fleet: what is wrong, why, how bad, and how to mend it. Nothing is changed.</para>
/// <para type="description">
/// Asks a number of rules about devices, users, enrollment, the library and the tenant, and writes a finding for each thing that breaks
/// one, worst first: the rule, the severity, the subject, one sentence with the numbers, since when it is so, the values, and how to mend
/// it. Where the module can mend it, FixPlan has the planned change, which Export-KandjiPlan takes; nothing is changed before a plan is
/// applied. docs/health.md explains each rule and its cost.
/// </para>
/// <para type="description">
/// A rule that could not look writes one finding whose State is NotEvaluated, with the reason: a missing permission, a list that broke
/// off, -Fast, -MaxRequest, what is left of the tenant's hour. Devices without data for a rule are counted in a finding whose State is
/// Unknown. Neither means that all is well.
/// </para>
/// <para type="description">
/// The lists and Prism come first, because they take a request for 300 devices. -Verbose tells what the rest costs before it is sent. No
/// rule reads a secret, and nobody but the tenant is asked. Devices whose management was removed are left out, except for duplicates of a
/// serial number.
/// </para>
/// </summary>
/// <example>
///   <summary>See what is wrong</summary>
///   <code>Test-KandjiFleet</code>
/// </example>
/// <example>
///   <summary>How often does each rule find something?</summary>
///   <code>Test-KandjiFleet -Fast | Group-Object RuleId, Title -NoElement</code>
/// </example>
/// <example>
///   <summary>Everything about one finding</summary>
///   <code>Test-KandjiFleet -Rule KH010 | Select-Object -First 1 | Format-List</code>
/// </example>
/// <example>
///   <summary>Wake the devices that are silent, after a look at which they would be</summary>
///   <code>Test-KandjiFleet -Rule KH010 | Where-Object State -eq Found | Invoke-KandjiDeviceAction BlankPush -WhatIf</code>
/// </example>
/// <example>
///   <summary>Write a plan that reinstalls the agent where it is missing, to be looked at and applied later</summary>
///   <code>Test-KandjiFleet -Rule KH012 | ForEach-Object FixPlan | Export-KandjiPlan ./agents.kplan.json</code>
/// </example>
/// <example>
///   <summary>Let a build fail on what is bad, by a policy</summary>
///   <code>New-KandjiPolicy ./policy.psd1
/// Test-KandjiFleet -Policy ./policy.psd1 -Fast -Exclude KH029 -FailOn Critical</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "KandjiFleet")]
[OutputType(typeof(Finding))]
public sealed class TestKandjiFleet : FleetTestCmdlet
{
    private readonly List<DeviceReference> _devices = [];
    private int _notFound;

    /// <summary>
    /// The devices to look at: ids, serial numbers, names, or objects that name them (devices, rows with a column device_id or
    /// serial_number). Rules about anything else are not asked then. Without it, and without input, the whole fleet.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNullOrEmpty]
    public DeviceReference[]? Device { get; set; }

    /// <inheritdoc/>
    private protected override void BeginAll()
    {
        RunspaceSessions.Current.LastTest = [];
        base.BeginAll();
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (Device is not null)
            _devices.AddRange(Device);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        // A pipeline that brought no device asked for none.
        bool isAll = _devices.Count == 0 && !MyInvocation.ExpectingInput;
        List<string>? ids = isAll ? null : FindDevices();
        if (ids is { Count: 0 })
            return;
        TenantReport report = RunTest(ids);
        Await(new FixPlanner(Client, ConnectedSession, CmdletOperations.GetName(GetType())).PlanAsync(report, StopToken));
        foreach (Finding finding in report.Findings)
            WriteObject(finding);
    }

    /// <inheritdoc/>
    private protected override void EndAll()
    {
        RunspaceSessions.Current.LastTest = Reports;
        FailIfWanted(Reports, Reports.SelectMany(report => report.Findings), _notFound);
    }

    private List<string> FindDevices()
    {
        var resolver = new DeviceResolver(Client, allowName: true);
        var ids = new List<string>();
        foreach (DeviceReference reference in _devices)
        {
            if (!Guard(reference, () => ids.Add(Await(resolver.ResolveAsync(reference, StopToken)).DeviceId ?? "")))
                Interlocked.Increment(ref ((TestKandjiFleet?)Owner ?? this)._notFound);
        }
        return ids;
    }
}
