using System.Reflection;
using System.Security;
using System.Text.RegularExpressions;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Connection;
using Kandji.PowerShell.Devices.Actions;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Guidelines;

/// <summary>
/// Holds the whole surface to PowerShell's Cmdlet Development Guidelines, by their numbers: RD and RC are required, SD and SC strongly
/// encouraged, AD advisory. The tests of the single cmdlets have what reflection cannot see.
/// </summary>
public sealed partial class GuidelineTests
{
    private static readonly IReadOnlyList<(string Name, Type Type)> Cmdlets = CmdletOperations.AllCmdlets().ToList();

    // Verbs of cmdlets that leave the tenant as it is; some of them write a file, and then they ask all the same.
    private static readonly string[] Reading = ["Get", "Test", "Measure", "Wait", "Connect", "Disconnect", "Select", "Export", "Save"];

    [Fact]
    public void RD01_Verbs_AreApproved()
    {
        var approved = new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic),
            typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity) }
            .SelectMany(group => group.GetFields().Select(field => (string)field.GetValue(null)!))
            .ToHashSet(StringComparer.Ordinal);

        None(Cmdlets.Select(cmdlet => cmdlet.Name.Split('-')[0]).Where(verb => !approved.Contains(verb)));
    }

    [Fact]
    public void RD02_Names_HaveNoSpecialCharacters() => None(Cmdlets.Where(cmdlet => !PlainName().IsMatch(cmdlet.Name)));

    [Fact]
    public void RD03_Parameters_AreNamedAsNoCommonParameter()
    {
        // Confirm and WhatIf come with SupportsShouldProcess, never by hand.
        string[] reserved = [.. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters, "SelectProperty", "SelectObject"];

        None(AllParameters().Where(parameter => GetNames(parameter.Property).Intersect(reserved, StringComparer.OrdinalIgnoreCase).Any()));
    }

    [Fact]
    public void RD04_CmdletsThatChangeSomething_SupportShouldProcess() =>
        None(Cmdlets.Where(cmdlet => Changes(cmdlet.Type) && !Attribute(cmdlet.Type).SupportsShouldProcess).Select(cmdlet => cmdlet.Name));

    [Fact]
    public void RD04_RD05_WhatCannotBeUndone_HasHighImpactAndForce() =>
        None(from cmdlet in Cmdlets
                     where cmdlet.Name.StartsWith("Remove-", StringComparison.Ordinal)
                     where Attribute(cmdlet.Type).ConfirmImpact != ConfirmImpact.High
                     || cmdlet.Type.GetProperty("Force")?.PropertyType != typeof(SwitchParameter)
                     // A library item goes back into a blueprint as it came.
                     where cmdlet.Name is not "Remove-KandjiBlueprintLibraryItem"
                     select cmdlet.Name);

    [Fact]
    public void SD04_Cmdlets_GiveFeedbackThroughTheStreamsOnly()
    {
        var direct = from file in Sources()
                     let text = File.ReadAllText(file)
                     where text.Contains("Console.Write", StringComparison.Ordinal)
                     || text.Contains("Host.UI.Write", StringComparison.Ordinal)
                     select Path.GetFileName(file);

        None(direct);
    }

    [Fact]
    public void RC01_RC02_RC03_Cmdlets_DeriveFromCmdletAndProcessInput() =>
        None(from cmdlet in Cmdlets
                     where !typeof(Cmdlet).IsAssignableFrom(cmdlet.Type)
                           || (TakesInput(cmdlet.Type) && !Overrides(cmdlet.Type, "Process") && !Overrides(cmdlet.Type, "ProcessRecord"))
                     select cmdlet.Name);

    [Fact]
    public void SD01_Nouns_AreSpecificSingularAndBeginWithTheProduct()
    {
        // 'Status', 'Lens' and the like end in s and are singular.
        string[] singular = ["KandjiDeviceStatus", "KandjiLibraryItemStatus"];

        var wrong = Cmdlets.Select(cmdlet => cmdlet.Name.Split('-')[1])
            .Where(noun => !noun.StartsWith("Kandji", StringComparison.Ordinal) || (noun.EndsWith('s') && !singular.Contains(noun)));

        None(wrong);
    }

    [Fact]
    public void SD02_Names_ArePascalCase() =>
        None(Cmdlets.Select(cmdlet => cmdlet.Name).Concat(AllParameters().Select(parameter => parameter.Property.Name))
            .Where(name => !name.Split('-').All(part => char.IsUpper(part[0]))));

    [Fact]
    public void SD03_Parameters_HaveStandardNames()
    {
        // Names for which the guidelines have other words. UserName, DeviceName and such are fields of the service, not of the session.
        var standard = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["FileName"] = "Path", ["FilePath"] = "Path", ["File"] = "Path", ["Folder"] = "Path", ["Directory"] = "Path",
            ["Destination"] = "Path",
            ["Overwrite"] = "Force", ["NoConfirm"] = "Force", ["Yes"] = "Force", ["Max"] = "First", ["Limit"] = "First", ["Top"] = "First",
            ["Count"] = "First",
            ["Offset"] = "Skip", ["TimeoutSeconds"] = "TimeoutSec", ["Retries"] = "MaximumRetryCount", ["Connection"] = "Session",
            ["Concurrency"] = "ThrottleLimit", ["Parallel"] = "ThrottleLimit", ["Url"] = "Uri",
        };

        None(from parameter in AllParameters()
                     where standard.ContainsKey(parameter.Property.Name)
                     select $"{parameter.Cmdlet} -{parameter.Property.Name} should be -{standard[parameter.Property.Name]}");
    }

    [Fact]
    public void SD03_Parameters_AreSingular() =>
        // But for numbers of days, switches that are named after what they are about, and the word "as".
        None(from parameter in AllParameters()
                     let name = parameter.Property.Name
                     where name != "As" && name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal)
                     && !name.EndsWith("us", StringComparison.Ordinal) && name != "As"
                     where parameter.Property.PropertyType != typeof(SwitchParameter) && !name.EndsWith("Days", StringComparison.Ordinal)
                     select $"{parameter.Cmdlet} -{name}");

    [Fact]
    public void SC01_Parameters_AreTyped() =>
        // An untyped parameter is for what may be many things and is looked at by the cmdlet.
        None(from parameter in AllParameters()
                     where parameter.Property.PropertyType == typeof(object)
                     where parameter.Property.Name is not "Body"
                     // At the first object that is not a planned change, the command before it is stopped.
                     where (parameter.Cmdlet, parameter.Property.Name) is not ("Export-KandjiPlan", "InputObject")
                     select $"{parameter.Cmdlet} -{parameter.Property.Name}");

    [Fact]
    public void SC01_Parameters_OfBooleanKind_AreSwitchesOrHaveThreeStates() =>
        None(from parameter in AllParameters()
                     where parameter.Property.PropertyType == typeof(bool)
                     // Where on and off are both asked for, a Boolean that must be given says which.
                     where !parameter.Property.GetCustomAttributes<ParameterAttribute>().All(attribute => attribute.Mandatory)
                     select $"{parameter.Cmdlet} -{parameter.Property.Name}");

    [Fact]
    public void SC01_ParametersOfWhichManyMakeSense_AreArrays()
    {
        var single = from parameter in AllParameters()
                     where parameter.Property.GetCustomAttributes<ParameterAttribute>().Any(attribute => attribute.ValueFromPipeline)
                     // AD01: -InputObject is one object, and the pipeline brings several.
                     where !parameter.Property.PropertyType.IsArray && parameter.Property.Name != "InputObject"
                     // A request has one body, which may be an array itself.
                     where (parameter.Cmdlet, parameter.Property.Name) is not ("Invoke-KandjiApi", "Body")
                     select $"{parameter.Cmdlet} -{parameter.Property.Name}";

        None(single);
    }

    [Fact]
    public void SC01_SwitchParameters_AreNeverPositional() =>
        None(from parameter in AllParameters()
                     where parameter.Property.PropertyType == typeof(SwitchParameter)
                     from attribute in parameter.Property.GetCustomAttributes<ParameterAttribute>()
                     where attribute.Position >= 0
                     select $"{parameter.Cmdlet} -{parameter.Property.Name}");

    [Fact]
    public void SC02_CmdletsOnOneThing_TakeItFromThePipeline()
    {
        var deaf = from cmdlet in Cmdlets
                   let verb = cmdlet.Name.Split('-')[0]
                   where verb is "Remove" or "Set" or "Rename" or "Update" or "Wait" or "Invoke"
                   where !TakesInput(cmdlet.Type) && cmdlet.Name is not ("Invoke-KandjiApi" or "Set-KandjiBlueprintRouting")
                   select cmdlet.Name;

        None(deaf);
    }

    [Fact]
    public void RC04_Cmdlets_DeclareWhatTheyWrite() =>
        None(Cmdlets.Where(cmdlet => !cmdlet.Type.IsDefined(typeof(OutputTypeAttribute))).Select(cmdlet => cmdlet.Name));

    [Fact]
    public void SD03_ParameterSets_HaveADefaultWhereThereAreSeveral() =>
        None(from cmdlet in Cmdlets
                     let sets = Parameters(cmdlet.Type).SelectMany(p => p.GetCustomAttributes<ParameterAttribute>())
                     .Select(a => a.ParameterSetName)
                         .Where(set => set != ParameterAttribute.AllParameterSets).Distinct().ToList()
                     where sets.Count > 1 && !sets.Contains(Attribute(cmdlet.Type).DefaultParameterSetName ?? "")
                     // A default with a mandatory parameter keeps PowerShell from binding input by value to the others.
                     where cmdlet.Name is not ("New-KandjiCustomApp" or "New-KandjiCustomProfile" or "New-KandjiCustomScript"
                         or "New-KandjiInHouseApp")
                     select cmdlet.Name);

    [Fact]
    public void SD03_Positions_AreFew() =>
        None(from cmdlet in Cmdlets
                     from property in Parameters(cmdlet.Type)
                     from attribute in property.GetCustomAttributes<ParameterAttribute>()
                     where attribute.Position > 2
                     select $"{cmdlet.Name} -{property.Name}");

    // PowerShell makes one value of several by adding up their numbers.
    [Fact]
    public void AD03_ParametersOfAnEnumeration_KeepItsValuesApart() =>
        None(from parameter in AllParameters().Concat(DynamicParameters())
                     let type = parameter.Property.PropertyType.GetElementType() ?? parameter.Property.PropertyType
                     where (Nullable.GetUnderlyingType(type) ?? type).IsEnum
                     && !parameter.Property.IsDefined(typeof(SeparateValuesTransformationAttribute))
                     && !parameter.Property.IsDefined(typeof(DeviceActionTransformationAttribute))
                     select $"{parameter.Cmdlet} -{parameter.Property.Name}");

    [Fact]
    public void AC04_CmdletsThatWait_AreDisposedOf() =>
        None(from cmdlet in Cmdlets
             where typeof(KandjiCmdlet).IsAssignableFrom(cmdlet.Type) && !typeof(IDisposable).IsAssignableFrom(cmdlet.Type)
             select cmdlet.Name);

    [Fact]
    public void AC06_Secrets_AreTakenAsSecureStrings() =>
        None(from parameter in AllParameters()
             where parameter.Property.Name.EndsWith("Token", StringComparison.Ordinal)
             || parameter.Property.Name.EndsWith("Password", StringComparison.Ordinal)
             where parameter.Property.PropertyType != typeof(SecureString) && parameter.Property.PropertyType != typeof(ApiToken)
             select $"{parameter.Cmdlet} -{parameter.Property.Name}");

    [Fact]
    public void AD05_TestCmdlets_CanReturnABoolean() =>
        None(from cmdlet in Cmdlets
             where cmdlet.Name.StartsWith("Test-", StringComparison.Ordinal)
             // Returns what is wrong, which nobody would find out from a boolean.
             && cmdlet.Name != "Test-KandjiFleet"
             where !cmdlet.Type.GetCustomAttributes<OutputTypeAttribute>()
             .Any(attribute => attribute.Type.Any(type => type.Type == typeof(bool)))
             select cmdlet.Name);

    [Fact]
    public void AC01_Classes_AreNamedAsTheirCmdletsAndHaveAFileOfTheirOwn()
    {
        var files = Sources().Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);

        None(
            Cmdlets.Where(
                cmdlet => cmdlet.Type.Name != cmdlet.Name.Replace("-", "", StringComparison.Ordinal) || !files.Contains(cmdlet.Type.Name))
                    .Select(cmdlet => cmdlet.Name));
    }

    [Fact]
    public async Task RC07_TheManifest_ExportsExactlyTheCmdlets()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        var declared = CmdletsToExport()
            .Match(await File.ReadAllTextAsync(Repository.Manifest, TestContext.Current.CancellationToken)).Groups[1].Value
            .Split(['\r', '\n', ' ', '\'', ','], StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Cmdlets.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal), declared);
        Assert.Equal(declared, shell.Run("Get-Command -Module Kandji | ForEach-Object Name").Succeeded().As<string>()
            .Order(StringComparer.Ordinal));
    }

    private static void None<T>(IEnumerable<T> offenders) => Assert.Equal([], offenders.ToList());

    // A cmdlet changes something when an operation that it calls does.
    private static bool Changes(Type cmdlet) =>
        CmdletOperations.For(cmdlet)
        .Any(operation => !operation.Operation.IsRead && !Reading.Contains(CmdletOperations.GetName(cmdlet).Split('-')[0]))
        || (cmdlet.IsDefined(typeof(NoFixedOperationAttribute)) && !Reading.Contains(CmdletOperations.GetName(cmdlet).Split('-')[0]));

    private static CmdletAttribute Attribute(Type cmdlet) => cmdlet.GetCustomAttribute<CmdletAttribute>()!;

    private static IEnumerable<PropertyInfo> Parameters(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.IsDefined(typeof(ParameterAttribute)));

    private static IEnumerable<(string Cmdlet, PropertyInfo Property)> AllParameters() =>
        Cmdlets.SelectMany(cmdlet => Parameters(cmdlet.Type).Select(property => (cmdlet.Name, property)));

    private static IEnumerable<(string Cmdlet, PropertyInfo Property)> DynamicParameters() =>
        typeof(CmdletOperations).Assembly.GetTypes().Where(type => !typeof(Cmdlet).IsAssignableFrom(type))
        .SelectMany(type => Parameters(type).Select(property => (type.Name, property)));

    private static IEnumerable<string> GetNames(PropertyInfo parameter) =>
        parameter.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames).Prepend(parameter.Name);

    private static bool TakesInput(Type type) =>
        Parameters(type).SelectMany(property => property.GetCustomAttributes<ParameterAttribute>())
        .Any(attribute => attribute.ValueFromPipeline || attribute.ValueFromPipelineByPropertyName);

    private static bool Overrides(Type type, string method) =>
        type.GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) is { } found
        && found.DeclaringType!.Assembly == typeof(CmdletOperations).Assembly && found.DeclaringType != typeof(CancellableCmdlet);

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Kandji.PowerShell"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    [GeneratedRegex("^[A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+$")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"CmdletsToExport\s*=\s*@\(([^)]*)\)")]
    private static partial Regex CmdletsToExport();
}
