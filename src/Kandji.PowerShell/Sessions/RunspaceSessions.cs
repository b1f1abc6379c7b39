using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Kandji.Automation.Health;
using Kandji.Automation.Inventory;
using Kandji.Client.Model;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Sessions;

/// <summary>
/// The open sessions of a runspace, and the one among them that cmdlets use when they are given none. They go when the runspace goes, and
/// stay when the module is removed or imported again in the middle of somebody's script.
/// </summary>
internal sealed class RunspaceSessions
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> ByRunspace = new();

    private readonly object _gate = new();
    private readonly List<KandjiSession> _open = [];
    // Those that were connected before, and those that are registered. A file may have rows of theirs.
    private readonly List<TenantIdentity> _known = [];
    private KandjiSession? _default;
    private bool _hasViews;
    private PSEventManager? _events;

    /// <summary>The sessions of the calling thread's runspace; an empty set where the thread has none.</summary>
    public static RunspaceSessions Current =>
        Runspace.DefaultRunspace is { } runspace ? For(runspace) : new RunspaceSessions();

    /// <summary>The session that cmdlets use when they are given none; null when there is none.</summary>
    public KandjiSession? Default
    {
        get
        {
            lock (_gate)
                return _default;
        }
        set
        {
            lock (_gate)
                _default = value;
        }
    }

    /// <summary>The open sessions, in the order in which they were opened.</summary>
    public KandjiSession[] Open
    {
        get
        {
            lock (_gate)
            {
                // A session may be ended from another runspace.
                _open.RemoveAll(session => !session.IsConnected);
                return _open.ToArray();
            }
        }
    }

    /// <summary>The tenants of the last test of fleets in this runspace; empty while one runs, or when it ended with an error.</summary>
    public IReadOnlyList<TenantReport> LastTest { get; set; } = [];

    /// <summary>
    /// How far the events go that were returned in this runspace and not taken yet, by the file of their cursor. Another run with the same
    /// file may have returned more meanwhile.
    /// </summary>
    public ConcurrentDictionary<string, (string Host, AuditPosition Position)> ReturnedEvents { get; } = new(StringComparer.Ordinal);

    /// <summary>The file of registered tenants, in place of the user's. For tests.</summary>
    internal string? TenantsPath { get; set; }

    /// <summary>The sessions of a runspace.</summary>
    public static RunspaceSessions For(Runspace runspace)
    {
        RunspaceSessions sessions = ByRunspace.GetValue(runspace, Begin);
        sessions.ForgetAfterReset(runspace.Events);
        return sessions;
    }

    /// <summary>
    /// Adds a session. One of the same tenant with the same token and the same rights takes the place of the former, so that a script that
    /// connects again every night does not gather sessions.
    /// </summary>
    public void Add(KandjiSession session)
    {
        lock (_gate)
        {
            _open.RemoveAll(known => !known.IsConnected
                || (known.Identity.IsSame(session.Identity) && known.IsReadOnly == session.IsReadOnly && known.HasSameToken(session)));
            _open.Add(session);
            Keep(session.Identity);
        }
    }

    /// <summary>
    /// Takes note of tenants that may not be open. Where one has the label of an open tenant, the label alone tells neither of them.
    /// </summary>
    /// <param name="roots">The roots of their APIs.</param>
    public void Know(IEnumerable<Uri> roots)
    {
        lock (_gate)
        {
            foreach (Uri root in roots)
                Keep(new TenantIdentity(root));
        }
    }

    /// <summary>Indicates whether the views of several tenants were not loaded yet; they are from then on.</summary>
    public bool TryTakeViews()
    {
        lock (_gate)
            return !_hasViews && (_hasViews = true);
    }

    /// <summary>Makes a session the default; one that is of another runspace is added.</summary>
    public void Use(KandjiSession session)
    {
        if (!Open.Contains(session))
            Add(session);
        Default = session;
    }

    /// <summary>Removes a session that was ended.</summary>
    public void Remove(KandjiSession session)
    {
        lock (_gate)
        {
            _open.Remove(session);
            if (_default == session)
                _default = null;
        }
    }

    /// <summary>The open sessions of the tenants whose name or host is like a wildcard pattern: one of each tenant.</summary>
    public KandjiSession[] Like(string pattern) =>
        OneOfEachTenant(AllLike(pattern));

    /// <summary>One session of each tenant: the default, or the last that is connected.</summary>
    public KandjiSession[] OneOfEachTenant(IEnumerable<KandjiSession> sessions) =>
        sessions.GroupBy(session => session.Identity.Host, StringComparer.OrdinalIgnoreCase)
            .Select(own => own.FirstOrDefault(session => session == Default)
                ?? own.LastOrDefault(session => session.IsConnected) ?? own.Last())
            .ToArray();

    /// <summary>The open sessions of the tenants whose name or host is like a wildcard pattern.</summary>
    public IEnumerable<KandjiSession> AllLike(string pattern)
    {
        var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return Open.Where(session => wildcard.IsMatch(session.Tenant) || wildcard.IsMatch(session.Identity.Host)
            || (session.RegisteredName is { } name && wildcard.IsMatch(name)));
    }

    /// <summary>
    /// The open session of a tenant that a file or a row names: the default, if it is of that tenant, or the only one.
    /// </summary>
    /// <param name="tenant">The name or the host.</param>
    /// <returns>The session; null when none is open.</returns>
    /// <exception cref="ObjectException">
    /// Several tenants, or several sessions of one, are meant. Tenants count that are registered, or were connected before.
    /// </exception>
    public KandjiSession? Find(string tenant)
    {
        KandjiSession[] open = Open;
        RequireOneTenant(tenant, open);
        return Single(open.Where(session => session.Identity.IsNamed(tenant)).ToList(), tenant);
    }

    /// <summary>Refuses the name of an open tenant, in a file or a row, that is the name of another tenant as well.</summary>
    /// <param name="tenant">The name or the host.</param>
    /// <param name="open">The sessions among which the tenant would be found.</param>
    /// <exception cref="ObjectException">Such a tenant is registered, or is or was connected.</exception>
    public void RequireOneTenant(string tenant, IReadOnlyCollection<KandjiSession> open)
    {
        string[] named = open.Where(session => session.Identity.HasLabel(tenant)).Select(session => session.Identity.Host)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        if (named.Length == 0)
            return;
        string[] others;
        lock (_gate)
        {
            others = _known.Where(known => known.HasLabel(tenant)).Select(known => known.Host)
                .Except(named, StringComparer.OrdinalIgnoreCase).ToArray();
        }
        if (others.Length == 0)
            return;
        throw new ObjectException("KandjiAmbiguous", ErrorCategory.InvalidArgument,
            $"'{tenant}' is the name of the tenant {string.Join(", ", named)}, and of {string.Join(", ", others)}, which is registered, "
                + "or is or was connected. Write the host in place of the name, or name the session with -Session.")
            { Target = tenant };
    }

    /// <summary>The open session that a person means: by the name under which its tenant is registered too.</summary>
    /// <param name="name">The name or the host.</param>
    /// <returns>The session; null when none is open.</returns>
    /// <exception cref="ObjectException">Several tenants, or several sessions of one, are meant.</exception>
    public KandjiSession? FindNamed(string name)
    {
        List<KandjiSession> registered =
            Open.Where(session => string.Equals(session.RegisteredName, name, StringComparison.OrdinalIgnoreCase)).ToList();
        List<KandjiSession> named = Open.Where(session => session.Identity.IsNamed(name)).ToList();
        // Of several sessions of one tenant the name tells which. A name that is that of another tenant too does not.
        return registered.Count > 0 && named.TrueForAll(session => session.Identity.IsSame(registered[0].Identity))
            ? Single(registered, name)
            : Single(registered.Union(named).ToList(), name);
    }

    /// <summary>
    /// The open session to act through on what was read from a tenant: the one that read it, the default, or the only one. Where the
    /// token of the one that read it was refused and the tenant was connected again, with the same rights, it is the new one.
    /// </summary>
    /// <returns>The session; null when none of that tenant is open.</returns>
    /// <exception cref="ObjectException">Several sessions of the tenant are open.</exception>
    public KandjiSession? Find(TenantIdentity tenant)
    {
        List<KandjiSession> sessions = Open.Where(session => session.Identity.IsSame(tenant)).ToList();
        if (sessions.Find(session => session.Identity == tenant) is not { } own)
            return Single(sessions, tenant.Host);
        return own.IsTokenRefused
            ? OneOfEachTenant(sessions.Where(session => !session.IsTokenRefused && session.IsReadOnly == own.IsReadOnly))
                .FirstOrDefault() ?? own
            : own;
    }

    private KandjiSession? Single(List<KandjiSession> sessions, string tenant)
    {
        if (sessions.Count <= 1)
            return sessions.FirstOrDefault();
        bool areOfOneTenant = sessions.TrueForAll(session => session.Identity.IsSame(sessions[0].Identity));
        if (areOfOneTenant && Default is { } current && sessions.Contains(current))
            return current;
        throw new ObjectException("KandjiAmbiguous", ErrorCategory.InvalidArgument, areOfOneTenant
            ? $"{sessions.Count} sessions with '{tenant}' are open, connected at "
                + $"{string.Join(" and ", sessions.Select(session => session.ConnectedAt.ToString("T")))}. Select-KandjiSession makes one "
                + "of them the default; or pass a session object with -Session."
            : $"'{tenant}' is the name of {sessions.Count} connected tenants: "
                + $"{string.Join(", ", sessions.Select(session => session.Identity.Host))}. Give the host.") { Target = tenant };
    }

    // Several sessions of one tenant have an identity each.
    private void Keep(TenantIdentity identity)
    {
        if (!_known.Exists(known => known.IsSame(identity)))
            _known.Add(identity);
        foreach (TenantIdentity other in _known.Concat(_open.Select(session => session.Identity)).ToArray())
        {
            if (other.SharesLabelWith(identity))
                other.IsLabelShared = identity.IsLabelShared = true;
        }
        if (!identity.IsLabelShared)
            return;
        foreach (KandjiSession session in _open.Where(session => session.Identity.IsSame(identity)))
            session.Identity.IsLabelShared = true;
    }

    // ForEach-Object -Parallel uses a runspace again for the next item, with the modules and without the variables of the one before. A
    // runspace that was reset has another event manager. The sessions stay connected: the item before may have returned them.
    private void ForgetAfterReset(PSEventManager? events)
    {
        lock (_gate)
        {
            if (events is null || events == _events)
                return;
            if (_events is not null)
            {
                _open.Clear();
                _known.Clear();
                ReturnedEvents.Clear();
                _default = null;
                LastTest = [];
            }
            _events = events;
        }
    }

    // The engine may keep a runspace that was closed for a while. The tokens must not stay for as long.
    private static RunspaceSessions Begin(Runspace runspace)
    {
        runspace.StateChanged += Forget;
        return new RunspaceSessions();
    }

    private static void Forget(object? sender, RunspaceStateEventArgs change)
    {
        if (sender is Runspace runspace && change.RunspaceStateInfo.State is (RunspaceState.Closed or RunspaceState.Broken))
        {
            runspace.StateChanged -= Forget;
            ByRunspace.Remove(runspace);
        }
    }
}
