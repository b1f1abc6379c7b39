using System.Text.RegularExpressions;
using Kandji.Simulator.State;
using Kandji.Simulator.Webhooks;

namespace Kandji.PowerShell.Tests.Help;

/// <summary>Every recipe of docs/recipes.md, run as written, with a check of what it left.</summary>
public sealed class RecipeTests
{
    private const string UndoHeading = "The steps of a plan that cannot be undone";
    private const string WatchHeading = "Post what changes to a receiver of webhooks, until it is stopped";

    // By the recipe's heading: what must be true afterwards, of the file that it writes (null: of what it returns) or of the tenant.
    private static readonly Dictionary<string, (string? File, Func<string, SimulatedTenant, bool> Holds)> Checks = new()
    {
        ["All devices as a CSV file"] = ("devices.csv",
            (text, tenant) => Lines(text) == tenant.State.Devices.Count()
                && text.Contains($"SerialNumber={KnownFleet.MacSerial}", StringComparison.Ordinal)),
        ["Devices that have not been heard from for thirty days"] = ("silent.csv",
            (text, _) => text.Contains("SerialNumber=", StringComparison.Ordinal)
                && !text.Contains($"={KnownFleet.MacSerial},", StringComparison.Ordinal)),
        ["Macs with an old macOS"] = ("old.csv",
            (text, tenant) => Lines(text) == tenant.State.Devices.Count(
                d => d.Platform.ToString() == "Mac" && Version.Parse(d.OsVersion) < new Version(15, 0))
            && text.Contains($"SerialNumber={KnownFleet.MacSerial},", StringComparison.Ordinal)),
        ["Macs without FileVault, and whose they are"] =
            ("unencrypted.csv", (text, _) => text.Contains($"SerialNumber={KnownFleet.MacWithoutFileVaultSerial}", StringComparison.Ordinal)
            && !text.Contains($"SerialNumber={KnownFleet.MacSerial},", StringComparison.Ordinal)),
        ["Everything about one device"] = (null, (text, _) => text.Contains(KnownFleet.MacSerial, StringComparison.Ordinal)),
        ["Details of the Macs of a blueprint"] = ("engineering.csv", (text, tenant) => Lines(text) == Macs(tenant, KnownFleet.EngineeringId)
            && text.Contains("FileVault=True", StringComparison.Ordinal) && text.Contains("FileVault=False", StringComparison.Ordinal)),
        ["Details of all devices"] = ("details.jsonl", (text, tenant) => Lines(text) == tenant.State.Devices.Count()),
        ["Findings as JSON, for another program"] = ("findings.json",
            (text, _) => text.Contains("RuleId=KH024", StringComparison.Ordinal) && text.Contains("Severity=", StringComparison.Ordinal)),
        ["Which applications are installed, in which versions, how often"] = ("applications.csv",
            (text, _) => Regex.IsMatch(text, "^Count=[0-9]+,AppName=Slack,Version=[0-9.]+$", RegexOptions.Multiline) && Lines(text) > 3),
        ["Who has an application"] = (null, (text, _) => text.Contains("Slack", StringComparison.Ordinal)),
        ["Library items that failed, on which devices"] = ("failed.csv",
            (text, _) => text.Contains("Status=ERROR", StringComparison.Ordinal)
                && !text.Contains("Status=PASS", StringComparison.Ordinal)),
        ["Parameters of one category that are not met"] = (null,
            (text, _) => text.Contains("Status=", StringComparison.Ordinal) && !text.Contains("Status=PASS", StringComparison.Ordinal)),
        ["Devices with a critical vulnerability, and whose they are"] = ("vulnerable.csv",
            (text, _) => text.Contains($"SerialNumber={KnownFleet.MacSerial},AssignedUser={KnownFleet.AdaName}", StringComparison.Ordinal)),
        ["Who changed a device"] = (null, (text, _) => Regex.IsMatch(text, "ActorId=[^,}]+")),
        ["Which actions were sent to a device"] = (null, (text, _) => Regex.IsMatch(text, "CommandType=[^,}]+,Status=Completed")),
        ["What fails compliance, for people"] =
            ("compliance.html", (text, _) => text.Contains(KnownFleet.MacSerial, StringComparison.Ordinal)),
        ["A page about the fleet, for a manager or an auditor"] = ("fleet.html",
            (text, _) => text.Contains(KnownFleet.MacSerial, StringComparison.Ordinal)
                && text.Contains("Devices by platform", StringComparison.Ordinal)),
        ["Recovery keys and PINs"] = ("secrets.csv", (text, _) => Regex.IsMatch(text, "FileVaultKey=[^,]+,")),
        ["Changes since the last run as a CSV file"] = ("differences.csv", (text, tenant) => Lines(text) == tenant.State.Devices.Count()
            && text.Contains($"Change=Added,SerialNumber={KnownFleet.MacSerial},", StringComparison.Ordinal)),
        ["Devices that came and went, without what changed in them"] = (null,
            (text, tenant) => Lines(text) == tenant.State.Devices.Count() && text.Contains(KnownFleet.MacSerial, StringComparison.Ordinal)),
        ["What happened to one device"] =
            (null, (text, _) => Lines(text) == 1 && text.Contains("Change=Added", StringComparison.Ordinal)),
        [WatchHeading] = (null, (text, _) => text.Contains("\"after\":\"NW-66666\"", StringComparison.Ordinal)),
        ["Everything in the audit log since the last run"] =
            ("audit.csv", (text, tenant) => Lines(text) >= tenant.State.AuditEvents.Count()),
        ["One device, by its serial number"] = (null, (_, tenant) => Sent(tenant, "updateinventory") == 1),
        ["The devices of a CSV file"] = (null,
            (_, tenant) => tenant.State.Devices[KnownFleet.MacId].RestartCount == 1
                && tenant.State.Devices[KnownFleet.LeaverMacId].RestartCount == 1),
        ["All devices of a blueprint"] =
            (null, (_, tenant) => Sent(tenant, "blankpush") == tenant.State.Devices.Count(d => d.Blueprint.Id == KnownFleet.EngineeringId)),
        ["All devices of a platform"] =
            (null, (_, tenant) => Sent(tenant, "updateinventory") == tenant.State.Devices.Count(d => d.Platform.ToString() == "iPad")),
        ["Every device"] = (null, (_, tenant) => Sent(tenant, "dailycheckin") == tenant.State.Devices.Count()),
        ["Which devices did it, and what became of the others"] = (null,
            (text, tenant) => Lines(text) == 1
                && text.Contains("SerialNumber=" + KnownFleet.MacWithoutFileVaultSerial, StringComparison.Ordinal)
            && text.Contains("Outcome=Pending", StringComparison.Ordinal)
            && Sent(tenant, "updateinventory") == Macs(tenant, KnownFleet.EngineeringId)),
        ["Lock what was lost, and keep the PINs"] = ("locked.csv",
            (text, tenant) =>
                text.Contains("UnlockPin=" + tenant.State.Devices[KnownFleet.MacWithoutFileVaultId].UnlockPin, StringComparison.Ordinal)),
        ["Find an iPhone that was lost"] = (null,
            (text, tenant) => text.Contains("LostModeStatus=ENABLED", StringComparison.Ordinal) && Regex.IsMatch(text, "LastLocation=[0-9]")
            && Sent(tenant, "playlostmodesound") == 1),
        ["Blueprint, user, asset tag and tags from a CSV file"] = (null,
            (_, tenant) => tenant.State.Devices[KnownFleet.MacId] is { AssetTag: "NW-99999" } mac && mac.Blueprint.Id == KnownFleet.SalesId
            && mac.User?.Id == KnownFleet.LeaverId
            && mac.Tags.Select(t => t.Name).Order(StringComparer.Ordinal).SequenceEqual(["field", "spare"])),
        ["The same for devices that are not enrolled yet"] = (null,
            (_, tenant) => tenant.State.AdeDevices.Any(
                d => d.AssetTag == "NW-88888" && d.Blueprint?.Id == KnownFleet.EngineeringId && d.User?.Email == KnownFleet.AdaEmail)),
        ["Move the devices of one blueprint to another"] =
            (null, (_, tenant) => Macs(tenant, KnownFleet.EngineeringId) == 0 && Macs(tenant, KnownFleet.SalesId) > 0),
        ["Tag devices, and take another tag away"] = (null,
            (_, tenant) => tenant.State.Devices.Where(d => d.Platform.ToString() == "Mac" && d.Blueprint.Id == KnownFleet.EngineeringId)
            .All(d => d.Tags.Any(t => t.Name == "patched") && d.Tags.All(t => t.Id != KnownFleet.PilotTagId))
            && tenant.State.Devices[KnownFleet.MacId].Tags.Any(t => t.Id == KnownFleet.LoanerTagId)),
        ["Take back the devices of somebody"] =
            (null, (_, tenant) => tenant.State.Devices[KnownFleet.LeaverMacId] is { User: null, AssetTag: "" } mac
            && mac.Tags.Any(t => t.Name == "returned") && tenant.State.Devices.All(d => d.User?.Id != KnownFleet.LeaverId)
            && tenant.State.Devices[KnownFleet.MacId].User is not null),
        ["A nightly job with a log and an exit code"] = ("nightly.log",
            (text, tenant) => text.Contains("KandjiNotFound", StringComparison.Ordinal)
                && text.Contains("NOSUCHSERIAL", StringComparison.Ordinal)
            && tenant.State.Devices[KnownFleet.MacId].AssetTag == "NW-77777"),
        // These are told the second tenant, globex.
        ["The devices of all tenants in one file"] = ("fleet.csv",
            (text, tenant) => Lines(text) == 2 * tenant.State.Devices.Count()
                && text.Contains($"Tenant={tenant.BaseAddress.Authority},", StringComparison.Ordinal)),
        ["Two tenants: compare"] = ("differences.csv",
            (text, _) => text.Contains($"Kind=Blueprint,Name={KnownFleet.EngineeringName},Change=OnlyHere", StringComparison.Ordinal)
                && text.Contains($"Kind=CustomScript,Name={KnownFleet.ScriptName},Change=OnlyHere", StringComparison.Ordinal)),
        ["Two tenants: copy"] = (null,
            (_, tenant) => tenant.State.Blueprints.Single(blueprint => blueprint.Name == KnownFleet.EngineeringName).LibraryItems
                    .Any(item => tenant.State.Library[item.ItemId].Name == KnownFleet.ScriptName)
                && tenant.State.Tags.Any(tag => tag.Name == KnownFleet.PilotTagName)
                && tenant.Log.Entries.Count(entry => entry.Path == "/api/v1/tags" && entry.Method == "POST") == 1),
        ["Plan to move devices, for somebody else to read"] = ("q4.md",
            (text, tenant) => text.Contains(KnownFleet.MacSerial, StringComparison.Ordinal)
                && text.Contains(KnownFleet.SalesName, StringComparison.Ordinal)
                && tenant.State.Devices[KnownFleet.MacId].Blueprint.Id == KnownFleet.EngineeringId),
        ["Plan what is done when people leave"] = ("leavers.kplan.json",
            (text, tenant) => text.Contains(KnownFleet.LeaverMacSerial, StringComparison.Ordinal)
                && tenant.State.Users.Any(user => user.Id == KnownFleet.LeaverId)),
        [UndoHeading] = (null,
            (text, _) => text.Contains($"SerialNumber={KnownFleet.LeaverMacSerial}", StringComparison.Ordinal)
                && !text.Contains($"SerialNumber={KnownFleet.MacSerial}", StringComparison.Ordinal)),
        ["Remove people who left"] = (null, (_, tenant) => tenant.State.Users.All(u => u.Id != KnownFleet.LeaverId)),
    };

    public static TheoryData<string> Headings { get; } = [.. Recipes().Keys];

    [Theory]
    [MemberData(nameof(Headings))]
    public async Task Recipe_RunAsWritten_DoesItsJob(string heading)
    {
        string folder = Directory.CreateTempSubdirectory("kandji-recipe").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "devices-to-restart.csv"),
                $"serial_number\n{KnownFleet.MacSerial}\n{KnownFleet.LeaverMacSerial}\n", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "lost.csv"), $"serial_number\n{KnownFleet.MacWithoutFileVaultSerial}\n",
                TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "changes.csv"),
                "serial_number,asset_tag,blueprint_name,user_email,tags\n"
                    + $"{KnownFleet.MacSerial},NW-99999,{KnownFleet.SalesName},{KnownFleet.LeaverEmail},field;spare\n",
                TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "nightly.csv"),
                $"serial_number,asset_tag\nNOSUCHSERIAL,NW-66666\n{KnownFleet.MacSerial},NW-77777\n",
                TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "moves.csv"),
                $"serial_number,blueprint_name\n{KnownFleet.MacSerial},{KnownFleet.SalesName}\n", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                Path.Combine(folder, "leavers.csv"), $"email\n{KnownFleet.LeaverEmail}\n", TestContext.Current.CancellationToken);
            await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
            shell.Tenant.State.Devices[KnownFleet.MacWithoutFileVaultId].CommandProgress = CommandProgress.Never;
            shell.Run(ExampleStubs.Script).Succeeded();
            shell.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder}')").Succeeded();
            string waiting = shell.Run("@(Get-KandjiAdeDevice)[0].SerialNumber").Succeeded().As<string>().Single();
            await File.WriteAllTextAsync(Path.Combine(folder, "delivery.csv"),
                $"serial_number,blueprint,user_email,asset_tag\n{waiting},{KnownFleet.EngineeringName},{KnownFleet.AdaEmail},NW-88888\n",
                TestContext.Current.CancellationToken);

            await using SimulatedTenant? globex = Recipes()[heading].Contains("acme", StringComparison.Ordinal)
                ? await OpenGlobexAsync(shell)
                : null;

            if (heading == UndoHeading)
            {
                shell.Run($$"""
                    Set-KandjiDevice {{KnownFleet.MacSerial}} -AssetTag NW-55555 -AsPlan | Export-KandjiPlan q4.kplan.json
                    Invoke-KandjiDeviceAction {{KnownFleet.LeaverMacSerial}} Restart -AsPlan | Export-KandjiPlan q4.kplan.json -Append
                    """).Succeeded();
            }
            if (heading == WatchHeading)
            {
                Assert.True(Checks[heading].Holds(await WatchAsync(shell, Recipes()[heading]), shell.Tenant), heading);
                return;
            }
            InvocationResult result =
                shell.Run(Recipes()[heading].Replace("C02XXXXXXX", KnownFleet.MacSerial, StringComparison.Ordinal)).Succeeded();

            (string? file, Func<string, SimulatedTenant, bool> holds) = Checks[heading];
            string text = file is null
                ? string.Join("\n",
                    result.Output.Select(item => string.Join(",", item.Properties.Select(p => $"{p.Name}={p.Value}")) + item))
                : await File.ReadAllTextAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken);
            Assert.True(holds(text, globex ?? shell.Tenant), text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The bodies that the receiver got, of what had changed before the watch began.
    private static async Task<string> WatchAsync(PowerShellSession shell, string code)
    {
        string secret = "whsec_" + Convert.ToBase64String(Enumerable.Range(1, 32).Select(number => (byte)number).ToArray());
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync(secret);
        shell.Run("Sync-KandjiInventory ./inventory -Kind Device, User -Baseline").Succeeded();
        shell.Tenant.State.Devices[KnownFleet.MacId].AssetTag = "NW-66666";
        InvocationResult result = await shell.RunUntilAsync(
            code.Replace("https://hooks.example.com/kandji", receiver.Address.ToString(), StringComparison.Ordinal),
            () => receiver.Accepted.Count > 0);
        result.Succeeded();
        return string.Join("\n", receiver.Accepted.Select(received => System.Text.Encoding.UTF8.GetString(received.Body)));
    }

    // A second tenant, both registered, that lacks some of what the first one has.
    private static async Task<SimulatedTenant> OpenGlobexAsync(PowerShellSession shell)
    {
        SimulatedTenant globex = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 60 });
        globex.Limits.Enabled = false;
        foreach (SimulatedTenant tenant in new[] { shell.Tenant, globex })
        {
            // A thing with the name of another is not compared.
            tenant.State.Library.Remove(KnownFleet.SecondTwiceScriptId);
            tenant.State.Blueprints[KnownFleet.SecondTwiceId].Name = "Another kiosk";
        }
        foreach (SimulatedBlueprint blueprint in globex.State.Blueprints)
            blueprint.LibraryItems = [.. blueprint.LibraryItems.Where(item => item.ItemId != KnownFleet.ScriptId)];
        globex.State.Library.Remove(KnownFleet.ScriptId);
        globex.State.Blueprints[KnownFleet.EngineeringId].Name = "Research";
        globex.State.Tags[KnownFleet.PilotTagId].Name = "trial";
        shell.Run($$"""
            New-Module -Name Microsoft.PowerShell.SecretManagement {
                function Get-Secret {
                    [CmdletBinding()] param([string]$Name, [string]$Vault)
                    $text = if ($Name -eq 'Globex') { '{{globex.Token}}' } else { $global:token }
                    [System.Net.NetworkCredential]::new('', $text).SecurePassword
                }
            } | Import-Module
            Register-KandjiTenant acme $uri Acme; Register-KandjiTenant globex {{globex.BaseAddress}} Globex
            """).Succeeded();
        globex.Log.Clear();
        return globex;
    }

    private static Dictionary<string, string> Recipes() =>
        Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "recipes.md"))
            .ReplaceLineEndings("\n"), "^### (.+)\n(?:(?!^#|```)[\\s\\S])*```powershell\n((?:(?!```)[\\s\\S])*)```", RegexOptions.Multiline)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    [Fact]
    public void EveryRecipe_HasItsCheck() => Assert.Equal(Checks.Keys.Order(), Recipes().Keys.Order());

    private static int Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private static int Macs(SimulatedTenant tenant, string blueprintId) =>
        tenant.State.Devices.Count(d => d.Platform.ToString() == "Mac" && d.Blueprint.Id == blueprintId);

    private static int Sent(SimulatedTenant tenant, string action) =>
        tenant.Log.Entries.Count(e => e.Path.EndsWith("/action/" + action, StringComparison.Ordinal) && e.Status != 429);
}
