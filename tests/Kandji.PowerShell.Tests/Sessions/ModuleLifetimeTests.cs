using System.Diagnostics;
using System.Runtime.CompilerServices;
using Kandji.Client.Devices;

namespace Kandji.PowerShell.Tests.Sessions;

[Collection(nameof(ProcessCollection))]
public sealed class ModuleLifetimeTests
{
    [Fact]
    public async Task Remove_ThenImportAgain_Works()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run("Remove-Module Kandji").Succeeded();
        Assert.Empty(shell.Run("Get-Module Kandji*").Output);

        shell.Run($"Import-Module '{Repository.Manifest}'").Succeeded();
        shell.Run("Connect-Kandji -Uri $uri -Token $token").Succeeded();
        Assert.Single(shell.Run("Get-KandjiDevice -First 1").Succeeded().As<Device>());
    }

    [Fact]
    public async Task ImportWithForce_InTheMiddleOfAScript_KeepsTheSession()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Import-Module '{Repository.Manifest}' -Force; Import-Module '{Repository.Manifest}' -Force").Succeeded();

        Assert.Single(shell.Run("Get-KandjiDevice -First 1").Succeeded().As<Device>());
        Assert.Single(shell.Run("Get-Module Kandji").Output);
    }

    [Fact]
    public async Task Runspace_WhenClosed_TakesItsSessionAlong()
    {
        WeakReference session = await ConnectInARunspaceThatCloses();

        Assert.True(await ComesTrue(() => Collected([session])), "The session outlives its runspace.");
    }

    [Fact]
    public async Task ConnectAndDisconnect_ManyTimes_LeavesNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        shell.Tenant.Limits.Enabled = false;
        Connect(shell, 200);
        long memory = Memory(shell);
        Counts before = Counts.Now();

        List<WeakReference> sessions = Connect(shell, 10_000);

        Assert.Equal(10_000, shell.Tenant.Log.Count);
        Assert.True(await ComesTrue(() => Collected(sessions.SkipLast(1))), "Sessions that were disconnected are still held by something.");
        sessions.Clear();
        // The pools of the runtime breathe; 10,000 sessions that each left something behind would be far outside.
        Counts after = before;
        await ComesTrue(() => (after = Counts.Now()).Threads <= before.Threads + 20 && after.Files <= before.Files + 50);
        Assert.InRange(after.Threads, 0, before.Threads + 20);
        Assert.InRange(after.Files, 0, before.Files + 50);
        Assert.InRange(Memory(shell) - memory, long.MinValue, 2_000_000);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Connect(PowerShellSession shell, int times) =>
        shell.Run($$"""
            for ($i = 0; $i -lt {{times}}; $i++) {
                [System.WeakReference]::new((Connect-Kandji -Uri $uri -Token $token))
                Disconnect-Kandji
            }
            """).Succeeded().As<WeakReference>();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> ConnectInARunspaceThatCloses()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        return shell.Run("[System.WeakReference]::new((Connect-Kandji -Uri $uri -Token $token))").Succeeded()
            .As<WeakReference>()[0];
    }

    // On a busy machine a closed session ends in its own time; one that was left open stays for ever.
    private static async Task<bool> ComesTrue(Func<bool> condition)
    {
        for (int i = 0; i < 600; i++)
        {
            if (condition())
                return true;
            await Task.Delay(100);
        }
        return condition();
    }

    private static bool Collected(IEnumerable<WeakReference> references)
    {
        Memory();
        return references.All(reference => !reference.IsAlive);
    }

    // The simulated tenant is in the same process, and remembers what it was asked.
    private static long Memory(PowerShellSession shell)
    {
        shell.Tenant.Log.Clear();
        return Memory();
    }

    private static long Memory()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed record Counts(int Threads, int Files)
    {
        public static Counts Now()
        {
            using Process process = Process.GetCurrentProcess();
            int files = System.IO.Directory.Exists("/proc/self/fd") ? System.IO.Directory.GetFileSystemEntries("/proc/self/fd").Length
                : process.HandleCount;
            return new Counts(process.Threads.Count, files);
        }
    }
}
