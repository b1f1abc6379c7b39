using Kandji.Client.Raw;
using Kandji.PowerShell.Tenant;
using Kandji.PowerShell.Tests.Faults;
using Kandji.PowerShell.Tests.Help;

namespace Kandji.PowerShell.Tests.Tenant;

/// <summary>
/// <c>Test-KandjiPermission -For</c> against the truth: every command line of the help and of the fault tables runs, and nothing that it
/// asks of the service is missing in what was said before. A token made by that list would have done. Without <c>KANDJI_TESTS=full</c>, of
/// the help only the first example of each command.
/// </summary>
public sealed class PermissionsOfExamplesTests
{
    // The names that the fault tables give their files.
    private static readonly string Files = ChangeFaultTableTests.DefineRepository(".")
        + "$pkg = 'vpn-client-5.pkg'; $ipa = 'Rounds.ipa'; $token_file = 'token.p7m'; $csv = 'apps.csv'; ";

    private static readonly int Most = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? int.MaxValue : 1;

    public static TheoryData<string> CommandLines =>
    [
        .. Commands.All.SelectMany(command => command.Examples.Take(Most)).Select(example => example.Code)
            .Concat(ChangeFaultTableTests.Commands)
            .Concat(ListFaultTableTests.Commands)
            // This one needs no permission: that one is missing is what it finds out.
            .Where(code => !code.Contains("Test-KandjiPermission", StringComparison.Ordinal))
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(CommandLines))]
    public async Task TestFor_ACommandLine_ListsAllThatItAsksOfTheService(string code)
    {
        List<KandjiPermission> listed = [];
        IReadOnlyList<string> warnings = [];
        (_, IReadOnlyList<RequestEntry> sent) = await ExampleTests.RunCodeAsync(code, Files, shell =>
        {
            InvocationResult result = shell.Run($"Test-KandjiPermission -For {{\n{ExampleTests.Here(code)}\n}}").Succeeded();
            listed = result.As<KandjiPermission>();
            warnings = result.Warnings;
            shell.Tenant.Log.Clear();
        });

        // A warning tells which commands cannot be read from a script.
        // The changes of a plan need the permissions of the commands that planned them; the plan's file tells which.
        bool areFixed = warnings.Count == 0 && !code.Contains("Invoke-KandjiPlan", StringComparison.Ordinal)
            && !code.Contains("Undo-KandjiPlan", StringComparison.Ordinal);
        string[] missing = !areFixed ? [] :
        [
            .. sent.Where(request => request.Permission is not null)
                .Select(request => RawOperations.FindKnown(request.Method, request.Path)
                    ?? throw new InvalidOperationException($"{request} is not a known operation."))
                .Where(operation => !listed.Exists(p => p.Section == operation.Section && p.Permission == operation.Permission
                    && p.Method.Contains(operation.Method.Method)))
                .Select(operation => operation.ToString())
                .Distinct(),
        ];
        Assert.True(missing.Length == 0, $"{code}\nneeds {string.Join("; ", missing)}");
    }
}
