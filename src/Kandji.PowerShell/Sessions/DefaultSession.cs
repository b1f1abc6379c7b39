using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Kandji.PowerShell.Sessions;

/// <summary>
/// The session that cmdlets of a runspace use when they are given none. It goes when its runspace goes, and stays when the module is
/// removed or imported again in the middle of somebody's script.
/// </summary>
internal static class DefaultSession
{
    private static readonly ConditionalWeakTable<Runspace, Holder> Sessions = new();

    /// <summary>The default session of the calling thread's runspace.</summary>
    public static KandjiSession? Current
    {
        get => Runspace.DefaultRunspace is { } runspace && Sessions.TryGetValue(runspace, out Holder? holder) ? holder.Session : null;
        set
        {
            if (Runspace.DefaultRunspace is { } runspace)
                Set(runspace, value);
        }
    }

    /// <summary>Sets the default session of a runspace.</summary>
    public static void Set(Runspace runspace, KandjiSession? session) => Sessions.GetValue(runspace, NewHolder).Session = session;

    // The engine may keep a runspace that was closed for a while. The token must not stay for as long.
    private static Holder NewHolder(Runspace runspace)
    {
        runspace.StateChanged += Forget;
        return new Holder();
    }

    private static void Forget(object? sender, RunspaceStateEventArgs change)
    {
        if (sender is Runspace runspace && change.RunspaceStateInfo.State is (RunspaceState.Closed or RunspaceState.Broken))
        {
            runspace.StateChanged -= Forget;
            Sessions.Remove(runspace);
        }
    }

    private sealed class Holder
    {
        public KandjiSession? Session { get; set; }
    }
}
