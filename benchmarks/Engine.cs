using System.Management.Automation.Runspaces;
using System.Net;
using Kandji.Client;
using Kandji.PowerShell.Sessions;

namespace Kandji.Benchmarks;

/// <summary>A real PowerShell engine with the module imported from its built manifest, connected to a simulated tenant.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;

    /// <summary>Opens an engine.</summary>
    /// <param name="simulator">The tenant.</param>
    /// <param name="requestsPerSecond">The rate that the session keeps under until the tenant names a limit.</param>
    public Engine(SimulatorProcess simulator, int requestsPerSecond = 50)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Manifest]);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        RunspaceSessions.For(_runspace).Use(new KandjiSession(Options(simulator, requestsPerSecond)));
    }

    /// <summary>The manifest that the build left.</summary>
    public static string Manifest { get; } = Path.Combine(RepositoryRoot(), "out", "Kandji", "Kandji.psd1");

    /// <summary>How to connect to a simulated tenant.</summary>
    public static KandjiClientOptions Options(SimulatorProcess simulator, int requestsPerSecond, bool asksPrism = true) => new()
    {
        BaseAddress = simulator.Address,
        Token = new NetworkCredential("", simulator.Token).SecurePassword,
        RequestsPerSecond = requestsPerSecond,
        AsksPrismForLengths = asksPrism,
    };

    /// <summary>Opens a session with another tenant.</summary>
    public KandjiSession Open(SimulatorProcess simulator) => Open(Options(simulator, requestsPerSecond: 50));

    /// <summary>Opens another session.</summary>
    public KandjiSession Open(KandjiClientOptions options)
    {
        var session = new KandjiSession(options);
        RunspaceSessions.For(_runspace).Add(session);
        return session;
    }

    /// <summary>Runs a script and returns the last thing that it wrote. An error fails the benchmark.</summary>
    public object? Run(string script, params object[] variables)
    {
        using var powershell = System.Management.Automation.PowerShell.Create(_runspace);
        powershell.AddScript(script).AddParameters(variables);
        var output = powershell.Invoke();
        if (powershell.Streams.Error.Count > 0)
            throw powershell.Streams.Error[0].Exception;
        return output.Count == 0 ? null : output[^1].BaseObject;
    }

    public void Dispose() => _runspace.Dispose();

    internal static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kandji.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("The benchmarks run from within the repository.");
    }
}
