using System.Globalization;
using System.Management.Automation.Runspaces;
using Kandji.Client;
using Kandji.Client.Http;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Sessions;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// Runs a command in several tenants. An object goes to the tenant that it came from, text to the session that was named or is the
/// default, and a list is read from all sessions at once. Each tenant's part is a cmdlet of its own, so that nothing that one of them
/// found or decided is used in another.
/// </summary>
internal sealed class SessionRouter
{
    private readonly KandjiCmdlet _owner;
    private readonly KandjiSession[] _given;
    // Those for what does not tell its tenant: one of each tenant, or a new thing would be made twice in one.
    private readonly KandjiSession[] _tenants;
    private readonly RunspaceSessions _open;
    private readonly Dictionary<KandjiSession, KandjiCmdlet> _parts = [];
    private readonly Dictionary<KandjiSession, EndedPart> _ended = [];
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
        _tenants = open.OneOfEachTenant(given);
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
            Run(group.Key, group.Value, part => part.ProcessPart(_owner, (bound.Target, bound.Value(group.Value))));
    }

    /// <summary>Ends every tenant's part.</summary>
    public void End()
    {
        // A pipeline that brought nothing: what the command does then, it does in the session that it would use for text.
        if (!_hasProcessed)
        {
            foreach (KandjiSession session in _given.Length > 0 || _open.Default is null ? _tenants : [Home()])
                Run(session, [], _ => { });
        }
        // All are asked about together, before the first of any tenant is touched.
        var changes = new List<(string, BulkChange)>();
        foreach (KandjiSession session in _order.ToArray())
        {
            Run(session, [], part =>
            {
                if (part.PreparePart() is { } change)
                    changes.Add((session.Tenant, change));
            });
        }
        BulkChange.AskTogether(changes);
        foreach (KandjiSession session in _order.ToArray())
            Run(session, [], part => part.EndPart());
        foreach (EndedPart part in _ended.Values)
            part.TellNotProcessed(_owner);
    }

    private void ProcessWithoutTarget(BoundObjects bound)
    {
        KandjiSession[] sessions = _given.Length > 0 ? _tenants
            : bound.Others.Select(ObjectOrigin.From).FirstOrDefault(origin => origin is not null) is { } origin
                ? [FindSession(origin, null)]
            : [Home()];
        bool changes = _owner is { IsChanging: true };
        if (sessions.Length > 1 && changes && SessionTransformationAttribute.IsFromPattern(_given))
            throw TerminatingException.FromParameters(
                $"The command would change {sessions.Length} tenants: {string.Join(", ", sessions.Select(session => session.Tenant))}. "
                    + "Name them one by one with -Session. A pattern is taken for what is read, and for objects that know their tenant.");
        foreach (KandjiSession session in sessions)
            RequireTenant(session, bound.Others);
        if (sessions.Length > 1 && !changes && !_owner.MyInvocation.ExpectingInput)
        {
            RunAtOnce(sessions);
            return;
        }
        object[] input = BoundObjects.FromPipeline(_owner);
        foreach (KandjiSession session in sessions)
            Run(session, input, part => part.ProcessPart(_owner, null));
    }

    private List<KeyValuePair<KandjiSession, List<object>>> ByTenant(BoundObjects bound)
    {
        var groups = new List<KeyValuePair<KandjiSession, List<object>>>();
        foreach (object target in bound.Targets)
        {
            _owner.GuardObject(target, () =>
            {
                IReadOnlyList<KandjiSession> sessions = ObjectOrigin.From(target) is { } origin ? [FindSession(origin, target)]
                    : _tenants.Length > 1 ? Locate(target)
                    : _tenants.Length == 1 ? _tenants
                    : [Home()];
                foreach (KandjiSession session in sessions)
                    RequireTenant(session, bound.Others);
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

    private KandjiSession FindSession(ObjectOrigin origin, object? target)
    {
        if (_given.Length > 0)
        {
            List<KandjiSession> own = _given.Where(session => origin.IsFrom(session.Identity)).ToList();
            if (own.Exists(session => !session.Identity.IsSame(own[0].Identity)))
                throw OtherTenant.OfSeveral(target, origin, own);
            return own.Find(session => session.IsConnected && session.Identity == origin.Identity)
                ?? own.Find(session => session.IsConnected) ?? own.FirstOrDefault()
                ?? throw OtherTenant.OfSession(target, origin, _given, _owner.OtherTenantAdvice);
        }
        return FindOpen(origin, _open) ?? throw OtherTenant.NotOpen(target, origin, _open);
    }

    /// <summary>The open session of the tenant that an object came from; null when there is none.</summary>
    public static KandjiSession? FindOpen(ObjectOrigin origin, RunspaceSessions open) =>
        origin.Identity is { } identity ? open.Find(identity) : open.Find(origin.Name);

    // Every object of one change is of the tenant that is changed.
    private void RequireTenant(KandjiSession session, object[] others)
    {
        foreach (object other in others)
        {
            if (ObjectOrigin.From(other) is not { } origin)
                continue;
            _owner.RequireOneTenant(origin, session);
            if (!origin.IsFrom(session.Identity))
                throw OtherTenant.OfSession(other, origin, [session], _owner.OtherTenantAdvice);
        }
    }

    // Text says nothing about the tenant. A change needs it in exactly one of them, and until that is known nothing is sent about
    // it; a read takes it wherever it is.
    private IReadOnlyList<KandjiSession> Locate(object target)
    {
        string tenants = string.Join(", ", _tenants.Select(session => session.Tenant));
        if (target is not ObjectReference reference)
        {
            return !_owner.IsChanging ? _tenants : throw NotOne("KandjiAmbiguous",
                $"'{target}' does not tell which of the tenants {tenants} it is of. Name one with -Session.", target);
        }
        var found = new List<KandjiSession>();
        var unknown = new List<KandjiSession>();
        foreach (KandjiSession session in _tenants)
        {
            bool? exists = Exists(reference, session);
            if (exists != false)
                (exists == true ? found : unknown).Add(session);
        }
        // A session that could not be searched may have it all the same.
        if (unknown.Count > 0 && (_owner.IsChanging || found.Count == 0))
        {
            string where = string.Join(", ", unknown.Select(session => session.Tenant));
            throw new ObjectException(_ended.TryGetValue(unknown[0], out EndedPart? ended) ? ended.Id : "KandjiNotFound",
                ErrorCategory.ResourceUnavailable,
                $"'{target}' could not be looked for in {where}" + (_owner.IsChanging
                    ? $", so that it is not known to be in one of the tenants {tenants} alone. Nothing was sent. Name one with -Session."
                    : " and is in none of the other tenants."))
                { Target = target };
        }
        if (found.Count == 0)
            throw NotOne("KandjiNotFound", $"'{target}' is in none of the tenants {tenants}.", target);
        return found.Count == 1 || !_owner.IsChanging ? found : throw NotOne("KandjiAmbiguous",
            $"'{target}' is in {found.Count} tenants: {string.Join(", ", found.Select(session => session.Tenant))}. Name one with "
                + "-Session.",
            target);
    }

    // Null when it cannot be found out, which was told.
    private bool? Exists(ObjectReference reference, KandjiSession session)
    {
        if (_ended.ContainsKey(session) || !IsOpen(session, []))
            return null;
        try
        {
            return _owner.WaitFor(token => _locator.ExistsAsync(reference, GetClient(session), token));
        }
        catch (KandjiApiException e) when (ErrorRecords.IsFatal(e))
        {
            EndPart(session, ErrorRecords.Create(e, reference)!);
            return null;
        }
        catch (KandjiApiException e) when (!_owner.IsChanging)
        {
            Write(session, ErrorRecords.Create(e, reference)!, "");
            return null;
        }
    }

    private static ObjectException NotOne(string id, string message, object target) =>
        new(id, id == "KandjiNotFound" ? ErrorCategory.ObjectNotFound : ErrorCategory.InvalidArgument, message) { Target = target };

    private KandjiClient GetClient(KandjiSession session)
    {
        if (!_clients.TryGetValue(session, out KandjiClient? client))
            _clients[session] = client = _owner.ObservedClient(session);
        return client;
    }

    private KandjiCmdlet GetPart(KandjiSession session, SessionPipeline? pipeline = null)
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

    // A session that cannot go on is told once. Later input for it is counted, and told of at the end; nothing is sent about it.
    private void Run(KandjiSession session, IReadOnlyList<object> targets, Action<KandjiCmdlet> action)
    {
        if (_ended.TryGetValue(session, out EndedPart? ended))
        {
            ended.NotProcessed.AddRange(targets);
            return;
        }
        if (!IsOpen(session, targets))
            return;
        try
        {
            bool isNew = !_parts.ContainsKey(session);
            KandjiCmdlet part = GetPart(session);
            if (isNew)
                part.BeginPart();
            action(part);
        }
        catch (SessionEndedException e)
        {
            if (e.ErrorRecord is { } record)
                _ended[session] = new EndedPart(session, record);
        }
    }

    // One that was disconnected ends nothing but its own part. A part that has begun finds out by itself.
    private bool IsOpen(KandjiSession session, IReadOnlyList<object> targets)
    {
        if (session.IsConnected || _parts.ContainsKey(session))
            return true;
        EndPart(session, KandjiCmdlet.Disconnected(session, targets.Count switch { 0 => session, 1 => targets[0], _ => targets }));
        return false;
    }

    private void EndPart(KandjiSession session, ErrorRecord reason)
    {
        _ended[session] = new EndedPart(session, reason);
        Write(session, reason, $" {SessionCommandRuntime.NothingMore(session.Tenant)}");
    }

    private void Write(KandjiSession session, ErrorRecord record, string ending)
    {
        record.ErrorDetails = new ErrorDetails($"{session.Tenant}: {record.Exception.Message}{ending}");
        _owner.WriteError(record);
    }

    // Each at its own pace: together they take the time of the slowest.
    private void RunAtOnce(KandjiSession[] sessions)
    {
        using var closed = new CancellationTokenSource();
        Runspace? runspace = Runspace.DefaultRunspace;
        var running = new List<Task>();
        try
        {
            foreach (KandjiSession session in sessions.Where(session => IsOpen(session, [])))
            {
                var pipeline = new SessionPipeline(_owner.PostToPipeline, closed.Token);
                KandjiCmdlet part = GetPart(session, pipeline);
                running.Add(OnThreadOfItsOwn(runspace, () =>
                {
                    part.BeginPart();
                    part.ProcessPart(_owner, null);
                    part.EndPart();
                    pipeline.Flush();
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

    /// <summary>The part of a command in a tenant whose session could not go on.</summary>
    private sealed class EndedPart(KandjiSession session, ErrorRecord reason)
    {
        /// <summary>The id of the error that ended it.</summary>
        public string Id { get; } = reason.FullyQualifiedErrorId.Split(',')[0];

        /// <summary>The input that came for it afterwards.</summary>
        public List<object> NotProcessed { get; } = [];

        /// <summary>Writes one error about everything that came afterwards, which is its target object.</summary>
        public void TellNotProcessed(KandjiCmdlet owner)
        {
            if (NotProcessed.Count == 0)
                return;
            string names = KandjiCmdlet.FormatList(NotProcessed.Select(item => $"'{DisplayText.Sanitize(item.ToString())}'").ToList());
            string objects = NotProcessed.Count == 1
                ? $"The object {names} was"
                : string.Format(CultureInfo.CurrentCulture, "{0} further objects were", NotProcessed.Count);
            string listed = NotProcessed.Count == 1 ? "" : $": {names}";
            string message = $"{session.Tenant}: {objects} not processed, because the command could not go on in {session.Tenant}{listed}. "
                + reason.Exception.Message;
            owner.WriteError(new ErrorRecord(
                reason.Exception, Id, reason.CategoryInfo.Category, NotProcessed.Count == 1 ? NotProcessed[0] : NotProcessed.ToArray())
                { ErrorDetails = new ErrorDetails(message) });
        }
    }
}
