using System.Reflection;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>A command that reads never waits for somebody to type what is missing: it ends with one error, or reads everything.</summary>
public sealed class RequiredArgumentTests : CommandTests
{
    public static TheoryData<string> Reads =>
        [.. CmdletOperations.AllCmdlets().Select(cmdlet => cmdlet.Name).Where(name => name.StartsWith("Get-", StringComparison.Ordinal)
            || name.EndsWith("Prism", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Reads))]
    public void Read_HasNoParameterThatIsAskedFor(string command)
    {
        Type type = CmdletOperations.AllCmdlets().Single(cmdlet => cmdlet.Name == command).Type;
        string set = type.GetCustomAttribute<CmdletAttribute>()!.DefaultParameterSetName ?? ParameterAttribute.AllParameterSets;

        Assert.Empty(
            from property in type.GetProperties()
            from parameter in property.GetCustomAttributes<ParameterAttribute>()
            where parameter.Mandatory
            where parameter.ParameterSetName == set || parameter.ParameterSetName == ParameterAttribute.AllParameterSets
            select property.Name);
    }

    [Theory]
    [InlineData("Get-KandjiDeviceApp -Name 'Slack*'", "No device is given.", "Get-KandjiDevice | Get-KandjiDeviceApp")]
    [InlineData("Get-KandjiDeviceSecret", "No device is given.", "Get-KandjiDevice | Get-KandjiDeviceSecret")]
    [InlineData("Get-KandjiBehavioralDetection", "No device is given.", "Get-KandjiDevice | Get-KandjiBehavioralDetection")]
    [InlineData("Get-KandjiPrism", "No category is given.", "FileVault")]
    [InlineData("Export-KandjiPrism", "No category is given.", "FileVault")]
    [InlineData("Export-KandjiPrism Apps", "No file is given.", "-Path")]
    [InlineData("Get-KandjiVulnerabilityDevice", "No vulnerability is given.", "CVE")]
    [InlineData("Get-KandjiLibraryItemStatus", "No library item is given.", "-LibraryItem")]
    [InlineData("Get-KandjiBlueprintLibraryItem", "No blueprint is given.", "Get-KandjiBlueprint | Get-KandjiBlueprintLibraryItem")]
    public void Read_WithoutWhatItNeeds_IsOneErrorThatSaysWhatToWrite(string script, string message, string example)
    {
        InvocationResult result = Shell.Run(script).Failed("KandjiInvalidArgument");

        Assert.StartsWith(message, result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(example, result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("@() | Get-KandjiDeviceApp", 0)]
    [InlineData("$null | Get-KandjiDeviceApp", 1)]
    [InlineData("Get-KandjiDeviceApp $null", 1)]
    [InlineData("Get-KandjiDeviceApp @()", 1)]
    [InlineData("$nothing = Get-KandjiDevice -Tag none; Get-KandjiDeviceApp $nothing", 2)]
    public void Read_OfNothing_ReadsNothing(string script, int errors)
    {
        InvocationResult result = Shell.Run(script);

        Assert.Empty(result.Output);
        Assert.Equal(errors, result.Errors.Count + (result.Terminating is null ? 0 : 1));
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Path.EndsWith("/apps", StringComparison.Ordinal));
    }
}
