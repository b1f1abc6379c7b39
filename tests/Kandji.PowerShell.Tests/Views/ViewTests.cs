using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kandji.Automation.Configuration;
using Kandji.Automation.Health;
using Kandji.Automation.Inventory;
using Kandji.Automation.Plans.Apply;
using Kandji.Client;
using Kandji.Client.Audit;
using Kandji.Client.Model;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Plans;
using Kandji.PowerShell.Sessions;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Tests.Views;

/// <summary>Every view of the module, rendered on a screen of 80 columns with objects of a simulated tenant.</summary>
public sealed partial class ViewTests
{
    private static readonly string FormatFile = Path.Combine(Repository.Root, "module", "Kandji.Format.ps1xml");
    private static readonly XElement[] All = [.. XElement.Load(FormatFile).Element("ViewDefinitions")!.Elements("View")];

    // Where objects of a type come from, when not from the cmdlet that writes them without being asked for anything.
    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["KandjiTenant"] = "Register-KandjiTenant acme acme KandjiAcme -Vault Operations; Get-KandjiTenant",
        ["DeviceActionResult"] = $"'{KnownFleet.MacSerial}', '{KnownFleet.PhoneSerial}' | Invoke-KandjiDeviceAction -Action BlankPush",
        ["DeviceVolume"] = "(Get-KandjiDevice -Platform Mac | Get-KandjiDeviceDetail).Volumes",
        ["DeviceLostMode"] = $"Get-KandjiDeviceLostMode {KnownFleet.LostPadSerial}",
        ["DeviceSecret"] = $"Get-KandjiDeviceSecret {KnownFleet.MacSerial}",
        ["BlueprintLibraryItem"] = $"Get-KandjiBlueprintLibraryItem '{KnownFleet.EngineeringName}'",
        ["LibraryItemActivity"] = "Get-KandjiCustomScript | Get-KandjiLibraryItemActivity",
        ["LibraryItemStatus"] = "Get-KandjiCustomScript | Get-KandjiLibraryItemStatus",
        ["ConfigurationFileResult"] = NewRepository + "$written" + Deleted,
        ["ConfigurationFileDifference"] = NewRepository + "$null = New-KandjiTag fresh; [IO.File]::AppendAllText("
            + $"\"$p/scripts/{KnownFleet.ScriptName}/audit.zsh\", 'echo'); Compare-KandjiConfiguration $p" + Deleted,
        ["PrismCount"] = "Measure-KandjiPrism Apps, FileVault",
        ["BehavioralDetection"] = "Get-KandjiThreat | Get-KandjiBehavioralDetection",
        ["VulnerabilityDevice"] = "Get-KandjiVulnerability | Get-KandjiVulnerabilityDevice",
        ["VulnerabilitySoftware"] = "Get-KandjiVulnerability | Get-KandjiVulnerabilitySoftware",
        ["VulnerableVersion"] = "(Get-KandjiVulnerability | Get-KandjiVulnerabilitySoftware).SoftwareVersions",
        ["DeviceNote"] =
            $"New-KandjiDeviceNote {KnownFleet.MacSerial} -Content 'A note that is rather long and goes on, so that the table has to cut "
            + $"it off somewhere.'",
    };

    // A repository that is deleted again.
    private const string NewRepository = "$p = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'kandji-' + [guid]::NewGuid()); "
        + "$written = Export-KandjiConfiguration $p; try { ";

    private const string Deleted = " } finally { [IO.Directory]::Delete($p, $true) }";

    private static readonly int[] Widths = [60, 80, 120, 200];

    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<PSObject>>>> SharedObjects = new(StringComparer.Ordinal);

    public static TheoryData<int, string> Views { get; } =
        new(All.Select((view, index) => (index, $"{GetTypeName(view)} {view.Element("Name")!.Value}")));

    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_FitsTheWindowAndShowsItsColumns(int index, string name)
    {
        XElement view = All[index];
        IReadOnlyList<PSObject> objects = await SharedObjectsAsync(GetTypeName(view));

        using var screen = new Screen(view);
        foreach (int width in Widths)
        {
            string[] lines = AssertFits(screen, name, objects, width);

            Assert.Contains(lines, line => line.Trim().Length > 0);
            string all = string.Join(' ', lines);
            Assert.DoesNotContain("Kandji.Client.", all);
            Assert.DoesNotContain("Kandji.PowerShell.", all);
            Assert.DoesNotContain("System.", all);
        }
    }

    // Texts that are as long as they like leave no column out: each is cut to its part of the window. No control code comes through.
    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_OfVeryLongTexts_FitsTheWindowAndShowsItsColumns(int index, string name)
    {
        XElement view = All[index];
        IReadOnlyList<PSObject> objects = await ObjectsAsync(GetTypeName(view));
        foreach (PSObject item in objects)
            Change(item.BaseObject, text => "\u001b[2J" + text + new string('\u4e16', 40) + new string('w', 300));

        using var screen = new Screen(view);
        foreach (int width in Widths)
        {
            string[] lines = AssertFits(screen, name, objects, width);

            Assert.DoesNotContain(lines, line => Plain(line).Contains('\u001b', StringComparison.Ordinal));
            if (view.Value.Contains("::Fit(", StringComparison.Ordinal)
                && FindType(GetTypeName(view)).Assembly == typeof(KandjiObject).Assembly)
                Assert.Contains(lines, line => line.Contains('\u241b', StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Table_InAVeryWideWindow_CutsNothing(int index, string name)
    {
        XElement view = All[index];
        if (view.Element("TableControl") is null)
            return;

        string[] lines = Render(view, await SharedObjectsAsync(GetTypeName(view)), width: 10_000).Lines;

        Assert.True(lines.Length > 2, name);
        Assert.DoesNotContain(lines, line => line.Contains('\u2026', StringComparison.Ordinal));
    }

    // The promise that the widths and shares of a view make together.
    [Fact]
    public void Table_CutsItsTextsToTheWindow()
    {
        Assert.All(All.Where(view => view.Element("TableControl") is not null), view =>
        {
            XElement[] headers = [.. view.Descendants("TableColumnHeader")];
            XElement[] items = [.. view.Descendants("TableColumnItem")];
            Match[] cuts = [.. items.Select(item => CutRule().Match(item.Value))];
            // The first number that a cell has is its width: of Fit, or of a format string.
            int[] widths = [.. items.Zip(cuts, (item, cut) => Math.Abs(int.Parse(
                (cut.Success ? cut.Groups[1] : PadRule().Match(item.Value).Groups[1]).Value, CultureInfo.InvariantCulture)))];
            int shares = cuts.Where(cut => cut.Success).Sum(cut => int.Parse(cut.Groups[2].Value, CultureInfo.InvariantCulture));

            Assert.Equal(headers.Length, items.Length);
            Assert.All(headers.Zip(widths), pair => Assert.InRange(pair.First.Element("Label")!.Value.Length, 1, pair.Second));
            Assert.True(widths.Sum() + widths.Length - 1 <= 79, $"{GetTypeName(view)}: {string.Join(", ", widths)}");
            Assert.InRange(shares, 0, 100);
            // PowerShell measures the texts of a table only where its first column has no width.
            Assert.Null(headers[0].Element("Width"));
            Assert.Matches("::Fit(First|Subject)[(]", items[0].Value);
            Assert.All(items, item => Assert.DoesNotContain("DisplayText]::Sanitize", item.Value));
        });
    }

    [Theory]
    [InlineData("Get-KandjiDevice | Out-String -Width 200", 200)]
    [InlineData("$d | oss -w:132 | Set-Content x", 132)]
    [InlineData("$d | Microsoft.PowerShell.Utility\\out-file x -Width $wide", 150)]
    [InlineData("$d | Out-String @splat", 99)]
    [InlineData("$d | Out-String", null)]
    [InlineData("$d | Out-String -Width (Get-Width)", null)]
    [InlineData("$d | Out-String -Width 'no'", null)]
    [InlineData("Show-Out-String -Width 7", null)]
    [InlineData("if (", null)]
    [InlineData("", null)]
    public void Width_OfTheStatementThatWrites_IsRead(string statement, int? width) =>
        Assert.Equal(width, DisplayWidth.FromStatement(statement, name => name switch
        {
            "wide" => PSObject.AsPSObject(150),
            "splat" => new Hashtable(StringComparer.OrdinalIgnoreCase) { ["width"] = 99 },
            _ => null,
        }));

    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("longer", 5, "long\u2026")]
    [InlineData("\u4e16\u754c\u4e16", 6, "\u4e16\u754c\u4e16")]
    [InlineData("\u4e16\u754c\u4e16", 5, "\u4e16\u754c\u2026")]
    [InlineData("\u4e16\u754c\u4e16", 4, "\u4e16\u2026")]
    [InlineData("a\U0001f600b", 3, "a\u2026")]
    [InlineData("a", 0, "\u2026")]
    [InlineData("", 0, "")]
    public void Cut_CountsTheColumnsOfTheTerminal(string text, int width, string cut) => Assert.Equal(cut, DisplayText.Cut(text, width));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public async Task Devices_InAWindow_ShowAsMuchAsFits(int width)
    {
        XElement view = All.First(v => v.Element("Name")!.Value == "Device");
        IReadOnlyList<PSObject> objects = await ObjectsAsync(GetTypeName(view));
        foreach (PSObject device in objects)
            ((Client.Devices.Device)device.BaseObject).OsVersion = "17.7.10";

        string table = string.Join('\n', Render(view, objects, width: width).Lines.Select(Plain));

        foreach (Client.Devices.Device device in objects.Select(item => (Client.Devices.Device)item.BaseObject))
        {
            Assert.Contains(" 17.7.10 ", table);
            if (width < 120)
                continue;
            Assert.Contains(device.DeviceName!, table);
            Assert.Contains(device.BlueprintName!, table);
            Assert.Contains(device.User?.Email ?? "", table);
        }
        Assert.Equal(width < 120, table.Contains('\u2026', StringComparison.Ordinal));
    }

    // PowerShell measures the rows of the first 0.3 seconds. Later rows have as much room.
    [Fact]
    public async Task Devices_ThatComeLater_AreNotCutToTheWidthOfTheFirst()
    {
        XElement view = All.First(v => v.Element("Name")!.Value == "Device");
        IReadOnlyList<PSObject> objects = await ObjectsAsync(GetTypeName(view));
        foreach (PSObject device in objects.Take(3))
            Change(device.BaseObject, _ => "x");

        string[] lines = Render(view, objects, width: 120, script: "$n = 0; $input | ForEach-Object { if (++$n -eq 3) "
            + "{ [System.Threading.Thread]::Sleep(400) }; $_ } | Out-Default").Lines;

        Assert.Equal(objects.Count + 2, lines.Count(line => line.Trim().Length > 0));
        Assert.DoesNotContain(lines, line => line.Contains('\u2026', StringComparison.Ordinal));
    }

    [Fact]
    public void Type_ThatIsWritten_HasAView()
    {
        var written =
            from cmdlet in CmdletOperations.AllCmdlets()
            from attribute in cmdlet.Type.GetCustomAttributes(typeof(OutputTypeAttribute), inherit: false).Cast<OutputTypeAttribute>()
            from type in attribute.Type
            where type.Type?.Namespace?.StartsWith("Kandji.", StringComparison.Ordinal) == true
            select type.Type.FullName;
        var seen = All.SelectMany(view => view.Descendants("TypeName")).Select(type => type.Value).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], written.Distinct().Where(type => !seen.Contains(type)).ToList());
    }

    [Fact]
    public void View_OfTextFromTheService_LetsItThroughOnlyWhenSafe()
    {
        var raw =
            from view in All
            let type = FindType(GetTypeName(view))
            from item in view.Descendants()
            .Where(element => element.Name.LocalName is "TableColumnItem" or "ListItem" or "WideItem" or "GroupBy")
            let property = item.Element("PropertyName")?.Value
            where property is not null && type.GetProperty(property)?.PropertyType is { } kind
            && (kind == typeof(string) || kind == typeof(object) || typeof(System.Collections.IList).IsAssignableFrom(kind))
            where type.Assembly == typeof(KandjiClient).Assembly
            select $"{type.Name} {view.Element("Name")!.Value}: {property}";

        Assert.Empty(raw);
    }

    // Out of a job, a remote session or Import-Clixml.
    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_OfObjectsFromAnotherProcess_ShowsTheSame(int index, string name)
    {
        XElement view = All[index];
        IReadOnlyList<PSObject> objects = await SharedObjectsAsync(GetTypeName(view));
        PSObject[] others =
            [.. objects.Select(item => PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(item, depth: 5))))];

        if (view.Element("TableControl") is null)
            return;

        using var screen = new Screen(view);
        string[] before = [.. screen.Render(objects).Lines.Select(Plain)];
        string[] seen = [.. screen.Render(others).Lines.Select(Plain)];
        string[] after = [.. screen.Render(objects).Lines.Select(Plain)];

        Assert.Equal(before.Length, seen.Length);
        Assert.All(seen.Select((line, i) => (line, i)),
            shown => Assert.True(shown.line == before[shown.i] || shown.line == after[shown.i], $"{name}: {shown.line}"));
    }

    // The serial number is what other commands take, and the numbers of the sentence are why it is there.
    [Fact]
    public void Findings_InANarrowWindow_ShowSerialNumbersWholeAndWhatTheMessageSays()
    {
        XElement view = All.First(v => v.Element("Name")!.Value == "Finding");
        var subject = new FindingSubject
        {
            Kind = FindingSubjectKind.Device, Id = "1", Name = "Somebody’s MacBook Pro", SerialNumber = "C02KN0WN0MAC",
        };
        PSObject[] findings =
        [
            new(new Finding
            {
                RuleId = "KH010", Severity = FindingSeverity.Medium, Subject = subject,
                Message = $"{subject} has not checked in for 37 days; 30 are allowed.",
            }),
        ];

        string narrow = string.Join('\n', Render(view, findings).Lines.Select(Plain));
        Assert.Contains("Somebody’s… (C02KN0WN0MAC) ", narrow, StringComparison.Ordinal);
        Assert.Contains("… has not checked in for 37 days;", narrow, StringComparison.Ordinal);
        string wide = string.Join('\n', Render(view, findings, width: 160).Lines.Select(Plain));
        Assert.Contains($" {subject} has not checked in for 37 days; 30 are allowed.", wide, StringComparison.Ordinal);
    }

    // Canada's short times are 21 characters long, Korea's take 24 columns, and Saudi Arabia's more than 30.
    [Theory]
    [InlineData("de-DE", "30.12.2026 22:44 ")]
    [InlineData("th-TH", "30/12/2569 22:44 ")]
    [InlineData("en-CA", "2026-12-30 22:44 ")]
    [InlineData("ko-KR", "2026-12-30 22:44 ")]
    [InlineData("ar-SA", "2026-12-30 22:44 ")]
    public void AuditEvents_UnderAnyCulture_ShowTheWholeTime(string culture, string time)
    {
        Assert.SkipWhen(CultureInfo.GetCultures(CultureTypes.SpecificCultures).Length < 2,
            "There are no cultures here: .NET runs in its invariant mode.");
        XElement view = All.First(v => v.Element("Name")!.Value == "AuditEvent");
        PSObject[] events = [new(new AuditEvent { OccurredAt = new DateTime(2026, 12, 30, 22, 44, 55, DateTimeKind.Local) })];
        string first = $"[cultureinfo]::CurrentCulture = '{culture}'; ";

        Assert.Contains(Render(view, events, first).Lines, line => Plain(line).StartsWith(time, StringComparison.Ordinal));
        Assert.Contains(
            Render(view, events, first + "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; ").Lines,
            line => Plain(line).StartsWith(time, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("1 Done", 1)]
    public void Plan_ThatWasNotApplied_ShowsNoState(string? state, int lines)
    {
        XElement view = All.First(v => v.Element("Name")!.Value == "Plan");
        var plan = new PSObject();
        plan.TypeNames.Insert(0, typeof(KandjiPlan).FullName);
        plan.Properties.Add(new PSNoteProperty("State", state));

        string[] shown = Render(view, [plan]).Lines;

        Assert.Contains(shown, line => Plain(line).StartsWith("Path", StringComparison.Ordinal));
        Assert.Equal(lines, shown.Count(line => Plain(line).StartsWith("State", StringComparison.Ordinal)));
    }

    // In strict mode a column that reads a property of null, or one that only some objects have, is empty and says nothing of it.
    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_InStrictMode_ShowsTheSame(int index, string name)
    {
        XElement view = All[index];
        IReadOnlyList<PSObject> objects = await SharedObjectsAsync(GetTypeName(view));

        using var screen = new Screen(view);
        string[] before = screen.Render(objects).Lines;
        string[] strict = Render(view, objects, "Set-StrictMode -Version Latest; ").Lines;
        string[] after = screen.Render(objects).Lines;

        // "5 min ago" may become 6 in between.
        Assert.Equal(before.Length, strict.Length);
        Assert.All(strict.Select((line, i) => (line, i)),
            seen => Assert.True(seen.line == before[seen.i] || seen.line == after[seen.i], $"{name}: {seen.line}"));
    }

    [Theory]
    [InlineData("PASS", "Green")]
    [InlineData("failed", "Red")]
    [InlineData("pending", "Yellow")]
    [InlineData("AVAILABLE", null)]
    public void Status_HasTheColorOfItsMeaning(string status, string? color) => Assert.Equal(color, DisplayStyle.GetColor(status));

    [Fact]
    public async Task Color_ComesFromTheUsersStyleAndGoesWithIt()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        object style = shell.Run("$PSStyle").Output.Single();

        Assert.Equal("\u001b[31mfailed\u001b[0m", DisplayStyle.InColor("failed", "Red", style));
        Assert.Equal("failed", DisplayStyle.InColor("failed", "Red", null));
        shell.Run("$PSStyle.OutputRendering = 'PlainText'").Succeeded();
        try
        {
            Assert.Equal("failed", DisplayStyle.InColor("failed", "Red", style));
        }
        finally
        {
            // There is one for the process.
            shell.Run("$PSStyle.OutputRendering = 'Host'").Succeeded();
        }
    }

    // Every text in an object, and in what it holds.
    private static void Change(object item, Func<string, string> change)
    {
        foreach (PropertyInfo property in item.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            object? value = property.GetIndexParameters().Length > 0 ? null : property.GetValue(item);
            if (value is string text && property.GetSetMethod(nonPublic: true) is not null)
                property.SetValue(item, change(text));
            else if (value is string[] texts && item is KandjiObject)
                Array.ForEach([.. Enumerable.Range(0, texts.Length)], i => texts[i] = change(texts[i]));
            else if (value is KandjiObject nested)
                Change(nested, change);
            else if (value is KandjiObject[] several)
                Array.ForEach(several, child => Change(child, change));
        }
    }

    private static string[] AssertFits(Screen screen, string name, IReadOnlyList<PSObject> objects, int width)
    {
        (string[] lines, string[] errors) = screen.Render(objects, width: width);
        Assert.Empty(errors);
        Assert.All(lines, line => Assert.True(CountCells(Plain(line).TrimEnd()) <= width, $"{name}: {line}"));
        // A narrower window has no room for the last columns of some.
        if (width >= 80)
            Assert.All(GetHeadings(screen.View), label => Assert.Contains(label, string.Join(' ', lines)));
        return lines;
    }

    private static IEnumerable<string> GetHeadings(XElement view) =>
        view.Descendants("TableColumnHeader").Select(column => column.Element("Label")!.Value);

    // As PowerShell counts them.
    private static int CountCells(string text) =>
        text.Length + text.Count(c => c is >= '\u2e80' and <= '\ud7a3' or >= '\uff00' and <= '\uff60');

    // The same for all tests of this class, which run one after another: they are not to be changed.
    private static Task<IReadOnlyList<PSObject>> SharedObjectsAsync(string type) =>
        SharedObjects.GetOrAdd(type, t => new Lazy<Task<IReadOnlyList<PSObject>>>(() => ObjectsAsync(t))).Value;

    internal static async Task<IReadOnlyList<PSObject>> ObjectsAsync(string type)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 30 });
        string name = type[(type.LastIndexOf('.') + 1)..];
        if (type == typeof(UnansweredChange).FullName)
        {
            // Only a command that is stopped leaves these.
            shell.Session.Keep(Enum.GetValues<ChangeOutcome>().Select(outcome => new UnansweredChange(
                DateTimeOffset.UtcNow.AddHours(-12), "Invoke-KandjiDeviceAction", "EnableLostMode",
                $"{KnownFleet.MacName} ({KnownFleet.MacSerial})") { Outcome = outcome,
                    Message = "Get-KandjiDeviceSecret reads its PIN." }));
            return [.. shell.Session.UnansweredChanges.Select(PSObject.AsPSObject)];
        }
        if (type == typeof(ConfigurationDifference).FullName)
        {
            await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
            shell.Open(other, "other");
            other.State.Library[KnownFleet.ScriptId].Fields["active"] = false;
            other.State.Library.Remove(KnownFleet.InHouseAppId);
            return [.. shell.Run($"Compare-KandjiTenant '{shell.Tenant.BaseAddress.Authority}' $other").Output];
        }
        if (type == typeof(InventoryChange).FullName)
        {
            using var folder = new TemporaryFolder();
            return [.. shell.Run($"Sync-KandjiInventory '{Path.Combine(folder.Path, "store")}'").Output];
        }
        if (type == typeof(PlanApproval).FullName || type == typeof(PlanStepResult).FullName)
        {
            using var folder = new TemporaryFolder();
            string file = Path.Combine(folder.Path, "q4.kplan.json");
            return [.. shell.Run($"""
                $plan = Get-KandjiDevice | Set-KandjiDevice -AddTag 'VIP ☆' -AsPlan | Export-KandjiPlan '{file}'
                {(type == typeof(PlanApproval).FullName ? "Approve-KandjiPlan" : "Invoke-KandjiPlan -Force")} '{file}'
                """).Succeeded().Output];
        }
        if (type.StartsWith("Kandji.PowerShell.Plans.KandjiPlan", StringComparison.Ordinal) || type == typeof(PlannedChange).FullName)
        {
            using var folder = new TemporaryFolder();
            string file = Path.Combine(folder.Path, "q4.kplan.json");
            const string changes = "Get-KandjiDevice | Set-KandjiDevice -Blueprint Sales -AddTag 'VIP ☆' -AsPlan";
            return [.. shell.Run(type == typeof(PlannedChange).FullName ? changes
                : $"$plan = {changes} | Export-KandjiPlan '{file}' -Comment CHG-4711; "
                    + (type == typeof(KandjiPlanStep).FullName ? "$plan.Steps" : "$plan")).Succeeded().Output];
        }
        if (!Sources.TryGetValue(name, out string? script))
        {
            (string cmdlet, Type implementation) = CmdletOperations.AllCmdlets()
                .First(c => c.Name.Split('-')[0] is "Get" or "Test" && c.Name != "Get-KandjiInventory" && Writes(c.Type, type));
            if (cmdlet == "Get-KandjiPrism")
                cmdlet = "[enum]::GetNames([Kandji.Client.Prism.PrismCategory]) | ForEach-Object { Get-KandjiPrism $_ }";
            bool ofDevices = typeof(PowerShell.Devices.DeviceReadCmdlet).IsAssignableFrom(implementation);
            script = ofDevices ? $"Get-KandjiDevice | {cmdlet}" : cmdlet;
        }
        IReadOnlyList<PSObject> objects =
            [.. shell.Run(script).Succeeded().Output.Where(item => item.BaseObject.GetType().FullName == type)];
        Assert.True(objects.Count > 0, $"'{script}' wrote nothing to show.");
        return objects;
    }

    private static bool Writes(Type cmdlet, string type) =>
        cmdlet.GetCustomAttributes(typeof(OutputTypeAttribute), inherit: false).Cast<OutputTypeAttribute>()
        .Any(attribute => attribute.Type.Any(t => t.Type?.FullName == type));

    private const string Show = "$input | Out-Default; $Error | ForEach-Object { $_.ToString() }; $Error.Clear()";

    private static (string[] Lines, string[] Errors) Render(
        XElement view, IReadOnlyList<PSObject> objects, string first = "", int width = 80, string script = Show)
    {
        using var screen = new Screen(view);
        return screen.Render(objects, first, width, script);
    }

    // An engine that knows one view and no other, because the engine of the tests has no Format-Table to choose one with.
    private sealed class Screen : IDisposable
    {
        private readonly ScriptedHost _host = new();
        private readonly Runspace _runspace;

        public Screen(XElement view)
        {
            View = view;
            string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1xml");
            new XElement("Configuration", new XElement("ViewDefinitions", view)).Save(path);
            try
            {
                InitialSessionState state = InitialSessionState.CreateDefault2();
                state.Formats.Add(new SessionStateFormatEntry(path));
                _runspace = RunspaceFactory.CreateRunspace(_host, state);
                IdleRunspaces.Open(_runspace);
            }
            finally
            {
                File.Delete(path);
            }
        }

        public XElement View { get; }

        public (string[] Lines, string[] Errors) Render(
            IReadOnlyList<PSObject> objects, string first = "", int width = 80, string script = Show)
        {
            PSHostRawUserInterface window = _host.UI.RawUI;
            window.BufferSize = window.WindowSize = new Size(width, 50);
            _host.Lines.Clear();
            using var shell = System.Management.Automation.PowerShell.Create(_runspace);
            shell.AddScript(first + script);
            string[] errors = [.. shell.Invoke(objects).Select(error => error.ToString())];
            return ([.. _host.Lines.SelectMany(line => line.Split('\n'))], errors);
        }

        public void Dispose() => _runspace.Dispose();
    }

    private static string GetTypeName(XElement view) => view.Element("ViewSelectedBy")!.Element("TypeName")!.Value;

    private static Type FindType(string name) =>
        typeof(KandjiClient).Assembly.GetType(name) ?? typeof(CmdletOperations).Assembly.GetType(name)
            ?? typeof(ConfigurationKind).Assembly.GetType(name)
        ?? throw new InvalidDataException("There is no type " + name + ".");

    // The engine paints its own headings.
    private static string Plain(string line) => ColorCode().Replace(line, "");

    [GeneratedRegex(@", ([0-9]+), ([0-9]+)(?:, \$ExecutionContext)?\)")]
    private static partial Regex CutRule();

    [GeneratedRegex(@"'\{0,(-?[0-9]+)\}' -f")]
    private static partial Regex PadRule();

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex ColorCode();
}
