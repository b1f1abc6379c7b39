using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Users;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Sessions;
using Kandji.Simulator;

namespace Kandji.Shell;

/// <summary>The module's main job from end to end: each command as it is typed, its output as it is seen, and a check of what it did.</summary>
internal static class Tour
{
    private delegate bool Check(IReadOnlyList<PSObject> output, IReadOnlyList<ErrorRecord> errors, SimulatedTenant tenant);

    private static readonly (string Says, string Command, Check Did)[] Steps =
    [
        ("Connect. The address is a simulated tenant on this machine; yours is as short as 'acme'.",
            "Connect-Kandji -Uri $uri -Token $token",
            (output, errors, _) => Went(errors) && output is [{ BaseObject: KandjiSession { IsConnected: true } }]),

        ("Find devices: by what they are, and where. Names match whole; wildcards work.",
            "Get-KandjiDevice -Platform Mac -Blueprint 'Engineering'",
            (output, errors, tenant) => Went(errors) && output.Count > 0 && All<Device>(output, d => d.Platform == "Mac" && d.BlueprintId == KnownFleet.EngineeringId)
                && output.Count == tenant.State.Devices.Count(d => d.Platform.ToString() == "Mac" && d.Blueprint.Id == KnownFleet.EngineeringId)),

        ("Objects are typed: a time compares with a time. What was never heard from is older than any.",
            "Get-KandjiDevice -Platform iPad, iPhone | Where-Object LastCheckIn -lt ([datetime]::Now.AddDays(-30))",
            (output, errors, _) => Went(errors) && output.Count > 0 && All<Device>(output, d => d.LastCheckIn is not { } seen || seen < DateTime.Now.AddDays(-30))),

        ("One object leads to the next.",
            $"Get-KandjiDevice {KnownFleet.MacSerial} | Get-KandjiUser",
            (output, errors, _) => Went(errors) && output is [{ BaseObject: User { Email: KnownFleet.AdaEmail } }]),

        ("Wildcards find blueprints by a part of their name.",
            "Get-KandjiBlueprint 'Eng*'",
            (output, errors, _) => Went(errors) && output.Count == 2 && All<Blueprint>(output, b => b.Name!.StartsWith("Eng", StringComparison.Ordinal))),

        ("Act on what was found. What does no harm runs without a question.",
            "Get-KandjiDevice -Platform Mac -Blueprint 'Engineering' | Invoke-KandjiDeviceAction -Action BlankPush",
            (output, errors, tenant) => Went(errors) && output.Count > 0 && All<DeviceActionResult>(output, r => r.Outcome == DeviceActionOutcome.Queued)
                && tenant.Log.Entries.Count(e => e.Path.EndsWith("/action/blankpush", StringComparison.Ordinal)) == output.Count),

        ("Each action has parameters of its own, which appear and complete with it.",
            $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Restart -NotifyUser",
            (output, errors, tenant) => Went(errors) && output.Count == 1 && tenant.State.Devices[KnownFleet.MacId].RestartCount == 1),

        ("What cannot be undone asks first. Here -WhatIf says what it would do, naming the exact device.",
            $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Erase -Pin 123456 -WhatIf",
            (output, errors, tenant) => Went(errors) && output.Count == 0 && tenant.State.Devices[KnownFleet.MacId].EraseCount == 0),

        ("Somebody leaves. What would happen?",
            "Get-KandjiUser -Email 'left@example.com' | Remove-KandjiUser -UnassignDevices -WhatIf",
            (_, errors, tenant) => Went(errors) && HasLeaver(tenant)),

        ("Without -UnassignDevices the service refuses, and the error says which devices and what helps.",
            "Remove-KandjiUser 'left@example.com' -Force",
            (_, errors, tenant) => errors is [{ } error] && error.FullyQualifiedErrorId.StartsWith("KandjiUserHasDevices", StringComparison.Ordinal)
                && error.Exception.Message.Contains(KnownFleet.LeaverMacSerial, StringComparison.Ordinal) && HasLeaver(tenant)),

        ("With it, unattended.",
            "Get-KandjiUser -Email 'left@example.com' | Remove-KandjiUser -UnassignDevices -Force",
            (_, errors, tenant) => Went(errors) && !HasLeaver(tenant)),

        ("What was that? How much of the hour's requests is left?",
            "Get-KandjiSession",
            (output, errors, _) => Went(errors) && output is [{ BaseObject: KandjiSession { RequestsSent: > 10 } }]),
    ];

    /// <summary>Goes through all steps; false when one did not do what it should.</summary>
    public static bool Run(Engine engine)
    {
        int wrong = 0;
        foreach ((string says, string command, Check did) in Steps)
        {
            Console.WriteLine($"# {says}");
            Console.WriteLine($"PS> {command}");
            (IReadOnlyList<PSObject> output, IReadOnlyList<ErrorRecord> errors) = engine.Run(command);
            if (!did(output, errors, engine.Tenant))
            {
                wrong++;
                engine.Host.UI.WriteErrorLine("This step did not do what it should.");
            }
            Console.WriteLine();
        }
        Console.WriteLine(wrong == 0 ? $"All {Steps.Length} steps did what they should." : $"{wrong} of {Steps.Length} steps did not do what they should.");
        return wrong == 0;
    }

    private static bool HasLeaver(SimulatedTenant tenant) => tenant.State.Users.Any(user => user.Id == KnownFleet.LeaverId);

    private static bool Went(IReadOnlyList<ErrorRecord> errors) => errors.Count == 0;

    private static bool All<T>(IReadOnlyList<PSObject> output, Func<T, bool> condition) => output.All(item => item.BaseObject is T value && condition(value));
}
