using System.Reflection;
using Kandji.Automation.Health;
using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>
/// Nothing found is said in one way: a value without wildcards that does not exist is an error with the values that come near it; one that
/// exists, and that nothing has, is none.
/// </summary>
public sealed class MissingValueTests : CommandTests
{
    private const string NoId = "00000000-0000-4000-8000-00000000abcd";

    /// <summary>The command, and a value that the error lists as similar; empty when nothing comes near.</summary>
    public static TheoryData<string, string> Missing { get; } = new()
    {
        { "Get-KandjiDevice -Tag lonaer", KnownFleet.LoanerTagName },
        { "Get-KandjiDevice -Tag LOANER", KnownFleet.LoanerTagName },
        { "Get-KandjiDevice -Tag lonaer -Platform Mac", KnownFleet.LoanerTagName },
        { $"Get-KandjiDevice -TagId {NoId}", "" },
        { "Get-KandjiDevice -User adda@example.com", KnownFleet.AdaEmail },
        { $"Get-KandjiDevice -User {NoId}", "" },
        { "Get-KandjiDevice -User 'Ada Ångstrem'", KnownFleet.AdaName },
        { "Get-KandjiDevice -UserEmail ada@exmaple.com", KnownFleet.AdaEmail },
        { "Get-KandjiDevice -UserEmail ada@exmaple.com -Platform Mac", KnownFleet.AdaEmail },
        { "Get-KandjiDevice -Model 'MacBook Air'", "MacBook Air (" },
        { "Get-KandjiDevice -Model 'MacBook Air' -Platform Mac", "MacBook Air (" },
        { "Get-KandjiDevice -AssetTag NW-0000", KnownFleet.MacAssetTag },
        { "Get-KandjiDevice -SerialNumber KN0WN0MAC", KnownFleet.MacSerial },
        { "Get-KandjiDevice -SerialNumber KN0WN0MAC -Platform iPhone", KnownFleet.MacSerial },
        { "Get-KandjiDevice -Name 'Front Des'", KnownFleet.TwinName },
        { "Get-KandjiDevice -Platform Mcc", "" },
        { "Get-KandjiDevice -Platform Windoes", "Windows" },
        { "Get-KandjiDevice -Platform Androit, Windoes -Name *", "Android" },
        { $"Get-KandjiDevice -Blueprint {NoId}", "" },
        { "Get-KandjiDevice -Blueprint Enginering", KnownFleet.EngineeringName },
        { "Get-KandjiUser -Name Lef", "" },
        { "Get-KandjiUser -Name 'Ada Ångstrem'", KnownFleet.AdaName },
        { "Get-KandjiUser -Name 'Ada Ångstrem' -Archived", KnownFleet.AdaName },
        { "Get-KandjiUser -Email adda@example.com", KnownFleet.AdaEmail },
        { "Get-KandjiUser -Email adda@example.com -Archived", KnownFleet.AdaEmail },
        { "Get-KandjiTag lonaer", KnownFleet.LoanerTagName },
        { "Get-KandjiBlueprint Enginering", KnownFleet.EngineeringName },
        { "Get-KandjiPrism DeviceInformation -Platform Iphnoe", "iPhone" },
        { $"Get-KandjiPrism DeviceInformation -Blueprint {NoId}", "" },
        { "Get-KandjiPrism DeviceInformation -Blueprint Enginering", KnownFleet.EngineeringName },
        { $"Get-KandjiPrism DeviceInformation -Device {NoId}", "" },
        { $"Get-KandjiThreat {NoId}", "" },
        { $"Get-KandjiBehavioralDetection {NoId}", "" },
        { $"Get-KandjiVulnerabilityDetection -Device {NoId}", "" },
        { $"Get-KandjiVulnerabilityDetection -Blueprint {NoId}", "" },
        { "Get-KandjiVulnerabilityDetection CVE-1999-0001", "" },
        { $"Get-KandjiLibraryItemStatus {KnownFleet.CustomAppId} -Device {NoId}", "" },
        { $"Get-KandjiLibraryItemActivity {KnownFleet.ScriptId} -User nobody@example.com", "" },
        { $"Get-KandjiAdeDevice -Blueprint {NoId}", "" },
        { $"Get-KandjiAdeDevice -User {NoId}", "" },
        { "Get-KandjiAdeDevice -Model 'MacBok Pro'", "" },
        { "Get-KandjiAdeDevice -Model 'MacBook' -DeviceFamily Mac", "MacBook" },
        { "Get-KandjiAdeDevice -SerialNumber NOSUCH -DeviceFamily Mac", "" },
        { "Get-KandjiComplianceReport -MinimumOSVersion @{ macSO = '15.1' }", "macOS" },
        { "Export-KandjiPrism Apps -Path nosuchfolder.csv -Platform Iphnoe", "iPhone" },
    };

    /// <summary>Values that exist and that nothing has, and wildcards that nothing matches.</summary>
    public static TheoryData<string> Silent { get; } = new(
        "Get-KandjiDevice -Tag 'zzz*'",
        "Get-KandjiDevice -Model 'zzz*'",
        "Get-KandjiDevice -User 'zzz*'",
        "Get-KandjiDevice -UserEmail 'zzz*'",
        "Get-KandjiDevice -Platform 'zzz*'",
        "Get-KandjiDevice -Blueprint 'zzz*'",
        "Get-KandjiDevice -Name 'zzz*'",
        "Get-KandjiDevice -Tag unused",
        "Get-KandjiDevice -Platform Vision",
        "Get-KandjiDevice -Platform visionOS",
        "Get-KandjiDevice -OSVersion 1",
        $"Get-KandjiDevice -User {KnownFleet.IdleEmail}",
        $"Get-KandjiDevice -UserEmail {KnownFleet.IdleEmail}",
        $"Get-KandjiDevice -Tag {KnownFleet.LoanerTagName} -Platform Vision",
        $"Get-KandjiDevice -TagId {KnownFleet.LoanerTagId} -Platform Vision",
        $"Get-KandjiDevice -Blueprint {KnownFleet.EngineeringId} -Platform Vision",
        $"Get-KandjiDevice -SerialNumber {KnownFleet.MacSerial} -Platform iPhone",
        "Get-KandjiUser -Name 'zzz*'",
        $"Get-KandjiUser -Email {KnownFleet.AdaEmail} -Archived",
        $"Get-KandjiUser -Name '{KnownFleet.AdaName}' -Archived",
        "Get-KandjiPrism DeviceInformation -Platform Windows",
        "Get-KandjiPrism DeviceInformation -Blueprint 'zzz*'",
        "Get-KandjiAdeDevice -Model 'zzz*'",
        $"Get-KandjiAdeDevice -SerialNumber {KnownFleet.NewMacSerial} -DeviceFamily iPad",
        $"Get-KandjiThreat {KnownFleet.AppleTVId}",
        $"Get-KandjiPrism FileVault -Device {KnownFleet.AppleTVId}",
        $"Get-KandjiVulnerabilityDetection -Device {KnownFleet.AppleTVId}");

    [Theory]
    [MemberData(nameof(Missing))]
    public void Value_ThatDoesNotExist_IsNotFoundAndListsTheSimilar(string command, string similar)
    {
        Prepare(Shell);

        InvocationResult result = Shell.Run(command);

        Assert.Empty(result.Output);
        ErrorRecord error = result.Terminating ?? result.Errors[0];
        Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.NotNull(error.TargetObject);
        if (similar.Length > 0)
            Assert.Contains(similar, error.Exception.Message[error.Exception.Message.IndexOf("Similar: ", StringComparison.Ordinal)..]);
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public void Value_ThatExistsOrHasWildcards_IsNoError(string command)
    {
        Prepare(Shell);

        InvocationResult result = Shell.Run(command).Succeeded();

        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("-Tag lonaer", "/api/v1/tags")]
    [InlineData($"-TagId {NoId}", "/api/v1/tags")]
    [InlineData("-User adda@example.com", "/api/v1/users")]
    [InlineData("-User 'Ada Ångstrem'", "/api/v1/users")]
    [InlineData("-UserEmail adda@example.com", "/api/v1/users")]
    [InlineData($"-User {NoId}", $"/api/v1/users/{NoId}")]
    [InlineData($"-Blueprint {NoId}", $"/api/v1/blueprints/{NoId}")]
    public void Value_IsLookedUpByOneRequest_AfterTheListCameBackEmpty(string parameter, string path)
    {
        Assert.NotNull(Shell.Run("Get-KandjiDevice " + parameter).Error);

        Assert.Equal(["/api/v1/devices", path], Shell.Tenant.Log.Entries.Select(entry => entry.Path));
    }

    [Theory]
    [InlineData("-Tag loaner")]
    [InlineData("-Platform Mac")]
    [InlineData($"-User {KnownFleet.AdaEmail}")]
    [InlineData("-Model 'Mac*'")]
    public void Value_ThatWasFound_CostsNoRequest(string parameter)
    {
        Assert.NotEmpty(Shell.Run("Get-KandjiDevice " + parameter).Succeeded().Output);

        Assert.Single(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("-Tag lonaer", "Tag list")]
    [InlineData($"-TagId {NoId}", "Tag list")]
    [InlineData("-User adda@example.com", "User list")]
    [InlineData("-UserEmail adda@example.com", "User list")]
    [InlineData($"-Blueprint {NoId}", "Blueprint ID")]
    [InlineData("-Blueprint Enginering", "Blueprint list")]
    public void Value_WithoutThePermissionToLookItUp_LeavesTheEmptyResultAndAWarning(string parameter, string permission)
    {
        Shell.Use(Shell.Tenant.CreateToken("Device list"));

        InvocationResult result = Shell.Run("Get-KandjiDevice " + parameter).Succeeded();

        Assert.Empty(result.Output);
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("could not be looked up", warning);
        Assert.Contains(permission, warning, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Values_OfWhichOneDoesNotExist_ReturnTheOthersAndOneError()
    {
        InvocationResult result = Shell.Run($"Get-KandjiDevice -User {KnownFleet.AdaEmail}, adda@example.com");

        Assert.Equal([KnownFleet.MacId, KnownFleet.PhoneId], result.As<Device>().Select(device => device.DeviceId));
        Assert.Equal("adda@example.com", result.Error.TargetObject);
    }

    [Theory]
    [InlineData("macOS", "Mac")]
    [InlineData("'mac os'", "Mac")]
    [InlineData("OSX", "Mac")]
    [InlineData("iOS", "iPhone")]
    [InlineData("ipados", "iPad")]
    [InlineData("tvOS", "AppleTV")]
    [InlineData("'Apple TV'", "AppleTV")]
    [InlineData("apple_tv", "AppleTV")]
    [InlineData("win", "Windows")]
    [InlineData("macOS, iOS", "Mac iPhone")]
    public void Platform_ByWhatPeopleCallIt_IsThatPlatform(string typed, string platforms)
    {
        var devices = Shell.Run($"Get-KandjiDevice -Platform {typed}").Succeeded().As<Device>();

        Assert.Equal(platforms.Split(' ').Order(), devices.Select(device => device.Platform!).Distinct().Order());
        Assert.Equal(
            Shell.Tenant.State.Devices.Count(device => platforms.Split(' ').Contains(device.Platform.ToString())), devices.Count);
    }

    [Theory]
    [InlineData("Get-KandjiPrism DeviceInformation -Platform {0} | ForEach-Object DeviceFamily", "macOS", "Mac")]
    [InlineData("Get-KandjiPrism DeviceInformation -Platform {0} | ForEach-Object DeviceFamily", "AppleTV", "tvOS")]
    [InlineData("Get-KandjiPrism DeviceInformation -Platform {0} | ForEach-Object DeviceFamily", "tvos", "tvOS")]
    [InlineData("Get-KandjiAdeDevice -DeviceFamily {0} | ForEach-Object DeviceFamily", "macOS", "Mac")]
    [InlineData("Get-KandjiAdeDevice -OS {0} | ForEach-Object Os", "macOS", "OSX")]
    [InlineData("Get-KandjiAdeDevice -OS {0} | ForEach-Object Os", "iPadOS", "iPadOS")]
    public async Task Platform_WhereverItIsTaken_HasTheSameNames(string command, string typed, string shown)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 200 });

        Assert.Equal([shown], shell.Run(string.Format(command, typed)).Succeeded().As<string>().Distinct());
    }

    [Theory]
    [InlineData("@{ macOS = '99' }", true)]
    [InlineData("@{ 'mac os' = '1.0' }", false)]
    public void MinimumOSVersion_ByTheNameOfTheSystem_CountsForThePlatform(string minimum, bool isBehind)
    {
        Assert.Equal(
            isBehind,
            Assert.Single(
                Shell.Run($"(Get-KandjiComplianceReport {KnownFleet.MacSerial} -MinimumOSVersion {minimum}).OsBehind").Succeeded()
                    .As<bool>()));
    }

    [Theory]
    [InlineData("@{ Mac = 15.10 }", "is a number")]
    [InlineData("@{ Mac = $null }", "is not a version")]
    [InlineData("@{ Mac = 'newest' }", "is not a version")]
    public void MinimumOSVersion_OfWhatIsNoVersion_IsAnErrorAndNoReport(string minimum, string words)
    {
        InvocationResult result = Shell.Run($"Get-KandjiComplianceReport -MinimumOSVersion {minimum}");

        Assert.Contains(words, result.Error.Exception.Message);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Parameters_OfAPlatform_AllTakeWhatPeopleCallThem() =>
        Assert.Empty(
            from parameter in Parameters()
            where parameter.Name is "Platform" or "DeviceFamily" or "RunsOn" or "OS"
                || parameter.GetCustomAttribute<AliasAttribute>()?.AliasNames.Contains("Platform") == true
            where !parameter.IsDefined(typeof(PlatformTransformationAttribute))
            select $"{parameter.DeclaringType!.Name} -{parameter.Name}");

    // A variable that was left empty must not come to mean everything.
    [Fact]
    public void Parameters_OfAList_RefuseNoValueAtAll() =>
        Assert.Empty(
            from parameter in Parameters()
            where parameter.PropertyType.IsArray && !parameter.GetCustomAttributes<ParameterAttribute>().All(one => one.Mandatory)
            where !parameter.IsDefined(typeof(ValidateNotNullOrEmptyAttribute)) && !parameter.IsDefined(typeof(ValidateNotEmptyAttribute))
                && !parameter.IsDefined(typeof(ValidateCountAttribute))
                // A test that found nothing is a report too.
                && parameter.PropertyType != typeof(Finding[])
                // All of no sessions is no mistake.
                && parameter.GetCustomAttribute<SessionTransformationAttribute>() is not { MatchesAll: true }
            select $"{parameter.DeclaringType!.Name} -{parameter.Name}");

    [Theory]
    [InlineData("Get-KandjiComplianceReport -Device {0}")]
    [InlineData("Get-KandjiPrism Apps -Device {0}")]
    [InlineData("Get-KandjiPrism Apps -Blueprint {0}")]
    [InlineData("Get-KandjiPrism Apps -Platform {0}")]
    [InlineData("Get-KandjiVulnerabilityDetection -Device {0}")]
    [InlineData("Get-KandjiVulnerabilityDetection {0}")]
    [InlineData("Get-KandjiThreat -Device {0}")]
    [InlineData("Get-KandjiBehavioralDetection {0}")]
    [InlineData("Get-KandjiLibraryItemStatus 'x' -Device {0}")]
    [InlineData("Get-KandjiDevice -Tag {0}")]
    [InlineData("Get-KandjiDevice -Device {0}")]
    [InlineData("Get-KandjiDevice {0}")]
    [InlineData("Get-KandjiDeviceApp {0}")]
    [InlineData("Get-KandjiFleetSummary {0}")]
    [InlineData("Measure-KandjiPrism {0}")]
    public void Command_WithNoValueAtAll_FailsBeforeAnythingIsSent(string command)
    {
        foreach (string nothing in (string[])["$null", "@()", "$unset", "(@() | Where-Object { $true })"])
        {
            InvocationResult result = Shell.Run(string.Format(command, nothing));

            Assert.True(result.Terminating is not null || result.Errors.Count > 0, $"{nothing} was taken");
            Assert.Empty(result.Output);
        }
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    // What a variable that was never set would have named is missing from the answer, and nobody would see it.
    [Theory]
    [InlineData("Get-KandjiDevice {0}")]
    [InlineData("Get-KandjiDevice -Tag {0}")]
    [InlineData("Get-KandjiDevice -TagId {0}")]
    [InlineData("Get-KandjiDevice -Blueprint {0}")]
    [InlineData("Get-KandjiDevice -User {0}")]
    [InlineData("Get-KandjiDeviceApp {0}")]
    [InlineData("Get-KandjiUser -Id {0}")]
    [InlineData("Get-KandjiBlueprint -Id {0}")]
    [InlineData("Get-KandjiTag -Id {0}")]
    [InlineData("Get-KandjiCustomScript -Id {0}")]
    [InlineData("Get-KandjiAdeDevice {0}")]
    [InlineData("Get-KandjiAdeIntegration -Id {0}")]
    [InlineData("Get-KandjiVulnerability {0}")]
    [InlineData("Get-KandjiVulnerabilityDevice {0}")]
    [InlineData("Get-KandjiPrism Apps -Device {0}")]
    [InlineData("Get-KandjiPrism Apps -Blueprint {0}")]
    [InlineData("Get-KandjiPrism Apps -Filter @{{ BundleId = {0} }}")]
    [InlineData("Get-KandjiPrism Apps -Filter @{{ BundleId = @{{ not_in = {0} }} }}")]
    [InlineData("Get-KandjiComplianceReport {0}")]
    [InlineData("Remove-KandjiDevice {0} -Force")]
    [InlineData("Remove-KandjiUser {0} -Force")]
    [InlineData("Remove-KandjiTag {0} -Force")]
    [InlineData("Invoke-KandjiDeviceAction {0} Erase -Force")]
    [InlineData("Restart-KandjiDevice {0}")]
    [InlineData("Set-KandjiDevice {0} -AssetTag a")]
    [InlineData("Set-KandjiDevice C02KN0WN0MAC -Tag {0}")]
    [InlineData("Set-KandjiDevice C02KN0WN0MAC -AddTag {0}")]
    public void Command_WithNullAmongItsValues_FailsBeforeAnythingIsSent(string command)
    {
        foreach (string values in (string[])["'x', $null", "$unset, 'x'", "@('x', (@() | Where-Object { $true }), 'y')"])
        {
            InvocationResult result = Shell.Run(string.Format(command, values));

            Assert.True(result.Terminating is not null || result.Errors.Count > 0, $"{values} was taken");
            Assert.Empty(result.Output);
            Assert.Matches("null|empty", (result.Terminating ?? result.Errors[0]).Exception.Message);
        }
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("Get-KandjiComplianceReport")]
    [InlineData("Get-KandjiPrism Apps")]
    [InlineData("Get-KandjiVulnerabilityDetection")]
    [InlineData("Get-KandjiThreat")]
    public void Command_WithAnEmptyPipeline_WritesNothing(string command)
    {
        Assert.Empty(Shell.Run($"@() | {command}").Succeeded().Output);
    }

    private static void Prepare(PowerShellSession shell)
    {
        shell.Run("New-KandjiTag unused").Succeeded();
        shell.Tenant.Log.Clear();
    }

    private static IEnumerable<PropertyInfo> Parameters() =>
        from type in typeof(CmdletOperations).Assembly.GetTypes()
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where property.IsDefined(typeof(ParameterAttribute))
        select property;
}
