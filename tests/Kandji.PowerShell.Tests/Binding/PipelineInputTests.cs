using System.Reflection;
using System.Xml.Linq;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Tests.Views;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>
/// An object of every type that the module writes, piped into every command that takes pipeline input: it binds as the reference that it
/// is, and with the documented columns, or it is refused. Without <c>KANDJI_TESTS=full</c> each type is piped into a third of the commands,
/// and into all that destroy something.
/// </summary>
public sealed class PipelineInputTests : CommandTests
{
    private static readonly string[] Destructive = ["Remove", "Lock", "Invoke"];

    private static readonly int Stride = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 1 : 3;

    // Other parameters that bind from the properties of this module's objects, on purpose.
    private static readonly string[] Documented =
    [
        // A note brings its own id and text, a detection its CVE, and everything about a device its DeviceId.
        "DeviceNote NoteId", "DeviceNote Content", "DeviceNote ContentHtml", "VulnerabilityDetection CveId", "InHouseApp Name",
        // The item of a blueprint brings the blueprint, as does the activity of an item.
        "BlueprintLibraryItem BlueprintId", "LibraryItemActivity BlueprintId", "LibraryItemStatus BlueprintId", "Blueprint BlueprintId",
        "LibraryItemStatus Blueprint", "DeviceLibraryItem Blueprint",
    ];

    public static TheoryData<string> Types { get; } = new(
        XElement.Load(Path.Combine(Repository.Root, "module", "Kandji.Format.ps1xml")).Descendants("ViewSelectedBy")
            .Elements("TypeName").Select(type => type.Value).Distinct().Order(StringComparer.Ordinal));

    /// <summary>The commands that take pipeline input, with what keeps them from waiting or from asking.</summary>
    private static IEnumerable<(string Command, Type Type)> Commands() =>
        from cmdlet in CmdletOperations.AllCmdlets()
        where cmdlet.Name is not ("Invoke-KandjiApi" or "Disconnect-Kandji" or "Test-KandjiPermission" or "Connect-Kandji")
        where Parameters(cmdlet.Type).Any(parameter => parameter.Attribute.ValueFromPipeline)
        select (cmdlet.Name, cmdlet.Type);

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Object_OfEveryType_ReachesOnlyWhatItRefersTo(string typeName)
    {
        PSObject item = (await ViewTests.ObjectsAsync(typeName))[0];
        var changed = new List<string>();
        int first = Types.Select(row => row.Data).ToList().IndexOf(typeName);

        foreach ((string command, Type type) in Commands()
            .Where((cmdlet, index) => (index + first) % Stride == 0 || Destructive.Contains(cmdlet.Command.Split('-')[0])))
        {
            bool changes = type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess;
            string values = command switch
            {
                "Invoke-KandjiDeviceAction" => " -Action Erase", "Set-KandjiDevice" => " -AddTag x", "Move-KandjiDevice" => " Sales",
                "Rename-KandjiDevice" or "Rename-KandjiTag" => " -NewName x", "New-KandjiDeviceNote" => " -Content x",
                "Set-KandjiAdeDevice" => " -AssetTag x", "Set-KandjiBlueprint" => " -Description x",
                "Set-KandjiAdeIntegration" => " -Phone 1", "Add-KandjiBlueprintLibraryItem" => " -Blueprint Sales",
                "Set-KandjiCustomScript" or "Set-KandjiCustomProfile" or "Set-KandjiCustomApp" or "Set-KandjiInHouseApp" =>
                    " -Active $true",
                "Get-KandjiPrism" => " FileVault", "Get-KandjiDeviceSecret" => " UnlockPin", "Wait-KandjiDeviceCommand" => " -Timeout 1",
                _ => "",
            };
            foreach (object form in (object[])[item, PSSerializer.Deserialize(PSSerializer.Serialize(item))])
            {
                InvocationResult result = Shell.Run($"$input | {command}{values}{(changes ? " -WhatIf" : "")}", form);

                foreach (ErrorRecord error in result.Errors.Append(result.Terminating).OfType<ErrorRecord>())
                    Assert.False(error.Exception is InvalidCastException or NullReferenceException, $"{command}: {error.Exception}");
                if (changes && Shell.Host.Lines.Any(line => line.StartsWith("What if:", StringComparison.Ordinal)))
                    changed.Add(command);
                Shell.Host.Lines.Clear();
            }
        }

        Assert.Empty(Shell.Host.Questions);
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
        Assert.Equal("", string.Join(" ", Unmeant(typeName.Split('.')[^1], changed.Distinct())));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Property_OfEveryType_BindsByNameOnlyWhereItIsDocumented(string typeName)
    {
        PSObject item = (await ViewTests.ObjectsAsync(typeName))[0];
        string shortName = typeName.Split('.')[^1];

        string[] bound = (
            from cmdlet in Commands()
            let sets = SetsThatTake(cmdlet.Type, item)
            where sets.Length > 0
            from parameter in Parameters(cmdlet.Type)
            where parameter.Attribute.ValueFromPipelineByPropertyName && !parameter.Attribute.ValueFromPipeline
            // The object itself has chosen the set.
            where sets.Append(parameter.Attribute.ParameterSetName).Contains(ParameterAttribute.AllParameterSets)
                || sets.Contains(parameter.Attribute.ParameterSetName)
            from name in parameter.Property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames)
                .Append(parameter.Property.Name)
            // A name alone makes no new item: each needs a path too.
            where !cmdlet.Command.StartsWith("New-KandjiCustom", StringComparison.Ordinal) && cmdlet.Command != "New-KandjiInHouseApp"
            where item.Properties[name] is not null && name != "DeviceId" && !Documented.Contains($"{shortName} {name}")
            select $"{cmdlet.Command} -{parameter.Property.Name} from {shortName}.{name}").Distinct().ToArray();

        Assert.Equal([], bound);
    }

    // The changes that a command would make by such an object though it is neither of the kind nor about it.
    private static IEnumerable<string> Unmeant(string type, IEnumerable<string> commands) => commands.Where(command => command switch
    {
        "Remove-KandjiDevice" or "Lock-KandjiDevice" or "Invoke-KandjiDeviceAction" => type != "Device",
        "Remove-KandjiUser" => type != "User",
        "Remove-KandjiTag" or "Rename-KandjiTag" or "New-KandjiTag" => type != "Tag",
        "Remove-KandjiBlueprint" or "Set-KandjiBlueprint" => type != "Blueprint",
        "Remove-KandjiAdeIntegration" or "Set-KandjiAdeIntegration" or "Update-KandjiAdeIntegration" => type is not "AdeIntegration",
        "Remove-KandjiCustomApp" or "Remove-KandjiCustomProfile" or "Remove-KandjiCustomScript" or "Remove-KandjiInHouseApp" =>
            !("Remove-Kandji" + type == command || type.StartsWith("LibraryItem") || type is "BlueprintLibraryItem" or "DeviceLibraryItem"),
        _ => false,
    });

    // The parameter sets of the parameters that take the object. A command whose reference refuses it takes none of its properties either.
    private static string[] SetsThatTake(Type cmdlet, PSObject item) =>
        [.. Parameters(cmdlet).Where(parameter => parameter.Attribute.ValueFromPipeline).Where(parameter =>
        {
            object value = item;
            try
            {
                foreach (var attribute in parameter.Property.GetCustomAttributes<ArgumentTransformationAttribute>())
                    value = attribute.Transform(null, value);
            }
            catch (MetadataException)
            {
                return false;
            }
            return LanguagePrimitives.TryConvertTo(value, parameter.Property.PropertyType, out _);
        }).Select(parameter => parameter.Attribute.ParameterSetName)];

    private static IEnumerable<(PropertyInfo Property, ParameterAttribute Attribute)> Parameters(Type type) =>
        from property in type.GetProperties()
        from attribute in property.GetCustomAttributes<ParameterAttribute>()
        select (property, attribute);
}
