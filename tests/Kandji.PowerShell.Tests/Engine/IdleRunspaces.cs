using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace Kandji.PowerShell.Tests.Engine;

/// <summary>
/// Runspaces with the module imported that a test has ended with, for the next: importing is most of what a test of a command costs. One in
/// which a test may have left what <see cref="Runspace.ResetRunspaceState"/> does not take back (functions, modules, views) is not kept.
/// </summary>
internal static partial class IdleRunspaces
{
    private static readonly object Opening = new();
    private static readonly ConcurrentBag<(Runspace Runspace, ScriptedHost Host)> Idle = [];

    /// <summary>A runspace as a new one is, with a host that was asked nothing yet.</summary>
    public static (Runspace Runspace, ScriptedHost Host) Take()
    {
        if (Idle.TryTake(out (Runspace Runspace, ScriptedHost Host) idle))
            return idle;
        var host = new ScriptedHost();
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule([Repository.Manifest]);
        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        Open(runspace);
        return (runspace, host);
    }

    /// <summary>Keeps a runspace for the next test, with nothing of this one in it.</summary>
    public static void Return(Runspace runspace, ScriptedHost host)
    {
        if (runspace.RunspaceAvailability != RunspaceAvailability.Available)
        {
            runspace.Dispose();
            return;
        }
        runspace.ResetRunspaceState();
        host.Answers.Clear();
        host.Questions.Clear();
        host.Lines.Clear();
        Idle.Add((runspace, host));
    }

    /// <summary>Indicates whether a script may leave something in a runspace that a reset does not take back.</summary>
    public static bool LeavesSomething(string script) => Lasting().IsMatch(script);

    /// <summary>
    /// Opens a runspace while no other is: of several that import at once, the engine leaves one without its module now and then.
    /// </summary>
    public static void Open(Runspace runspace)
    {
        lock (Opening)
            runspace.Open();
    }

    [GeneratedRegex(
        @"(?<!-)\b(Connect-Kandji|function|filter|class|enum|using|(Import|Remove)-Module|Start-Job|cultureinfo|runspace|env:|module)\b"
            + @"|\b(Set|New|Update|Register|Unregister|Export)-(?!Kandji|Variable|Object)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Lasting();
}
