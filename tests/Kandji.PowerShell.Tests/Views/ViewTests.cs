using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kandji.Client;
using Kandji.Client.Model;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;
using Kandji.PowerShell.Tests.Engine;
using Kandji.PowerShell.Views;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Views;

/// <summary>Every view of the module, rendered on a screen of 80 columns with objects of a simulated tenant.</summary>
public sealed partial class ViewTests
{
    private static readonly string FormatFile = Path.Combine(Repository.Root, "module", "Kandji.Format.ps1xml");
    private static readonly XElement[] All = [.. XElement.Load(FormatFile).Element("ViewDefinitions")!.Elements("View")];

    // Where objects of a type come from, when not from the cmdlet that writes them without being asked for anything.
    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["DeviceActionResult"] = $"'{KnownFleet.MacSerial}', '{KnownFleet.PhoneSerial}' | Invoke-KandjiDeviceAction -Action BlankPush",
        ["DeviceVolume"] = "(Get-KandjiDevice -Platform Mac | Get-KandjiDeviceDetail).Volumes",
        ["DeviceLostMode"] = $"Get-KandjiDeviceLostMode {KnownFleet.LostPadSerial}",
        ["DeviceSecret"] = $"Get-KandjiDeviceSecret {KnownFleet.MacSerial}",
        ["BlueprintLibraryItem"] = $"Get-KandjiBlueprintLibraryItem '{KnownFleet.EngineeringName}'",
        ["LibraryItemActivity"] = "Get-KandjiCustomScript | Get-KandjiLibraryItemActivity",
        ["LibraryItemStatus"] = "Get-KandjiCustomScript | Get-KandjiLibraryItemStatus",
        ["PrismCount"] = "Measure-KandjiPrism Apps, FileVault",
        ["BehavioralDetection"] = "Get-KandjiThreat | Get-KandjiBehavioralDetection",
        ["VulnerabilityDevice"] = "Get-KandjiVulnerability | Get-KandjiVulnerabilityDevice",
        ["VulnerabilitySoftware"] = "Get-KandjiVulnerability | Get-KandjiVulnerabilitySoftware",
        ["VulnerableVersion"] = "(Get-KandjiVulnerability | Get-KandjiVulnerabilitySoftware).SoftwareVersions",
        ["DeviceNote"] =
            $"New-KandjiDeviceNote {KnownFleet.MacSerial} -Content 'A note that is rather long and goes on, so that the table has to cut "
            + $"it off somewhere.'",
    };

    public static TheoryData<int, string> Views { get; } =
        new(All.Select((view, index) => (index, $"{GetTypeName(view)} {view.Element("Name")!.Value}")));

    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_OnEightyColumns_FitsAndShowsItsColumns(int index, string name)
    {
        XElement view = All[index];
        IReadOnlyList<PSObject> objects = await ObjectsAsync(GetTypeName(view));

        (string[] lines, string[] errors) = Render(view, objects);

        Assert.Empty(errors);
        Assert.All(lines, line => Assert.True(Plain(line).TrimEnd().Length <= 80, $"{name}: {line}"));
        Assert.Contains(lines, line => line.Trim().Length > 0);
        string header = string.Join(' ', lines);
        Assert.All(view.Descendants("TableColumnHeader")
            .Select(column => column.Element("Label")!.Value), label => Assert.Contains(label, header));
        Assert.DoesNotContain("Kandji.Client.", header);
        Assert.DoesNotContain("Kandji.PowerShell.", header);
        Assert.DoesNotContain("System.", header);
    }

    [Fact]
    public void Table_WithAnAge_HasRoomForItsLongestWords()
    {
        string[] narrow =
        [
            .. from view in All
               from table in view.Elements("TableControl")
               let headers = table.Element("TableHeaders")!.Elements().ToArray()
               let width = headers.Sum(header => (int?)header.Element("Width") ?? 0)
               let items = table.Descendants("TableColumnItem").ToArray()
               from i in Enumerable.Range(0, headers.Length)
               where items[i].Value.Contains("::Ago(")
               where ((int?)headers[i].Element("Width") ?? 80 - width - (headers.Length - 1)) < "12 hours ago".Length
               select $"{GetTypeName(view)} {view.Element("Name")!.Value} {headers[i].Element("Label")!.Value}",
        ];

        Assert.Empty(narrow);
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
            && (kind == typeof(string) || kind == typeof(object) || kind == typeof(string[]))
            where type.Assembly == typeof(KandjiClient).Assembly
            select $"{type.Name} {view.Element("Name")!.Value}: {property}";

        Assert.Empty(raw);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_OfTextWithControlCodes_LeavesNoneForTheTerminal(int index, string name)
    {
        XElement view = All[index];
        IReadOnlyList<PSObject> objects = await ObjectsAsync(GetTypeName(view));
        foreach (PSObject item in objects)
            Poison(item.BaseObject);

        (string[] lines, string[] errors) = Render(view, objects);

        Assert.Empty(errors);
        Assert.All(lines, line => Assert.False(Plain(line).Contains('\u001b', StringComparison.Ordinal), name + ": " + line));
        if (view.Value.Contains("Safe(", StringComparison.Ordinal) && FindType(GetTypeName(view)).Assembly == typeof(KandjiObject).Assembly)
            Assert.Contains(lines, line => line.Contains('\u241b', StringComparison.Ordinal));
    }

    // In strict mode a column that reads a property of null, or one that only some objects have, is empty and says nothing of it.
    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_InStrictMode_ShowsTheSame(int index, string name)
    {
        XElement view = All[index];
        IReadOnlyList<PSObject> objects = await ObjectsAsync(GetTypeName(view));

        string[] before = Render(view, objects).Lines;
        string[] strict = Render(view, objects, "Set-StrictMode -Version Latest; ").Lines;
        string[] after = Render(view, objects).Lines;

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

    // Every text in an object, and in what it holds, begins with what would clear the screen.
    private static void Poison(object item)
    {
        foreach (PropertyInfo property in item.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            object? value = property.GetIndexParameters().Length > 0 ? null : property.GetValue(item);
            if (value is string text && property.GetSetMethod(nonPublic: true) is not null)
                property.SetValue(item, "\u001b[2J" + text);
            else if (value is string[] texts && item is KandjiObject)
                Array.ForEach([.. Enumerable.Range(0, texts.Length)], i => texts[i] = "\u001b[2J" + texts[i]);
            else if (value is KandjiObject nested)
                Poison(nested);
            else if (value is KandjiObject[] several)
                Array.ForEach(several, Poison);
        }
    }

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
        if (!Sources.TryGetValue(name, out string? script))
        {
            (string cmdlet, Type implementation) = CmdletOperations.AllCmdlets()
                .First(c => c.Name.Split('-')[0] is "Get" or "Test" && Writes(c.Type, type));
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

    // In an engine that knows this view and no other, because the engine of the tests has no Format-Table to choose one with.
    private static (string[] Lines, string[] Errors) Render(XElement view, IReadOnlyList<PSObject> objects, string first = "")
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1xml");
        new XElement("Configuration", new XElement("ViewDefinitions", view)).Save(path);
        try
        {
            var host = new ScriptedHost();
            InitialSessionState state = InitialSessionState.CreateDefault2();
            state.Formats.Add(new SessionStateFormatEntry(path));
            using Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
            runspace.Open();
            using var shell = System.Management.Automation.PowerShell.Create(runspace);
            shell.AddScript(first + "$input | Out-Default; $Error | ForEach-Object { $_.ToString() }");
            var errors = shell.Invoke(objects).Select(error => error.ToString()).ToArray();
            return (host.Lines.SelectMany(line => line.Split('\n')).ToArray(), errors);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string GetTypeName(XElement view) => view.Element("ViewSelectedBy")!.Element("TypeName")!.Value;

    private static Type FindType(string name) =>
        typeof(KandjiClient).Assembly.GetType(name) ?? typeof(CmdletOperations).Assembly.GetType(name)
        ?? throw new InvalidDataException("There is no type " + name + ".");

    // The engine paints its own headings.
    private static string Plain(string line) => ColorCode().Replace(line, "");

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex ColorCode();
}
