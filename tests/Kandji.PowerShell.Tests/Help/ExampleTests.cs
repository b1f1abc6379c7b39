using System.Reflection;
using Kandji.Help;
using Kandji.PowerShell.Permissions;
using Kandji.Simulator.Health;

namespace Kandji.PowerShell.Tests.Help;

/// <summary>
/// Every example of the help, run as written against a tenant of its own. Only what stands for the reader's own things is replaced.
/// </summary>
public sealed class ExampleTests
{
    // Names that the help writes, and those that this tenant has.
    private static readonly (string Written, string Here)[] Placeholders =
    [
        ("Connect-Kandji -Tenant acme -Region EU", "Connect-Kandji -Uri $uri"),
        ("Connect-Kandji -Tenant acme", "Connect-Kandji -Uri $uri"),
        // Both are registered, and not in the form that the next line replaces.
        ("Connect-Kandji acme, globex", "Connect-Kandji globex, acme"),
        ("Connect-Kandji acme", "Connect-Kandji -Uri $uri"),
        ("Connect-Kandji -ErrorAction Stop", "Connect-Kandji -Uri $uri -Token $token -ErrorAction Stop"),
        ("Compare-KandjiTenant acme globex", "Compare-KandjiTenant $session $other"),
        ("-Session acme, globex", "-Session $session"),
        ("-Session acme", "-Session $session"),
        ("-Session globex", "-Session $session"),
        ("-At 90d", "-At ([datetime]::Now)"),
        ("-Tag retired", $"-Tag '{KnownFleet.PilotTagName}'"),
        // Nobody else approves in a test.
        ("-RequireApproval 1 -ApprovedBy $keys ", ""),
        ("C02XXXXXXX", KnownFleet.MacSerial),
        ("DMPXXXXXXXXX", KnownFleet.LostPadSerial),
    ];

    public static TheoryData<string, string> Examples { get; } =
        new(Commands.All.SelectMany(command => command.Examples.Select(example => (command.Name, example.Title))));

    /// <summary>
    /// The examples that a command which takes -WhatIf has a part in: the first of each command, and all with <c>KANDJI_TESTS=full</c>.
    /// </summary>
    public static TheoryData<string, string> ChangingExamples { get; } = new(
        from command in Commands.All
        from example in command.Examples.Where(IsChanging)
            .Take(Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? int.MaxValue : 1)
        select (command.Name, example.Title));

    private static bool IsChanging(ExampleHelp example) =>
        CmdletOperations.AllCmdlets().Any(cmdlet => cmdlet.Type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess
            && example.Code.Contains(cmdlet.Name, StringComparison.OrdinalIgnoreCase));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_OfTheHelp_RunsAsWritten(string command, string title)
    {
        (string code, InvocationResult result, _) = await RunAsync(command, title, "");

        Assert.True(result.Terminating is null && result.Errors.Count == 0,
            code + "\n" + string.Join("\n", result.Errors.Append(result.Terminating)
                .Where(e => e is not null)
                .Select(e => $"{e!.FullyQualifiedErrorId}: {e.Exception.Message}")));
    }

    [Theory]
    [MemberData(nameof(ChangingExamples))]
    public async Task Example_OfTheHelp_UnderWhatIfSendsOnlyReads(string command, string title)
    {
        (_, _, IReadOnlyList<RequestEntry> sent) = await RunAsync(command, title, "$WhatIfPreference = 1; ");

        Assert.DoesNotContain(sent, e => e.Method != "GET");
    }

    private static async Task<(string Code, InvocationResult Result, IReadOnlyList<RequestEntry> Sent)> RunAsync(
        string command, string title, string before)
    {
        ExampleHelp example = Commands.Named(command).Examples.First(e => e.Title == title);
        (InvocationResult result, IReadOnlyList<RequestEntry> sent) = await RunCodeAsync(example.Code, before);
        return (example.Code, result, sent);
    }

    /// <summary>Runs code as the examples are run.</summary>
    /// <param name="code">The code, as the help writes it.</param>
    /// <param name="before">The script to run before it, in the same invocation.</param>
    /// <param name="first">An action on the connected engine before the code runs.</param>
    internal static async Task<(InvocationResult Result, IReadOnlyList<RequestEntry> Sent)> RunCodeAsync(
        string code, string before, Action<PowerShellSession>? first = null)
    {
        string folder = Directory.CreateTempSubdirectory("kandji-example").FullName;
        try
        {
            foreach ((string name, string content) in Files())
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
                await File.WriteAllTextAsync(Path.Combine(folder, name), content, TestContext.Current.CancellationToken);
            }
            await using PowerShellSession shell =
                await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 20 });
            for (int i = 0; i < 20; i++)
                shell.Host.Answers.Enqueue("Yes");
            shell.Run(ExampleStubs.Script).Succeeded();
            shell.Run("Register-KandjiTenant acme $uri Acme; Register-KandjiTenant globex $uri Globex -ReadOnly").Succeeded();
            shell.Run(
                $"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder}'); $global:session = Get-KandjiSession").Succeeded();

            // For what compares two.
            await using SimulatedTenant? other = code.Contains("Compare-KandjiTenant", StringComparison.Ordinal)
                ? await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 }, TestContext.Current.CancellationToken)
                : null;
            if (other is not null)
            {
                shell.Open(other, "other");
                // An object that has the name of another cannot be compared.
                foreach (SimulatedTenant tenant in new[] { shell.Tenant, other })
                {
                    tenant.State.Library.Remove(KnownFleet.SecondTwiceScriptId);
                    tenant.State.Blueprints[KnownFleet.SecondTwiceId].Name = "Another kiosk";
                }
            }
            if (code.Contains("KandjiConfiguration ./", StringComparison.Ordinal))
                PrepareRepository(shell, folder, isOfAnother: code.Contains("-ToTenant", StringComparison.Ordinal));
            first?.Invoke(shell);
            int connected = shell.Tenant.Log.Count;
            Prepare(shell, code);
            int prepared = shell.Tenant.Log.Count;

            // A watch goes on until it is stopped: after its first round, at the end of which it reads the audit log.
            InvocationResult result = code.StartsWith("Watch-KandjiTenant", StringComparison.Ordinal)
                ? await shell.RunUntilAsync(before + Here(code), () => HasReadAudit(shell, prepared))
                : shell.Run(before + Here(code));
            return (result, [.. shell.Tenant.Log.Entries.Where((_, at) => at < connected || at >= prepared)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool HasReadAudit(PowerShellSession shell, int before) =>
        shell.Tenant.Log.Entries.Skip(before).Count(entry => entry is { Path: "/api/v1/audit/events", Duration: not null }) >= 2;

    // The files that an earlier run has left, for code that does not begin with one.
    private static void Prepare(PowerShellSession shell, string code)
    {
        // A build fails where the fleet is not well.
        if (code.Contains("-FailOn", StringComparison.Ordinal))
            HealthyFleet.Mend(shell.Tenant.State);
        if (code.Contains("-Inventory ./acme.inventory", StringComparison.Ordinal)
            || code.StartsWith("Get-KandjiInventory", StringComparison.Ordinal)
            || code.StartsWith("Complete-KandjiInventory", StringComparison.Ordinal))
            shell.Run("Sync-KandjiInventory ./acme.inventory").Succeeded();
        if (code.StartsWith("Complete-KandjiAuditCursor", StringComparison.Ordinal))
            shell.Run("Get-KandjiAuditEvent -CursorPath ./audit.cursor").Succeeded();
        if (code.Contains("-Policy policy.psd1", StringComparison.Ordinal))
            shell.Run("$null = New-KandjiPolicy policy.psd1").Succeeded();
        if (code.Contains("-Append", StringComparison.Ordinal) || !code.Contains("| Export-KandjiPlan", StringComparison.Ordinal)
            || code.Contains("-As Certificate", StringComparison.Ordinal) || code.Contains("Undo-KandjiPlan", StringComparison.Ordinal))
            PreparePlan(shell, code);
    }

    // The plan that the code reads, applied where it is about what was done.
    private static void PreparePlan(PowerShellSession shell, string code)
    {
        string plan = System.Text.RegularExpressions.Regex.Match(code, @"\w+\.kplan\.json").Value;
        if (plan.Length == 0)
            return;
        shell.Run($"$null = Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag NW-55555 -AsPlan | Export-KandjiPlan {plan}").Succeeded();
        if (code.Contains("Undo-KandjiPlan", StringComparison.Ordinal) || code.Contains("-As Certificate", StringComparison.Ordinal))
            shell.Run($"$null = Invoke-KandjiPlan {plan} -Force").Succeeded();
    }

    // The repository ./acme, of this tenant or of another that was the same.
    private static void PrepareRepository(PowerShellSession shell, string folder, bool isOfAnother)
    {
        if (isOfAnother)
        {
            // A thing with the name of another cannot be copied.
            shell.Tenant.State.Library.Remove(KnownFleet.SecondTwiceScriptId);
            shell.Tenant.State.Blueprints[KnownFleet.SecondTwiceId].Name = "Another kiosk";
        }
        shell.Run("$null = Export-KandjiConfiguration ./acme").Succeeded();
        if (isOfAnother)
            File.WriteAllText(Path.Combine(folder, "acme", ".iructl"), "tenant_url: acme.api.kandji.io\n");
        shell.Tenant.Log.Clear();
    }

    /// <summary>The code with what stands for the reader's own things replaced.</summary>
    internal static string Here(string code)
    {
        foreach ((string written, string here) in Placeholders)
            code = code.Replace(written, here, StringComparison.Ordinal);
        return code;
    }

    // The files that examples read.
    private static IEnumerable<(string Name, string Content)> Files()
    {
        yield return ("devices.csv", $"serial_number,asset_tag\n{KnownFleet.MacSerial},A-1\n{KnownFleet.PhoneSerial},A-2\n");
        yield return ("delivery.csv",
            "serial_number,blueprint,user_email,asset_tag\n"
                + $"{KnownFleet.MacSerial},{KnownFleet.EngineeringName},{KnownFleet.AdaEmail},A-3\n");
        yield return ("moves.csv", $"serial_number,blueprint_name\n{KnownFleet.MacSerial},{KnownFleet.SalesName}\n");
        yield return ("leavers.csv", $"email\n{KnownFleet.LeaverEmail}\n");
        yield return ("tenants.csv", "Name,Uri,SecretName\ninitech,initech.api.kandji.io,KandjiInitech\n");
        yield return ("token.p7m", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA\n");
        yield return ("notes.csv", $"serial_number,content\n{KnownFleet.MacSerial},Cracked screen\n");
        yield return ("names.csv", $"serial_number,new_name\n{KnownFleet.MacSerial},Front Desk 2\n");
        yield return ("retired.csv", $"serial_number\n{KnownFleet.AppleTVSerial}\n");
        yield return ("check-free-space.zsh", "#!/bin/zsh\nexit 0\n");
        yield return ("clean.zsh", "#!/bin/zsh\nexit 0\n");
        yield return ("scripts/hello.zsh", "#!/bin/zsh\necho hello\n");
        foreach (string profile in (string[])["screen-lock.mobileconfig", "wifi.mobileconfig", "profiles/dock.mobileconfig"])
            yield return (profile, "<plist version=\"1.0\"><dict/></plist>");
        foreach (string installer in (string[])["vpn-client-5.pkg", "vpn-client-6.pkg", "Timesheets.zip", "Drawing.dmg", "Rounds.ipa",
            "apps/Rounds.ipa"])
            yield return (installer, "an installer");
        yield return ("lost.csv", $"serial_number\n{KnownFleet.MacWithoutFileVaultSerial}\n");
    }
}
