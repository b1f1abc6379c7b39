using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kandji.Client;
using Kandji.Client.Prism;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Views;

/// <summary>The headings of the views: each is a property by that name, and none changes what binds.</summary>
public sealed class HeadingTests
{
    private static readonly XElement[] Views =
        [.. XElement.Load(Path.Combine(Repository.Root, "module", "Kandji.Format.ps1xml")).Element("ViewDefinitions")!.Elements("View")];

    private static readonly XElement[] Members =
        [.. XElement.Load(Path.Combine(Repository.Root, "module", "Kandji.Types.ps1xml")).Descendants("Members").Elements()
            .Where(member => member.Name.LocalName != "ScriptMethod")];

    public static TheoryData<int, string> AllViews { get; } =
        new(Views.Select((view, index) => (index, $"{FindViewType(view).Name} {view.Element("Name")!.Value}")));

    [Theory]
    [MemberData(nameof(AllViews))]
    public void Heading_IsAPropertyOrAHiddenMemberOfItsType(int index, string name)
    {
        Type type = FindViewType(Views[index]);
        IEnumerable<string> headings = Views[index].Descendants()
            .Where(element => element.Name.LocalName is "TableColumnHeader" or "ListItem" or "GroupBy")
            .Select(element => (element.Element("Label") ?? element.Element("PropertyName"))!.Value);
        HashSet<string> known = Known(type);
        // No description tells its fields; they come as note properties of the service's names.
        if (type == typeof(PrismKernelExtension))
            known.UnionWith(["Name", "BundleId"]);

        Assert.True(known.Count > 0, name);
        Assert.Equal([], headings.Where(heading => !known.Contains(heading)));
    }

    // Where-Object by a heading that is a property compares that property, and ConstrainedLanguage shows it.
    [Theory]
    [MemberData(nameof(AllViews))]
    public void Heading_ThatIsAProperty_ShowsThatProperty(int index, string name)
    {
        // Properties that only decide how the value is shown.
        string[] deciding = ["UseBlueprintRouting", "Property", "State", "Subject", "Unknown", "Category"];
        HashSet<string> properties = Properties(FindViewType(Views[index])).ToHashSet(StringComparer.Ordinal);
        IEnumerable<string> headings = Views[index].Descendants("TableColumnHeader").Select(header => header.Element("Label")!.Value);
        IEnumerable<string> scripts =
            Views[index].Descendants("TableColumnItem").Select(item => item.Element("ScriptBlock")?.Value ?? "");

        Assert.Equal([],
            from column in headings.Zip(scripts)
            where properties.Contains(column.First)
            from Match shown in Regex.Matches(column.Second.Split("} else { \"$($_.")[0], @"\$_\.(\w+)")
            where shown.Groups[1].Value != column.First && !deciding.Contains(shown.Groups[1].Value)
            select $"{name} {column.First}: {shown.Groups[1].Value}");
    }

    [Fact]
    public void HiddenMember_IsHiddenAndRefersToAProperty()
    {
        Assert.NotEmpty(Members);
        Assert.All(Members, member => Assert.Equal("true", member.Attribute("IsHidden")?.Value));
        Assert.All(Members.Where(member => member.Name.LocalName == "AliasProperty"),
            member => Assert.Contains(member.Element("ReferencedMemberName")!.Value, Known(FindMemberType(member))));
    }

    // It would shadow the property.
    [Fact]
    public void HiddenMember_HasNoNameThatAPropertyHas() =>
        Assert.Equal([],
            Members.Where(
                member => Properties(FindMemberType(member)).Contains(member.Element("Name")!.Value, StringComparer.OrdinalIgnoreCase))
            .Select(Describe));

    // A hidden member binds by property name like any other.
    [Fact]
    public void HiddenMember_HasNoNameThatBindsByPropertyName()
    {
        var binding = (
            from cmdlet in CmdletOperations.AllCmdlets()
            from property in cmdlet.Type.GetProperties()
            where property.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.ValueFromPipelineByPropertyName)
            from name in property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames).Append(property.Name)
            // Only beside a library item, which must come from the pipeline and is none of the types that have this member.
            where !(cmdlet.Name == "Remove-KandjiBlueprintLibraryItem" && name == "Blueprint")
            select name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.Contains("Device", binding);
        Assert.Equal([], Members.Where(member => binding.Contains(member.Element("Name")!.Value)).Select(Describe));
        Assert.Equal([], Members.Where(member => member.Element("Name")!.Value == "Blueprint")
            .Select(FindMemberType).Where(type => type.Name.Contains("LibraryItem", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task DeviceHeadings_CompareSortAndGroupAsTheirValues()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 60 });
        InvocationResult found = shell.Run(
            """
            $devices = Get-KandjiDevice
            $limit = [datetime]::Now.AddDays(-3)
            @($devices | Where-Object Seen -LT $limit).Count
            @($devices | Where-Object LastCheckIn -LT $limit).Count
            @($devices | Where-Object Blueprint -eq $devices[0].BlueprintName).Count
            @($devices | Where-Object BlueprintName -eq $devices[0].BlueprintName).Count
            @($devices | Where-Object OS -eq $devices[0].OsVersion).Count
            @($devices | Where-Object OsVersion -eq $devices[0].OsVersion).Count
            @($devices[0].PSObject.Properties.Name) -contains 'Seen'
            """).Succeeded();
        object[] values = [.. found.Output.Select(value => value.BaseObject)];

        Assert.Equal(values[1], values[0]);
        Assert.InRange((int)values[0], 1, 59);
        Assert.Equal(values[3], values[2]);
        Assert.Equal(values[5], values[4]);
        Assert.Equal(false, values[6]);
    }

    // Every hidden member of every type can be read, with each object that the tenant has, in strict mode too.
    [Theory]
    [MemberData(nameof(AllViews))]
    public async Task HiddenMember_CanBeReadInStrictMode(int index, string name)
    {
        Type type = FindViewType(Views[index]);
        IReadOnlyList<PSObject> objects = await ViewTests.ObjectsAsync(type.FullName!);
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        string[] names = [.. Members.Where(member => FindMemberType(member) == type).Select(member => member.Element("Name")!.Value)];
        string list = string.Join(", ", names.Select(member => $"'{member}'"));

        InvocationResult read = shell.Run(
            $"Set-StrictMode -Version Latest; foreach ($item in $input) {{ foreach ($name in @({list})) {{ try {{ $null = $item.$name }} "
                + $"catch {{ \"$name $_\" }} }} }}",
            [.. objects]);

        Assert.True(read.Succeeded().Output.Count == 0, name + ": " + string.Join("; ", read.Output.Take(3)));
    }

    private static HashSet<string> Known(Type type) =>
        Properties(type).Concat(Members.Where(member => FindMemberType(member) == type).Select(member => member.Element("Name")!.Value))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);

    private static Type FindViewType(XElement view) => FindType(view.Element("ViewSelectedBy")!.Element("TypeName")!.Value);

    private static Type FindMemberType(XElement member) => FindType(member.Parent!.Parent!.Element("Name")!.Value);

    private static string Describe(XElement member) => $"{FindMemberType(member).Name}.{member.Element("Name")!.Value}";

    private static Type FindType(string name) =>
        typeof(KandjiClient).Assembly.GetType(name) ?? typeof(CmdletOperations).Assembly.GetType(name)
            ?? typeof(Automation.Configuration.ConfigurationKind).Assembly.GetType(name)
        ?? throw new InvalidDataException("There is no type " + name + ".");
}
