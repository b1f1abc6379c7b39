using System.Management.Automation.Runspaces;
using System.Net;
using System.Text.RegularExpressions;
using Kandji.Client;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Engine;

/// <summary>
/// A real PowerShell engine with the module imported from its built manifest, beside a simulated tenant of its own: what a user has at a
/// prompt. The tenant is in the variables $uri and $token.
/// </summary>
internal sealed class PowerShellSession : IAsyncDisposable
{
    private readonly Runspace _runspace;
    private KandjiSession? _session;
    private bool _leavesSomething;

    private PowerShellSession(SimulatedTenant tenant, Runspace runspace, ScriptedHost host)
    {
        Tenant = tenant;
        _runspace = runspace;
        Host = host;
    }

    /// <summary>The simulated tenant.</summary>
    public SimulatedTenant Tenant { get; }

    /// <summary>Answers the questions that commands ask, and remembers them.</summary>
    public ScriptedHost Host { get; }

    /// <summary>The file of the tenants that the engine knows as registered. It lies in a folder that is not there yet.</summary>
    public string TenantsPath { get; } = Path.Combine(Path.GetTempPath(), $"kandji-tenants-{Guid.NewGuid():N}", "tenants.json");

    /// <summary>Lets the engine find the registered tenants as it does for a user.</summary>
    public void FindTenantsAsUsersDo() => RunspaceSessions.For(_runspace).TenantsPath = null;

    /// <summary>Starts a tenant and an engine with a default session, whose clock passes over waits.</summary>
    public static async Task<PowerShellSession> ConnectedAsync(SimulatorOptions? options = null)
    {
        PowerShellSession shell = await StartAsync(options);
        // The gateway counts in seconds of the true clock, of which this session waits for none.
        shell.Tenant.Limits.Enabled = false;
        shell.Use(shell.Tenant.Token);
        return shell;
    }

    /// <summary>A session with a token, whose clock passes over waits, so that retries cost no time.</summary>
    public KandjiSession NewSession(string token) => NewSession(Tenant, token, null);

    private static KandjiSession NewSession(SimulatedTenant tenant, string token, TimeSpan? gracePeriod)
    {
        var session = new KandjiSession(new KandjiClientOptions
        {
            BaseAddress = tenant.BaseAddress,
            Token = new NetworkCredential("", token).SecurePassword,
            Clock = new AutoAdvanceTimeProvider(),
            ResponseGracePeriod = gracePeriod ?? TimeSpan.FromSeconds(2),
        });
        // A slow machine must not look like a tenant that has nothing to suggest.
        session.GetCompletions().Timeout = TimeSpan.FromMinutes(1);
        return session;
    }

    /// <summary>Makes a session with a token the default one, and says how long it waits for the answers to changes after a stop.</summary>
    public void Use(string token, TimeSpan? gracePeriod = null)
    {
        RunspaceSessions sessions = RunspaceSessions.For(_runspace);
        if (_session is not null)
            sessions.Remove(_session);
        sessions.Use(_session = NewSession(Tenant, token, gracePeriod));
    }

    /// <summary>Opens a session with another tenant and keeps it in a variable; the default stays what it is.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="host">A host that the session takes for the tenant's; null for the one that it has.</param>
    public KandjiSession Open(SimulatedTenant tenant, string variable, string? host = null)
    {
        tenant.Limits.Enabled = false;
        // The views of several tenants stay.
        _leavesSomething = true;
        KandjiSession session = host is null ? NewSession(tenant, tenant.Token, null) : new KandjiSession(new KandjiClientOptions
        {
            BaseAddress = new Uri("https://" + host),
            Token = new NetworkCredential("", tenant.Token).SecurePassword,
            Clock = new AutoAdvanceTimeProvider(),
            Handler = new ForwardingHandler(tenant.BaseAddress),
        });
        RunspaceSessions.For(_runspace).Add(session);
        _runspace.SessionStateProxy.SetVariable(variable, session);
        return session;
    }

    /// <summary>The default session.</summary>
    public KandjiSession Session => _session ?? throw new InvalidOperationException("There is no session.");

    /// <summary>Starts a tenant and an engine, not connected.</summary>
    public static async Task<PowerShellSession> StartAsync(SimulatorOptions? options = null)
    {
        SimulatedTenant tenant = await SimulatedTenant.StartAsync(options ?? new SimulatorOptions { DeviceCount = 60 });
        (Runspace runspace, ScriptedHost host) = IdleRunspaces.Take();
        runspace.SessionStateProxy.SetVariable("uri", tenant.BaseAddress);
        runspace.SessionStateProxy.SetVariable("token", tenant.Token);
        var shell = new PowerShellSession(tenant, runspace, host);
        // No test reads or writes the tenants that its user has registered.
        RunspaceSessions.For(runspace).TenantsPath = shell.TenantsPath;
        return shell;
    }

    /// <summary>Runs a script as if it were typed, with objects as its pipeline input.</summary>
    public InvocationResult Run(string script, params object[] input)
    {
        _leavesSomething |= IdleRunspaces.LeavesSomething(script);
        using var powershell = System.Management.Automation.PowerShell.Create(_runspace);
        powershell.AddScript(script);
        var output = new List<PSObject>();
        ErrorRecord? terminating = null;
        try
        {
            powershell.Invoke(input, output, null);
        }
        catch (RuntimeException e)
        {
            terminating = e.ErrorRecord;
        }
        return new InvocationResult(output, terminating, powershell.Streams);
    }

    /// <summary>Runs a script that does not end by itself until something is so, and stops it as Ctrl+C does.</summary>
    /// <param name="script">The script.</param>
    /// <param name="until">Is asked again and again; the script may also end before by itself.</param>
    public async Task<InvocationResult> RunUntilAsync(string script, Func<bool> until)
    {
        _leavesSomething = true;
        using var powershell = System.Management.Automation.PowerShell.Create(_runspace);
        powershell.AddScript(script);
        var output = new PSDataCollection<PSObject>();
        Task ended = powershell.InvokeAsync<PSObject, PSObject>(null, output);
        long began = Environment.TickCount64;
        while (!ended.IsCompleted && !until())
        {
            Assert.True(Environment.TickCount64 - began < 120_000, "What the test waits for did not happen.");
            await Task.Delay(5);
        }
        ErrorRecord? terminating = null;
        try
        {
            powershell.Stop();
            await ended.WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (PipelineStoppedException)
        {
            // As it should.
        }
        catch (RuntimeException e)
        {
            terminating = e.ErrorRecord;
        }
        return new InvocationResult([.. output], terminating, powershell.Streams);
    }

    /// <summary>The screen after a script, at 80 columns and without colours.</summary>
    public string Show(string script)
    {
        Host.Lines.Clear();
        Run(script + " | Out-Default").Succeeded();
        return Regex.Replace(string.Join("\n", Host.Lines), "\u001b\\[[0-9;]*m", "");
    }

    /// <summary>Starts a script without waiting for it.</summary>
    public (System.Management.Automation.PowerShell Command, Task<PSDataCollection<PSObject>> Ended) Start(string script)
    {
        _leavesSomething = true;
        var powershell = System.Management.Automation.PowerShell.Create(_runspace);
        powershell.AddScript(script);
        return (powershell, powershell.InvokeAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_leavesSomething)
            _runspace.Dispose();
        else
            IdleRunspaces.Return(_runspace, Host);
        if (Path.GetDirectoryName(TenantsPath) is { } folder && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        await Tenant.DisposeAsync();
    }

    // Sends what is meant for a host to a simulated tenant.
    private sealed class ForwardingHandler(Uri root) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(root, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
