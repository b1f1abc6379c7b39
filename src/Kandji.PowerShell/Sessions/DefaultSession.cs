using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Kandji.PowerShell.Sessions;

/// <summary>The session that cmdlets of a runspace use when they are given none. It goes when its runspace goes.</summary>
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
    public static void Set(Runspace runspace, KandjiSession? session) => Sessions.GetOrCreateValue(runspace).Session = session;

    private sealed class Holder
    {
        public KandjiSession? Session { get; set; }
    }
}
