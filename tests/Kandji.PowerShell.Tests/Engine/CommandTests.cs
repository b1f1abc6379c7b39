namespace Kandji.PowerShell.Tests.Engine;

/// <summary>
/// Tests of commands. Each test has an engine as new, and a simulated tenant of its own, which ends with it.
/// </summary>
public abstract class CommandTests : IAsyncLifetime
{
    private readonly Lazy<PowerShellSession> _shell;

    protected CommandTests() => _shell = new Lazy<PowerShellSession>(() => Task.Run(StartAsync).GetAwaiter().GetResult());

    /// <summary>The engine in which the test runs its commands. It is started for the tests that use it.</summary>
    private protected PowerShellSession Shell => _shell.Value;

    public virtual ValueTask InitializeAsync() => default;

    /// <summary>Starts the engine: connected to its tenant, unless a class of tests starts it in another way.</summary>
    private protected virtual Task<PowerShellSession> StartAsync() => PowerShellSession.ConnectedAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_shell.IsValueCreated)
            await _shell.Value.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
