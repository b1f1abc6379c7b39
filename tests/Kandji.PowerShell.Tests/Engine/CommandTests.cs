namespace Kandji.PowerShell.Tests.Engine;

/// <summary>
/// Tests of commands. Each test has an engine and a simulated tenant of its own, which start before the test and end after it.
/// </summary>
public abstract class CommandTests : IAsyncLifetime
{
    /// <summary>The engine in which the test runs its commands.</summary>
    private protected PowerShellSession Shell { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Shell = await StartAsync();

    /// <summary>Starts the engine: connected to its tenant, unless a class of tests starts it in another way.</summary>
    private protected virtual Task<PowerShellSession> StartAsync() => PowerShellSession.ConnectedAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Shell.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
