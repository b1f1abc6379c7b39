using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Kandji.Simulator;

namespace Kandji.Shell;

/// <summary>A PowerShell engine with the built module imported. The tenant is in the variables $uri and $token.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;
    private System.Management.Automation.PowerShell? _running;

    public Engine(SimulatedTenant tenant)
    {
        Tenant = tenant;
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([FindManifest()]);
        state.Variables.Add(new SessionStateVariableEntry("uri", tenant.BaseAddress, "The simulated tenant's API."));
        state.Variables.Add(new SessionStateVariableEntry("token", tenant.Token, "A token with every permission."));
        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
        Console.CancelKeyPress += (_, e) =>
        {
            // Ctrl+C stops the command, not the shell.
            if (_running is { } running)
            {
                e.Cancel = true;
                running.BeginStop(null, null);
            }
        };
    }

    public SimulatedTenant Tenant { get; }

    public ShellHost Host { get; } = new();

    /// <summary>Runs a script and shows what it writes as a console does.</summary>
    public (IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors) Run(string script)
    {
        var output = new List<PSObject>();
        var errors = new List<ErrorRecord>();
        using (var powershell = System.Management.Automation.PowerShell.Create(_runspace))
        {
            _running = powershell.AddScript(script);
            try
            {
                powershell.Invoke(null, output, null);
            }
            catch (PipelineStoppedException)
            {
                Host.UI.WriteWarningLine("Stopped.");
            }
            catch (RuntimeException e)
            {
                errors.Add(e.ErrorRecord);
            }
            finally
            {
                _running = null;
            }
            errors.InsertRange(0, powershell.Streams.Error);
        }
        using (var show = System.Management.Automation.PowerShell.Create(_runspace))
            show.AddCommand("Out-Default").Invoke(output);
        foreach (ErrorRecord error in errors)
            Host.UI.WriteErrorLine($"{error.InvocationInfo?.InvocationName ?? "Error"}: {error.Exception.Message}\n    ({error.FullyQualifiedErrorId})");
        return (output, errors);
    }

    /// <summary>What could stand at the cursor.</summary>
    public CommandCompletion Complete(string line, int cursor)
    {
        using var powershell = System.Management.Automation.PowerShell.Create(_runspace);
        return CommandCompletion.CompleteInput(line, cursor, null, powershell);
    }

    public void Dispose() => _runspace.Dispose();

    private static string FindManifest()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string manifest = Path.Combine(folder.FullName, "out", "Kandji", "Kandji.psd1");
            if (File.Exists(manifest))
                return manifest;
        }
        throw new FileNotFoundException("The build leaves the module in out/Kandji of the repository; it is not there.");
    }
}
