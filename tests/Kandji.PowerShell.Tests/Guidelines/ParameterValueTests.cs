using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;
using Kandji.PowerShell.Library;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Raw;
using Kandji.PowerShell.Tenant;

namespace Kandji.PowerShell.Tests.Guidelines;

/// <summary>
/// Values of parameters are spelled in one way, PascalCase. The service's spelling is accepted as well and means the same.
/// </summary>
public sealed partial class ParameterValueTests
{
    // As Apple spells them.
    private static readonly string[] ProductNames = ["iPhone", "iPad", "iPod", "iOS", "iPadOS", "tvOS", "visionOS"];

    // These complete names of things or spans of time, not values of a set.
    private static readonly Type[] CompleteNames =
        [
            typeof(ApiPathCompleter), typeof(CmdletNameCompleter), typeof(PermissionCompleter), typeof(LibraryNameCompleter),
            typeof(TimeCompleter)];

    /// <summary>A command with {0} where the value goes, the value, and the value as the service spells it.</summary>
    public static TheoryData<string, string, string> Spellings { get; } = new SpellingTable
    {
        { $"Invoke-KandjiDeviceAction {KnownFleet.WindowsSerial} Erase -EraseMode {{0}} -Force", "Wipe WipeCloud WipeProtected",
            "WIPE WIPE_CLOUD WIPE_PROTECTED" },
        { $"Invoke-KandjiDeviceAction {KnownFleet.AndroidSerial} Erase -EraseFlag {{0}} -Force", "WipeExternalStorage WipeEsims",
            "WIPE_EXTERNAL_STORAGE WIPE_ESIMS" },
        { "New-KandjiBlueprint 'Spelled' -Type {0}", "Classic Map", "classic map" },
        { $"Set-KandjiCustomApp {KnownFleet.CustomAppId} -InstallType {{0}}", "Package Image", "package image" },
        { $"Set-KandjiCustomApp {KnownFleet.CustomAppId} -InstallType {{0}} -UnzipLocation /Applications", "Zip", "zip" },
        {
            $"Set-KandjiCustomApp {KnownFleet.CustomAppId} -AuditScript 'exit 0' -InstallEnforcement {{0}}", "ContinuouslyEnforce",
            "continuously_enforce"
        },
        {
            $"Set-KandjiCustomApp {KnownFleet.CustomAppId} -SelfServiceCategory {KnownFleet.ToolsCategoryId} -InstallEnforcement {{0}}",
            "InstallOnce NoEnforcement", "install_once no_enforcement"
        },
        {
            $"Set-KandjiCustomScript {KnownFleet.ScriptId} -SelfServiceCategory {KnownFleet.ToolsCategoryId} -ExecutionFrequency {{0}}",
            "Once Every15Min EveryDay NoEnforcement", "once every_15_min every_day no_enforcement"
        },
        {
            $"Get-KandjiLibraryItemActivity {KnownFleet.ScriptId} {{0}}",
            "LibraryItemCreated LibraryItemEdited LibraryItemDeleted LibraryItemDuplicated LibraryItemAssignmentChanged",
            "library_item_created library_item_edited library_item_deleted library_item_duplicated library_item_assignment_changed"
        },
        { "Get-KandjiAdeDevice -ProfileStatus {0}", "Empty Assigned Pushed Removed", "empty assigned pushed removed" },
        { "Get-KandjiThreat -Status {0}", "Quarantined NotQuarantined Released Resolved", "quarantined not_quarantined released resolved" },
        {
            "Get-KandjiThreat -SortBy {0}",
            "DeviceName ProcessName ProcessOwner DetectionDate Status ManagementState AssociatedItem Severity",
            "device_name process_name process_owner detection_date status management_state associated_item severity"
        },
        { "Get-KandjiBehavioralDetection -Device " + KnownFleet.MacSerial + " -Status {0}", "Blocked BlockedParent Detected",
            "blocked blocked_parent detected" },
        { "Get-KandjiVulnerabilityDevice CVE-2024-44308 -SortBy {0} -ErrorAction SilentlyContinue", "Name DetectionDatetime",
            "name detection_datetime" },
        { "Get-KandjiVulnerability -SortBy {0}", "CveId CvssScore DeviceCount KnownExploit",
            "cve_id cvss_score device_count known_exploit" },
        { "Get-KandjiDevice -OrderBy {0}", "AssetTag DeviceName LastCheckIn OSVersion", "asset_tag device_name last_check_in os_version" },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Value_InTheServicesSpellingOfAnyCase_SendsTheSame(string command, string value, string service)
    {
        string[] spellings = [value, value.ToLowerInvariant(), service, service.ToUpperInvariant(), service.ToLowerInvariant()];
        var sent = new List<string>();
        foreach (string spelling in spellings)
        {
            await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
            shell.Run(string.Format(command, spelling)).Succeeded();
            sent.Add(
                string.Join(
                    "\n", shell.Tenant.Log.Entries.Select(entry => $"{entry.Method} {entry.Path} {entry.Query} {entry.Body}")));
        }

        Assert.All(sent, requests => Assert.Equal(sent[0], requests));
        Assert.Contains(service, sent[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Properties_KeepTheServicesSpelling_AndGoBackAsTheyAre()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($$"""
            $app = Get-KandjiCustomApp -Id {{KnownFleet.CustomAppId}}
            $app | Set-KandjiCustomApp -InstallEnforcement $app.InstallEnforcement -InstallType $app.InstallType
            """).Succeeded();

        Assert.Equal("install_once", Assert.Single(result.Output).Properties["InstallEnforcement"].Value);
        Assert.Contains("install_enforcement=install_once", shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Type_OfALibraryItem_IsMatchedInBothSpellings()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        int Count(string type) =>
            shell.Run($"Get-KandjiDeviceLibraryItem {KnownFleet.MacSerial} -Type {type}").Succeeded().Output.Count;

        Assert.NotEqual(0, Count("CustomApp"));
        Assert.Equal(Count("CustomApp"), Count("custom-app"));
        Assert.Equal(Count("Custom*"), Count("custom-*"));
        Assert.Equal(0, Count("NoSuchType"));
    }

    [Fact]
    public void Values_OfEveryParameter_ArePascalCase()
    {
        // The methods are HTTP's own, and numbers have no case.
        var wrong = from parameter in Parameters()
                    where parameter is not { DeclaringType.Name: nameof(InvokeKandjiApi), Name: nameof(InvokeKandjiApi.Method) }
                    from value in GetValues(parameter)
                    where !IsPascalCase(value) && !char.IsAsciiDigit(value[0])
                    select $"{parameter.DeclaringType!.Name} -{parameter.Name} {value}";

        Assert.NotEmpty(Parameters().SelectMany(GetValues));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Values_OfEveryParameterWithASet_AreTakenInTheServicesSpelling() =>
        Assert.Empty(
            from parameter in Parameters()
            where parameter.IsDefined(typeof(ValidateSetAttribute)) && !parameter.IsDefined(typeof(EnumSpellingTransformationAttribute))
            where parameter is not { DeclaringType.Name: nameof(InvokeKandjiApi), Name: nameof(InvokeKandjiApi.Method) }
            select $"{parameter.DeclaringType!.Name} -{parameter.Name}");

    private static IEnumerable<string> GetValues(PropertyInfo parameter)
    {
        Type type = parameter.PropertyType.GetElementType() ?? parameter.PropertyType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return Enum.GetNames(type);
        if (parameter.GetCustomAttribute<ValidateSetAttribute>() is { } set)
            return set.ValidValues;
        return parameter.GetCustomAttribute<ArgumentCompleterAttribute>()?.Type is { } completer
            && !typeof(TenantCompleter).IsAssignableFrom(completer) && !CompleteNames.Contains(completer)
            ? ((IArgumentCompleter)Activator.CreateInstance(completer)!).CompleteArgument("", "", "", null!, new Hashtable())
            .Select(result => result.CompletionText)
            : [];
    }

    // An abbreviation of two or three letters may be in capitals: OS.
    private static bool IsPascalCase(string value) => ProductNames.Contains(value) || Pascal().IsMatch(value);

    private static IEnumerable<PropertyInfo> Parameters() =>
        from type in typeof(CmdletOperations).Assembly.GetTypes()
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where property.IsDefined(typeof(ParameterAttribute))
        select property;

    [GeneratedRegex("^(?:[A-Z]{2,3}|(?:[A-Z]{1,3}[a-z0-9]+)+(?:OS|TV)?)$")]
    private static partial Regex Pascal();

    private sealed class SpellingTable : TheoryData<string, string, string>
    {
        public new void Add(string command, string values, string spellings)
        {
            foreach ((string value, string service) in values.Split(' ').Zip(spellings.Split(' ')))
                base.Add(command, value, service);
        }
    }
}
