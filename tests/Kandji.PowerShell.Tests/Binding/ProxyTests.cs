using System.Security;
using System.Text.RegularExpressions;
using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Connection;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Tests.Cmdlets;
using Kandji.PowerShell.Tests.Help;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>
/// A proxy has a command's parameters and not its transformations, as the mocks of Pester have: values pass twice through the binding, and
/// mean the same. Every example is run with <c>KANDJI_TESTS=full</c>, otherwise the first of each command.
/// </summary>
public sealed class ProxyTests
{
    // A function wins over a cmdlet of its name, so that these commands go through the proxies from here on. Those that the code does not
    // name are left out, which saves most of the time.
    private static string Define(string code)
    {
        string[] names = [.. Commands.All.Select(command => command.Name)
            .Where(name => code.Contains(name, StringComparison.OrdinalIgnoreCase))];
        Assert.NotEmpty(names);
        return $$"""
            foreach ($command in Get-Command -Module Kandji -CommandType Cmdlet -Name {{string.Join(", ", names)}}) {
                $body = [System.Management.Automation.ProxyCommand]::Create([System.Management.Automation.CommandMetadata]::new($command))
                . ([scriptblock]::Create("function global:$($command.Name) { $body }"))
            }
            """;
    }

    private static readonly int Most = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? int.MaxValue : 1;

    public static TheoryData<string, string> Examples { get; } =
        new(Commands.All.SelectMany(command => command.Examples.Take(Most).Select(example => (command.Name, example.Title))));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_OfTheHelp_RunsThroughProxiesAsItDoesWithout(string command, string title)
    {
        string code = Commands.Named(command).Examples.First(example => example.Title == title).Code;

        (InvocationResult direct, IReadOnlyList<RequestEntry> sent) = await ExampleTests.RunCodeAsync(code, "");
        (InvocationResult result, IReadOnlyList<RequestEntry> sentByProxies) =
            await ExampleTests.RunCodeAsync(ForProxies(code), "", shell => shell.Run(Define(code)).Succeeded());

        Assert.Equal(Messages(direct), Messages(result));
        Assert.Equal(direct.Output.Select(item => item.BaseObject.GetType()), result.Output.Select(item => item.BaseObject.GetType()));
        Assert.Equal(Changes(sent), Changes(sentByProxies));
    }

    [Theory]
    [MemberData(nameof(ConfirmationTests.Removals), MemberType = typeof(ConfirmationTests))]
    public async Task Removal_ThroughAProxy_AsksTheSameQuestion(string command)
    {
        await using PowerShellSession direct = await PowerShellSession.ConnectedAsync();
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run(Define(command)).Succeeded();

        direct.Run(command);
        shell.Run(command).Failed("KandjiConfirmationNeeded");
        Assert.Equal(
            direct.Host.Questions,
            shell.Host.Questions.Select(question =>
                question.Replace(shell.Tenant.BaseAddress.Authority, direct.Tenant.BaseAddress.Authority, StringComparison.Ordinal)));
        Assert.All(shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    // A proxy does not let through an argument that its command refuses.
    [Theory]
    [InlineData($"Get-KandjiDeviceApp {KnownFleet.MacSerial} | Remove-KandjiDevice -Force", "KandjiNotADevice,")]
    [InlineData($"Remove-KandjiDevice -Device (Get-KandjiDeviceApp {KnownFleet.MacSerial}) -Force", "KandjiNotADevice,")]
    [InlineData($"Lock-KandjiDevice (Get-KandjiDeviceNote {KnownFleet.MacSerial}) -Force", "KandjiNotADevice,")]
    [InlineData($"Get-KandjiDevice {KnownFleet.MacSerial} | Remove-KandjiUser -Force", "ParameterArgumentTransformationError,")]
    [InlineData($"Remove-KandjiUser (Get-KandjiDevice {KnownFleet.MacSerial}) -Force", "ParameterArgumentTransformationError,")]
    [InlineData($"Remove-KandjiBlueprint (Get-KandjiDevice {KnownFleet.MacSerial}) -Force", "ParameterArgumentTransformationError,")]
    [InlineData("Get-KandjiUser -Email ada@example.com | Remove-KandjiDevice -Force", "ParameterArgumentTransformationError,")]
    [InlineData("Remove-KandjiDevice (Get-KandjiUser -Email ada@example.com) -Force", "ParameterArgumentTransformationError,")]
    [InlineData($"Remove-KandjiDevice '{KnownFleet.TwinName}' -Force", "KandjiNameNotAccepted,")]
    [InlineData("Set-KandjiDevice C02KN0WN0MAC -User ' '", "ParameterArgumentTransformationError,")]
    [InlineData("Set-KandjiDevice C02KN0WN0MAC -Blueprint { $_.x }", "ParameterArgumentTransformationError,")]
    [InlineData("[pscustomobject]@{ mail = ''; id = '7' } | Remove-KandjiUser -Force", "ParameterArgumentTransformationError,")]
    [InlineData("[System.Diagnostics.Process]::GetCurrentProcess() | Remove-KandjiTag -Force", "ParameterArgumentTransformationError,")]
    [InlineData("@{ serial = 'C02KN0WN0MAC'; serial_number = 'F2LKN0WN0PHN' } | Remove-KandjiDevice -Force", "KandjiContradiction,")]
    [InlineData("Remove-KandjiDevice @{ serial = 'C02KN0WN0MAC'; serial_number = 'x' } -Force", "KandjiContradiction,")]
    public async Task Value_ThatTheCommandRefuses_IsRefusedThroughItsProxyToo(string command, string id)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        InvocationResult direct = shell.Run(command);
        shell.Run(Define(command)).Succeeded();

        InvocationResult result = shell.Run(command);

        Assert.StartsWith(id, (direct.Terminating ?? direct.Errors[0]).FullyQualifiedErrorId);
        Assert.StartsWith(id, (result.Terminating ?? result.Errors[0]).FullyQualifiedErrorId);
        Assert.All(shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    [Theory]
    [InlineData("Invoke-KandjiDeviceAction C02KN0WN0MAC Restart -NotifyUser")]
    [InlineData("Get-KandjiDevice C02KN0WN0MAC | Invoke-KandjiDeviceAction -Action Restart -NotifyUser")]
    [InlineData("'C02KN0WN0MAC' | Invoke-KandjiDeviceAction -Action Restart -NotifyUser")]
    [InlineData("@{ serial_number = 'C02KN0WN0MAC' } | Restart-KandjiDevice -NotifyUser")]
    [InlineData("Restart-KandjiDevice ([pscustomobject]@{ serial_number = 'C02KN0WN0MAC' }) -NotifyUser")]
    [InlineData("Restart-KandjiDevice ([System.Collections.Generic.HashSet[string]]@('C02KN0WN0MAC')) -NotifyUser")]
    [InlineData("Restart-KandjiDevice (Get-KandjiDeviceStatus C02KN0WN0MAC) -NotifyUser")]
    [InlineData("Restart-KandjiDevice -Device @(,@('C02KN0WN0MAC')) -NotifyUser")]
    public async Task Device_InEveryForm_BindsThroughAProxy(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run(Define(command)).Succeeded();

        shell.Run(command).Succeeded();

        RequestEntry sent = Assert.Single(shell.Tenant.Log.Entries, entry => entry.Method == "POST");
        Assert.EndsWith($"{KnownFleet.MacId}/action/restart", sent.Path);
        Assert.Contains("\"NotifyUser\":true", sent.Body);
    }

    [Theory]
    [InlineData("'Ada Ångström <ada@example.com>' | ForEach-Object { @{ mail = KnownAda } }")]
    [InlineData("@{ mail = KnownAda }")]
    [InlineData("[pscustomobject]@{ 'User Principal Name' = KnownAda; Id = '0e5a7d1c-3b1f-4c0e-9f55-1d2b6a7c8e90' }")]
    [InlineData("(Get-KandjiDevice C02KN0WN0MAC)")]
    [InlineData("(Get-KandjiDevice C02KN0WN0MAC).User")]
    public async Task User_InEveryForm_BindsThroughAProxy(string user)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run(Define("Set-KandjiDevice")).Succeeded();

        Device device = Assert.Single(shell.Run(
            $"Set-KandjiDevice {KnownFleet.MacWithoutFileVaultSerial} -User ({user.Replace("KnownAda", "'ada@example.com'")})")
            .Succeeded().As<Device>());

        Assert.Equal(KnownFleet.AdaId, device.User!.Id);
    }

    [Theory]
    [InlineData("$token")]
    [InlineData("\" $token \"")]
    [InlineData("([System.Net.NetworkCredential]::new('', $token).SecurePassword)")]
    [InlineData("([psobject]$token)")]
    public async Task Token_InEveryForm_BindsThroughAProxy(string token)
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        shell.Run(Define("Connect-Kandji Get-KandjiLicense")).Succeeded();

        shell.Run($"Connect-Kandji -Uri $uri -Token {token}; Get-KandjiLicense").Succeeded();
        shell.Run($"[pscustomobject]@{{ Token = {token} }} | Connect-Kandji -Uri $uri").Succeeded();
    }

    [Fact]
    public async Task Token_ThatIsNoText_IsRefusedAndNotShown()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        foreach (string before in (string[])["", Define("Connect-Kandji")])
        {
            InvocationResult result = shell.Run($"{before}\nConnect-Kandji -Uri $uri -Token @{{ key = 'secret-4711' }}");

            Assert.DoesNotContain("secret-4711", result.Error.Exception.ToString());
            Assert.Empty(shell.Tenant.Log.Entries);
        }
    }

    [Fact]
    public async Task Token_ThatIsBound_ShowsNothingOfItself()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        shell.Run("function Show { param([Kandji.PowerShell.Connection.ApiToken]$Token) $Token }").Succeeded();

        PSObject bound = Assert.Single(shell.Run("Show $token").Succeeded().Output);

        Assert.Equal(typeof(ApiToken).FullName, bound.ToString());
        Assert.Empty(bound.Properties);
        Assert.DoesNotContain(shell.Tenant.Token, PSSerializer.Serialize(bound));
    }

    // The types that stand for what a person has of something. The others are those of objects, which bind as they are.
    [Fact]
    public void ParameterTypes_ThatReferToSomething_ConvertFromText()
    {
        Type[] types = (
            from cmdlet in CmdletOperations.AllCmdlets()
            from property in cmdlet.Type.GetProperties()
            where property.IsDefined(typeof(ParameterAttribute), inherit: true)
            let type = property.PropertyType.GetElementType() ?? Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
            where type.IsSubclassOf(typeof(ObjectReference)) || type == typeof(ApiToken)
            select type).Distinct().ToArray();

        Assert.Equal(10, types.Length);
        Assert.All(types, type =>
        {
            object made = LanguagePrimitives.ConvertTo("C02KN0WN0MAC", type, null);
            Assert.IsType(type, made);
            Assert.Same(made, LanguagePrimitives.ConvertTo(made, type, null));
            Assert.Equal(2, ((Array)LanguagePrimitives.ConvertTo(new[] { "a", "b" }, type.MakeArrayType(), null)).Length);
            Assert.False(LanguagePrimitives.TryConvertTo(made, typeof(SecureString), out _));
        });
    }

    // Forms that no proxy can take, because PowerShell converts the values before any command sees them: the action as the first value
    // after a pipe, a span where a time of .NET's own type is taken, the short name of a kind, and a pattern of sessions, which is several.
    private static string ForProxies(string code)
    {
        code = Regex.Replace(code, @"(-Session|Disconnect-Kandji) \*", "$1 (Get-KandjiSession -All)")
            .Replace("-Kind Script", "-Kind CustomScript", StringComparison.Ordinal);
        code = Regex.Replace(code, @"(\|\s*Invoke-KandjiDeviceAction) (?=[A-Z])", "$1 -Action ");
        code = Regex.Replace(code, @"(-\w*(?:After|Since|StartDate)) (\d+)d", "$1 ([datetime]::Now.AddDays(-$2))");
        code = Regex.Replace(code, @"(-(?:Every|ValidFor)) '?(\d+)s'?", "$1 ([timespan]::FromSeconds($2))");
        code = Regex.Replace(code, @"(-(?:Every|ValidFor)) '?(\d+)m'?", "$1 ([timespan]::FromMinutes($2))");
        return Regex.Replace(code, @"(-(?:Every|ValidFor)) '?(\d+)d'?", "$1 ([timespan]::FromDays($2))");
    }

    private static IEnumerable<string> Messages(InvocationResult result) =>
        result.Errors.Append(result.Terminating).OfType<ErrorRecord>().Select(error => error.FullyQualifiedErrorId.Split(',')[0]);

    private static IEnumerable<string> Changes(IReadOnlyList<RequestEntry> sent) =>
        sent.Where(entry => entry.Method != "GET").Select(entry => $"{entry.Method} {entry.Path}").Order(StringComparer.Ordinal);
}
