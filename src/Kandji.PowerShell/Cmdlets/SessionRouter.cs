using System.Management.Automation.Runspaces;
using System.Runtime.ExceptionServices;
using Kandji.Client;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// Runs a command in several tenants. What it acts on goes to the tenant that it came from, text to the session that was named or is the
/// default, and a list is read from all sessions at once. Each tenant's part is a cmdlet of its own, so that nothing that one of them
/// found or decided is used in another.
/// </summary>
internal sealed class SessionRouter
{
    private readonly KandjiCmdlet _owner;
    private readonly KandjiSession[] _given;
    private readonly RunspaceSessions _open;
    private readonly Dictionary<KandjiSession, KandjiCmdlet> _parts = [];
    private readonly Dictionary<KandjiSession, ErrorRecord> _ended = [];
    private readonly Dictionary<KandjiSession, KandjiClient> _clients = [];
    private readonly List<KandjiSession> _order = [];
    private readonly ReferenceLocator _locator = new();
    private OutputLimit? _limit;
    private bool _hasProcessed;

    /// <summary>Makes a router.</summary>
    /// <param name="owner">The cmdlet that PowerShell runs.</param>
    /// <param name="given">The sessions of -Session; none when it was not given.</param>
    /// <param name="open">The open sessions of the runspace.</param>
    public SessionRouter(KandjiCmdlet owner, KandjiSession[] given, RunspaceSessions open)
    {
        _owner = owner;
        _given = given;
        _open = open;
        owner.LoadTenantViews();
    }

    /// <summary>The parts, one for each tenant that was needed.</summary>
    public IReadOnlyCollection<KandjiCmdlet> Parts => _parts.Values;

    private OutputLimit Limit =>
        _limit ??= new OutputLimit(_owner.GetType().GetProperty("First")?.GetValue(_owner) as int?);

    /// <summary>Lets the tenants do what there is to do about the objects that are bound now.</summary>
    public void Process()
    {
        _hasProcessed = true;
        BoundObjects bound = BoundObjects.From(_owner);
        if (bound.Target is null)
        {
            ProcessWithoutTarget(bound);
            return;
        }
        foreach (var group in ByTenant(bound))
            Run(group.Key, part => part.ProcessPart(_owner, (bound.Target, bound.Value(group.Value))));
    }

    /// <summary>Ends every tenant's part.</summary>
    public void End()
    {
        // A pipeline that brought nothing: what the command does then, it does in the session that it would use for text.
        if (!_hasProcessed)
        {
            foreach (KandjiSession session in _given.Length > 0 || _open.Default is null ? _given : [Home()])
                Run(session, _ => { });
        }
        foreach (KandjiSession session in _order.ToArray())
            Run(session, part => part.EndPart());
    }

    private void ProcessWithoutTarget(BoundObjects bound)
    {
        KandjiSession[] sessions = _given.Length > 0 ? _given
            : bound.Others.Select(ObjectOrigin.From).FirstOrDefault(origin => origin is not null) is { } origin ? [SessionOf(origin, null)]
            : [Home()];
        bool changes = _owner is { IsChanging: true };
        if (sessions.Length > 1 && changes && SessionTransformationAttribute.IsFromPattern(_given))
            throw TerminatingException.FromParameters(
                $"The command would change {sessions.Length} tenants: {string.Join(", ", sessions.Select(session => session.Tenant))}. "
                    + "Name them one by one with -Session. A pattern is taken for what is read, and for objects that know their tenant.");
        foreach (KandjiSession session in sessions)
            RequireOf(session, bound.Others);
        if (sessions.Length > 1 && !changes && !_owner.MyInvocation.ExpectingInput)
        {
            RunAtOnce(sessions);
            return;
        }
        foreach (KandjiSession session in sessions)
            Run(session, part => part.ProcessPart(_owner, null));
    }

    private List<KeyValuePair<KandjiSession, List<object>>> ByTenant(BoundObjects bound)
    {
        var groups = new List<KeyValuePair<KandjiSession, List<object>>>();
        foreach (object target in bound.Targets)
        {
            _owner.GuardObject(target, () =>
            {
                IReadOnlyList<KandjiSession> sessions = ObjectOrigin.From(target) is { } origin ? [SessionOf(origin, target)]
                    : _given.Length > 1 ? Locate(target)
                    : _given.Length == 1 ? _given
                    : [Home()];
                foreach (KandjiSession session in sessions)
                    RequireOf(session, bound.Others);
                foreach (KandjiSession session in sessions)
                {
                    int index = groups.FindIndex(group => group.Key == session);
                    if (index < 0)
                        groups.Add(new(session, [target]));
                    else
                        groups[index].Value.Add(target);
                }
            });
        }
        return groups;
    }

    private KandjiSession Home() => _open.Default is { IsConnected: true } session ? session : throw KandjiCmdlet.NotConnected(_open);

    private KandjiSession SessionOf(ObjectOrigin origin, object? target)
    {
        if (_given.Length > 0)
        {
            List<KandjiSession> own = _given.Where(session => origin.IsFrom(session.Identity)).ToList();
            return own.Find(session => session.Identity == origin.Identity) ?? own.FirstOrDefault()
                ?? throw OtherTenant.OfSession(target, origin, _given);
        }
        return FindOpen(origin, _open) ?? throw OtherTenant.NotOpen(target, origin, _open);
    }

    /// <summary>The open session of the tenant that an object came from; null when there is none.</summary>
    public static KandjiSession? FindOpen(ObjectOrigin origin, RunspaceSessions open) =>
        origin.Identity is { } identity ? open.Find(identity) : open.Find(origin.Name);

    // Every object of one change is of the tenant that is changed.
    private static void RequireOf(KandjiSession session, object[] others)
    {
        foreach (object other in others)
        {
            if (ObjectOrigin.From(other) is { } origin && !origin.IsFrom(session.Identity))
                throw OtherTenant.OfSession(other, origin, [session]);
        }
    }

    // Text says nothing about the tenant. What is changed has to be in exactly one of them, and until that is known nothing is sent about
    // it; what is read is read wherever it is.
    private IReadOnlyList<KandjiSession> Locate(object target)
    {
        string tenants = string.Join(", ", _given.Select(session => session.Tenant));
        if (target is not ObjectReference reference)
        {
            return !_owner.IsChanging ? _given : throw NotOne("KandjiAmbiguous",
                $"'{target}' does not tell which of the tenants {tenants} it is of. Name one with -Session.", target);
        }
        List<KandjiSession> found =
            _given.Where(session => _owner.WaitFor(token => _locator.ExistsAsync(reference, ClientOf(session), token))).ToList();
        if (found.Count == 0)
            throw NotOne("KandjiNotFound", $"'{target}' is in none of the tenants {tenants}.", target);
        return found.Count == 1 || !_owner.IsChanging ? found : throw NotOne("KandjiAmbiguous",
            $"'{target}' is in {found.Count} tenants: {string.Join(", ", found.Select(session => session.Tenant))}. Name one with "
                + "-Session.",
            target);
    }

    private static ObjectException NotOne(string id, string message, object target) =>
        new(id, id == "KandjiNotFound" ? ErrorCategory.ObjectNotFound : ErrorCategory.InvalidArgument, message) { Target = target };

    private KandjiClient ClientOf(KandjiSession session)
    {
        if (!_clients.TryGetValue(session, out KandjiClient? client))
            _clients[session] = client = _owner.ObservedClient(session);
        return client;
    }

    private KandjiCmdlet PartOf(KandjiSession session, Action<Action>? pipeline = null)
    {
        if (!_parts.TryGetValue(session, out KandjiCmdlet? part))
        {
            part = (KandjiCmdlet)Activator.CreateInstance(_owner.GetType())!;
            _parts.Add(session, part);
            _order.Add(session);
            var runtime = new SessionCommandRuntime(_owner.CommandRuntime, session.Tenant, _order.Count, Limit, pipeline);
            part.BeginAsPart(_owner, session, runtime);
        }
        return part;
    }

    private void Run(KandjiSession session, Action<KandjiCmdlet> action)
    {
        if (_ended.TryGetValue(session, out ErrorRecord? ended))
        {
            _owner.WriteError(new ErrorRecord(
                ended.Exception, ended.FullyQualifiedErrorId.Split(',')[0], ended.CategoryInfo.Category, session));
            return;
        }
        try
        {
            bool isNew = !_parts.ContainsKey(session);
            KandjiCmdlet part = PartOf(session);
            if (isNew)
                part.BeginPart();
            action(part);
        }
        catch (SessionEndedException e)
        {
            if (e.ErrorRecord is { } record)
                _ended[session] = record;
        }
    }

    // Each at its own pace: together they take the time of the slowest.
    private void RunAtOnce(KandjiSession[] sessions)
    {
        using var closed = new CancellationTokenSource();
        Runspace? runspace = Runspace.DefaultRunspace;
        var running = new List<Task>();
        try
        {
            foreach (KandjiSession session in sessions)
            {
                KandjiCmdlet part = PartOf(session, action => OnPipeline(action, closed.Token));
                running.Add(OnThreadOfItsOwn(runspace, () =>
                {
                    part.BeginPart();
                    part.ProcessPart(_owner, null);
                    part.EndPart();
                }));
            }
            Task all = Task.WhenAll(running);
            _owner.WaitFor(all);
        }
        finally
        {
            closed.Cancel();
            foreach (KandjiSession session in sessions)
            {
                if (_parts.TryGetValue(session, out KandjiCmdlet? part))
                    part.StopPart();
                _order.Remove(session);
            }
            try
            {
                Task.WaitAll(running.ToArray());
            }
            catch (AggregateException)
            {
                // Told already, or ended because nobody wants more.
            }
        }
    }

    private void OnPipeline(Action action, CancellationToken closed)
    {
        var done = new ManualResetEventSlim();
        ExceptionDispatchInfo? failure = null;
        _owner.PostToPipeline(() =>
        {
            try
            {
                if (!closed.IsCancellationRequested)
                    action();
            }
            catch (SessionEndedException e)
            {
                // Of interest to the part alone.
                failure = ExceptionDispatchInfo.Capture(e);
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
                throw;
            }
            finally
            {
                done.Set();
            }
        });
        done.Wait(closed);
        failure?.Throw();
    }

    private static Task OnThreadOfItsOwn(Runspace? runspace, Action action)
    {
        var ended = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            Runspace.DefaultRunspace = runspace;
            try
            {
                action();
                ended.SetResult(null);
            }
            catch (Exception e) when (e is SessionEndedException or PipelineStoppedException or OperationCanceledException)
            {
                ended.SetResult(null);
            }
            catch (Exception e)
            {
                ended.SetException(e);
            }
        }) { IsBackground = true, Name = "Kandji tenant" };
        thread.Start();
        return ended.Task;
    }
}
