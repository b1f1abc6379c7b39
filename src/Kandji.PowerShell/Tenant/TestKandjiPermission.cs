using System.Collections.ObjectModel;
using System.Management.Automation.Language;
using Kandji.Client.Http;
using Kandji.Client.Tenant;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Raw;

namespace Kandji.PowerShell.Tenant;

/// <summary>
/// <para type="synopsis">Shows which permissions the token has, or which a command or script needs.</para>
/// <para type="description">
/// An API token has a grid of permissions, ticked in Settings &gt; Access &gt; API tokens. This shows the grid, and for each permission
/// whether the session's token has it. Reads are tried with one harmless request each, about seventy in all: a list is asked for one item,
/// an object for an id that none has. The permission for a change cannot be tested without making one, so it is Unknown, unless the same
/// permission also covers a read.
/// </para>
/// <para type="description">
/// With -For only what the cmdlets or scripts need is shown. A script is parsed, never run, and the parameters that it uses are taken into
/// account. Without a session nothing is tried and every permission is Unknown: this is for asking which permissions to tick before there
/// is a token. For Invoke-KandjiApi the path and the method must be written in the script: where they are computed, or are of no operation
/// that is known, a warning names the line, and the permission for that call is not among those shown. Another script that a script runs,
/// and the file of a module that it loads, are named by a warning too: they are not read unless they are given as well. A script is read
/// and not run, so these are not followed: a command
/// that a variable or an expression names (&amp; $c), text that is run (Invoke-Expression, iex), aliases, and functions of other files. A
/// warning names the line of each of the first three; an alias that was made elsewhere cannot be seen. Of parameters that are splatted (@p)
/// every operation is listed that they may need.
/// </para>
/// </summary>
/// <example>
///   <summary>What may this token not do?</summary>
///   <code>Test-KandjiPermission | Where-Object State -eq Denied</code>
/// </example>
/// <example>
///   <summary>Which permissions must be ticked to run these commands?</summary>
///   <code>Test-KandjiPermission -For Get-KandjiDevice, Remove-KandjiUser</code>
/// </example>
/// <example>
///   <summary>Which permissions does a piece of script need?</summary>
///   <code>Test-KandjiPermission -For { Get-KandjiDevice | Invoke-KandjiDeviceAction -Action BlankPush }</code>
/// <para>
/// A path works too: Test-KandjiPermission -For .\offboard.ps1. Of the actions only BlankPush is listed, because the script uses no other.
/// </para>
/// </example>
/// <example>
///   <summary>Stop a scheduled script that lacks a permission</summary>
///   <code>if (-not (Test-KandjiPermission -For Get-KandjiUser -Quiet)) { throw 'The token lacks a permission.' }</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "KandjiPermission", DefaultParameterSetName = ByName)]
[OutputType(typeof(KandjiPermission), typeof(bool))]
[NoFixedOperation("Tries every read that it shows, with one harmless request each. It needs no permission itself.")]
public sealed class TestKandjiPermission : KandjiCmdlet
{
    private const string ByName = "Permission";
    private const string ByUse = "For";
    private const int MaxConcurrentProbes = 8;

    private readonly List<(string Cmdlet, CmdletOperation Operation)> _needed = [];
    private bool _lacksOne;

    /// <summary>The name of a permission or of its section. Without it, and without -For, all are shown.</summary>
    [Parameter(ParameterSetName = ByName, Position = 0)]
    [Alias("Name", "Section")]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? Permission { get; set; }

    /// <summary>
    /// The command to run: the name of a cmdlet of this module, the path of a script, a script block, or a command or file object.
    /// Wildcards work in names and paths.
    /// </summary>
    [Parameter(ParameterSetName = ByUse, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Command", "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CmdletNameCompleter))]
    [AnyTenant]
    public object[] For { get; set; } = [];

    /// <summary>
    /// Returns only $true or $false: whether no permission is known to be missing. What was asked about and cannot be found is $false.
    /// Needs a session.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName != ByUse)
            return;
        foreach (object item in For.SelectMany(ReferenceText.Items))
        {
            bool isFound = false;
            Guard(item, () =>
            {
                Find(item);
                isFound = true;
            });
            _lacksOne |= !isFound;
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        List<(KandjiPermission Permission, ApiOperation? Read)> rows = ParameterSetName == ByUse ? Needed() : Known();
        bool isConnected = ParameterSetName != ByUse || HasSession || Quiet;
        if (isConnected)
        {
            rows.ForEach(row => row.Permission.Tenant = ConnectedSession.Tenant);
            Probe(rows);
        }
        else
            rows.ForEach(row => row.Permission.Note = "There is no session to ask.");

        if (Quiet)
            WriteObject(!_lacksOne && rows.TrueForAll(row => row.Permission.State != PermissionState.Denied));
        else if (!isConnected)
            rows.ForEach(row => WriteObject(row.Permission));
    }

    private List<(KandjiPermission, ApiOperation?)> Known()
    {
        WildcardFilter? filter = WildcardFilter.Create(Permission);
        var users = CmdletOperations.AllCmdlets()
            .SelectMany(cmdlet => CmdletOperations.For(cmdlet.Type).Select(o => (o.Operation, cmdlet.Name)))
            .ToLookup(pair => pair.Operation, pair => pair.Name);
        var rows = Rows(
            OperationCatalog.All.Where(o => filter is null || filter.Matches(o.Permission) || filter.Matches(o.Section)), o => users[o]);
        List<string> missing = (filter?.Literals ?? []).Where(
            name => !rows.Exists(row => row.Item1.Section.Equals(name, StringComparison.OrdinalIgnoreCase)
                || row.Item1.Permission.Equals(name, StringComparison.OrdinalIgnoreCase))).ToList();
        _lacksOne |= missing.Count > 0;
        WriteMissing(missing, "No permission and no section is named");
        return rows;
    }

    private List<(KandjiPermission, ApiOperation?)> Needed()
    {
        ILookup<ApiOperation, (string Cmdlet, CmdletOperation Operation)> uses = _needed.ToLookup(use => use.Operation.Operation);
        List<(KandjiPermission Permission, ApiOperation?)> rows =
            Rows(OperationCatalog.All.Where(uses.Contains), o => uses[o].Select(use => use.Cmdlet));
        foreach ((KandjiPermission permission, _) in rows)
        {
            List<string> conditions = _needed
                .Where(
                    use => use.Operation.Operation.Path == permission.Path && use.Operation.Operation.Permission == permission.Permission)
                .Select(use => use.Operation.Condition)
                .Distinct()
                .ToList();
            permission.Needed = conditions.Contains("always") ? "always" : string.Join("; ", conditions);
        }
        return rows;
    }

    // Methods of one path under one permission are one tick. A read under it, on whatever path, tells about the others.
    private static List<(KandjiPermission, ApiOperation?)> Rows(
        IEnumerable<ApiOperation> operations, Func<ApiOperation, IEnumerable<string>> users)
    {
        ILookup<(string, string), ApiOperation> reads = OperationCatalog.All.Where(o => o.IsRead).ToLookup(o => (o.Section, o.Permission));
        return operations
            .GroupBy(o => (o.Section, o.Permission, o.Path))
            .Select(group => (
                Permission: new KandjiPermission(group.Key.Section, group.Key.Permission, group.Key.Path,
                    group.Select(o => o.Method.Method).ToArray(),
                    group.SelectMany(users).Distinct().OrderBy(name => name, StringComparer.Ordinal).ToArray()),
                Read: (ApiOperation?)(group.FirstOrDefault(o => o.IsRead)
                    ?? reads[(group.Key.Section, group.Key.Permission)].FirstOrDefault())))
            .ToList();
    }

    private void Probe(List<(KandjiPermission Permission, ApiOperation? Read)> rows)
    {
        var gate = new SemaphoreSlim(MaxConcurrentProbes, MaxConcurrentProbes);
        TenantOperations tenant = Client.Tenant;
        var probes = new Dictionary<ApiOperation, Task<PermissionProbe>>();
        foreach ((_, ApiOperation? read) in rows)
        {
            if (read is not null && !probes.ContainsKey(read))
                probes[read] = ProbeAsync(tenant, read, gate);
        }
        foreach ((KandjiPermission permission, ApiOperation? read) in rows)
        {
            if (read is null)
            {
                permission.Note = "Cannot be known without changing something.";
            }
            else
            {
                PermissionProbe probe = Await(probes[read]);
                permission.State = probe.IsGranted switch { true => PermissionState.Granted, false => PermissionState.Denied, _ =>
                    PermissionState.Unknown };
                permission.Note = probe.Note;
            }
            if (!Quiet)
                WriteObject(permission);
        }
    }

    private async Task<PermissionProbe> ProbeAsync(TenantOperations tenant, ApiOperation read, SemaphoreSlim gate)
    {
        await gate.WaitAsync(StopToken).ConfigureAwait(false);
        try
        {
            return await tenant.ProbeAsync(read, StopToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private void Find(object item)
    {
        switch (item.Unwrap())
        {
            case ScriptBlock block:
                _needed.AddRange(ScriptOperations.Find(block.Ast, WriteWarning));
                break;
            case CommandInfo command:
                Find(command is ExternalScriptInfo script ? script.Path : command.Name);
                break;
            case FileInfo file:
                FindInFile(file.FullName);
                break;
            case string text:
                Find(text);
                break;
            default:
                throw new ArgumentException($"'{item}' is neither the name of a cmdlet nor a script.");
        }
    }

    private void Find(string text)
    {
        WildcardFilter filter = WildcardFilter.Create([text])!;
        var cmdlets = CmdletOperations.AllCmdlets().Where(cmdlet => filter.Matches(cmdlet.Name)).ToList();
        foreach ((string name, Type type) in cmdlets)
        {
            _needed.AddRange(CmdletOperations.For(type).Select(operation => (name, operation)));
            if (type == typeof(InvokeKandjiApi))
                WriteWarning(
                    $"Which permission {name} needs depends on its path. Give the call in braces: -For {{ {name} /api/v1/devices }}.");
        }
        if (cmdlets.Count > 0)
            return;
        foreach (string path in Files(text))
            FindInFile(path);
    }

    private Collection<string> Files(string path)
    {
        // A name with brackets is a file before it is a pattern.
        if (InvokeProvider.Item.Exists(path, force: true, literalPath: true)
            && SessionState.Path.GetUnresolvedProviderPathFromPSPath(path) is { } literal && File.Exists(literal))
        {
            return [literal];
        }
        try
        {
            Collection<string> files = SessionState.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            if (provider.Name == "FileSystem" && files.All(File.Exists) && files.Count > 0)
                return files;
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException
            or ProviderNotFoundException)
        {
            // The error below says what this one would, and what else it could have been.
        }
        throw new ObjectException(
            "KandjiNotFound", ErrorCategory.ObjectNotFound,
            $"'{path}' is neither a cmdlet of this module nor a script file. Give a command with its parameters or a pipeline in braces: "
                + "-For { Get-KandjiDevice | Restart-KandjiDevice }.");
    }

    private void FindInFile(string path)
    {
        ScriptBlockAst script = Parser.ParseFile(path, out _, out ParseError[] errors);
        if (errors.Length > 0)
            WriteWarning(
                $"{path} has errors; what stands behind them may be missing here. Line {errors[0].Extent.StartLineNumber}: "
                    + $"{errors[0].Message}");
        _needed.AddRange(ScriptOperations.Find(script, WriteWarning));
    }
}
