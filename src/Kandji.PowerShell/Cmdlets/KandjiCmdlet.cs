using System.Collections.Concurrent;
using System.Reflection;
using System.Globalization;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using Kandji.Automation;
using Kandji.Client;
using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>The base of every cmdlet that uses a session: finds it, and tells the story of each request.</summary>
public abstract class KandjiCmdlet : CancellableCmdlet
{
    // A little more than the client gives a change to be answered, for what happens after that.
    private static readonly TimeSpan MaxGracePeriod = TimeSpan.FromSeconds(3);

    private readonly ChangeLog _changes = new();
    private (string Action, string Target) _asked = ("", "");
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> ParametersOf = new();

    private KandjiClient? _client;
    private SessionRouter? _router;
    private KandjiSession? _session;
    private PSHostUserInterface? _ui;
    private Confirmation? _confirmation;
    private BulkChange? _bulk;
    private bool _isPrepared;
    private RequestLogger? _logger;

    /// <summary>
    /// The sessions to use: as Connect-Kandji returns them, by the tenant's name, or by a pattern: '*' is every open session. A command
    /// that reads asks all of them at once; what comes through the pipeline goes to the tenant that it came from; text has to name
    /// something in exactly one of them. Without it objects go to their own tenant, and everything else to the runspace's default session.
    /// </summary>
    [Parameter]
    [SessionTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public KandjiSession[]? Session { get; set; }

    /// <summary>The client of the session; its requests are told to this cmdlet's verbose stream.</summary>
    private protected KandjiClient Client
    {
        get
        {
            if (_client is null)
            {
                // Kept for when the command is stopped: by then the engine may have taken the host away.
                _ui = Host?.UI;
                KandjiClient client = ConnectedSession.GetClient().ObservedBy(Logger);
                _client = IsPlanning ? client.Planning() : client;
            }
            return _client;
        }
    }

    private RequestLogger Logger => _logger ??= new RequestLogger(this, Thread, ConnectedSession.Clock, StopToken);

    private protected KandjiSession ConnectedSession =>
        _session is { IsConnected: true } session ? session
        : _session is null ? throw NotConnected(RunspaceSessions.Current)
        : throw new TerminatingException(Disconnected(_session, _session));

    /// <summary>Indicates whether the command has a session to use.</summary>
    private protected bool HasSession => _session is { IsConnected: true };

    /// <summary>
    /// The tenant that a question names: that of the session, where sessions with several tenants are open or were given; else null.
    /// </summary>
    internal string? TenantToName =>
        _session is { } session
            && RunspaceSessions.Current.Open.Concat(Session ?? []).Any(other => !other.Identity.IsSame(session.Identity))
            ? session.Tenant
            : null;

    /// <summary>The object that is changed, with the tenant where a question names it.</summary>
    internal string NameTenant(string target) => TenantToName is { } tenant ? $"{target} in {tenant}" : target;

    /// <summary>Indicates whether the command changes something.</summary>
    internal virtual bool IsChanging => GetType().GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess;

    /// <summary>Indicates whether changes are planned instead of made, so that nothing is asked and nothing but reads is sent.</summary>
    internal virtual bool IsPlanning => false;

    /// <summary>The reason why the command cannot be planned at all; null where it can.</summary>
    private protected virtual string? NotPlannable => null;

    /// <summary>Indicates whether the command works with one tenant at a time, so that a second session is an error.</summary>
    private protected virtual bool IsForOneTenant => false;

    /// <summary>Indicates whether the command has anything to do with a tenant, as it was called.</summary>
    private protected virtual bool UsesSession => true;

    /// <summary>The advice of the error about an object of another tenant.</summary>
    internal virtual string OtherTenantAdvice => OtherTenant.ActThere;

    /// <summary>The error of a command that has no session to use.</summary>
    internal static TerminatingException NotConnected(RunspaceSessions sessions) => new(NotConnected(
        sessions.Open.Length == 0
            ? "There is no session. Run Connect-Kandji first, or pass one with -Session (in ForEach-Object -Parallel: -Session "
                + "$using:session)."
            : $"There is no default session. {SessionTransformationAttribute.Describe(sessions)} Select-KandjiSession makes one the "
                + "default; -Session names one for a command.", null));

    /// <summary>The error about a session that was disconnected.</summary>
    internal static ErrorRecord Disconnected(KandjiSession session, object target) =>
        NotConnected($"The session with {session} was disconnected. Run Connect-Kandji again.", target);

    private static ErrorRecord NotConnected(string message, object? target) =>
        new(new InvalidOperationException(message), "KandjiNotConnected", ErrorCategory.ConnectionError, target);

    /// <inheritdoc/>
    private protected sealed override void RunBegin()
    {
        if (Owner is null && IsPlanning && NotPlannable is { } reason)
        {
            throw new TerminatingException(new ErrorRecord(
                new InvalidOperationException(
                    $"{CmdletOperations.GetName(GetType())} cannot be planned: {reason}. Nothing was read or sent."),
                "KandjiNotPlannable", ErrorCategory.InvalidOperation, null));
        }
        if (Owner is null)
            BeginAll();
        if (!UsesSession)
        {
            base.RunBegin();
            return;
        }
        if (IsForOneTenant && Session is { Length: > 1 } several)
        {
            throw TerminatingException.FromParameters(
                $"{CmdletOperations.GetName(GetType())} works with one tenant at a time, and -Session names {several.Length}: "
                    + $"{FormatList(several.Select(session => session.Tenant).ToList())}. Name one.", several);
        }
        if (Owner is null && !IsInOneSession())
        {
            _router = new SessionRouter(this, Session ?? [], RunspaceSessions.Current);
            return;
        }
        RequireOwnTenant();
        if (!MyInvocation.ExpectingInput)
            RequireWritable();
        base.RunBegin();
    }

    /// <inheritdoc/>
    private protected sealed override void RunProcess()
    {
        if (_router is not null)
        {
            _router.Process();
            return;
        }
        if (UsesSession)
        {
            RequireOwnTenant();
            RequireWritable();
        }
        base.RunProcess();
    }

    /// <inheritdoc/>
    private protected sealed override void RunEnd()
    {
        if (_router is not null)
        {
            _router.End();
        }
        else
        {
            PrepareOnce();
            base.RunEnd();
            WritePlanned();
        }
        if (Owner is null)
            EndAll();
    }

    /// <summary>Runs once for the command, before its parts in the tenants begin.</summary>
    private protected virtual void BeginAll()
    {
    }

    /// <summary>Runs once for the command, when its parts in all tenants have ended.</summary>
    private protected virtual void EndAll()
    {
    }

    /// <summary>Writes what was planned.</summary>
    private protected virtual void WritePlanned()
    {
    }

    /// <summary>Takes the request of a change, which is not sent.</summary>
    /// <param name="action">The change in the words of the question that the command asks.</param>
    /// <param name="target">The object, as the question names it.</param>
    /// <param name="send">Sends it.</param>
    private protected virtual void Plan(string action, string target, Func<KandjiClient, CancellationToken, Task> send) => throw NoPlan();

    /// <summary>Takes note of a file that a planned change is about to use.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The text that stands for the file's key.</returns>
    private protected virtual string PlanUpload(string path) => throw NoPlan();

    private InvalidOperationException NoPlan() => new($"{GetType().Name} does not plan.");

    /// <summary>
    /// Finds what is about to be changed once the pipeline has ended; null for a command that asks about each thing, or about nothing.
    /// </summary>
    private protected virtual BulkChange? PrepareEnd() => null;

    /// <summary>Indicates whether what <see cref="PrepareEnd"/> found is to be changed: asks where there is much of it.</summary>
    private protected bool IsConfirmed => _bulk?.Confirmation.AskAboutAll(_bulk) != false;

    private void PrepareOnce()
    {
        if (_isPrepared)
            return;
        _isPrepared = true;
        _bulk = PrepareEnd();
    }

    /// <inheritdoc/>
    private protected sealed override void BeforeTermination()
    {
        KandjiCmdlet owner = Owner as KandjiCmdlet ?? this;
        // What ends the part in one tenant leaves the others under way, unless an error ends the whole command.
        if (owner._router is null || (Owner is not null && !StopsOnError))
        {
            OnTerminating();
            return;
        }
        foreach (KandjiCmdlet part in owner._router.Parts)
            part.OnTerminating();
    }

    // With one session to choose from, which is the case nearly always, the cmdlet itself does everything in it.
    private bool IsInOneSession()
    {
        if (Session is { Length: > 0 } given)
        {
            _session = given[0];
            return given.Length == 1;
        }
        RunspaceSessions sessions = RunspaceSessions.Current;
        _session = sessions.Default;
        if (sessions.Open is var open && (open.Length == 0 || (open.Length == 1 && open[0] == _session)))
            return true;
        if (MyInvocation.ExpectingInput)
            return false;
        // Everything is here already. Where an object tells the tenant, that is where the command runs.
        BoundObjects bound = BoundObjects.From(this);
        KandjiSession?[] own = bound.Targets.Concat(bound.Others).Select(ObjectOrigin.From)
            .Where(origin => origin is not null)
            .Select(origin => SessionRouter.FindOpen(origin!, sessions))
            .Distinct()
            .ToArray();
        if (own.Length == 1 && own[0] is { } only && bound.Targets.All(target => ObjectOrigin.From(target) is not null))
            _session = only;
        return own.Length == 0 || (own.Length == 1 && own[0] == _session);
    }

    // An object of another tenant is refused before anything is sent.
    private void RequireOwnTenant()
    {
        if (Owner is not null || _session is null)
            return;
        BoundObjects bound = BoundObjects.From(this);
        foreach (object item in bound.Targets.Concat(bound.Others))
        {
            if (ObjectOrigin.From(item) is not { } origin)
                continue;
            RequireOneTenant(origin, _session);
            if (!origin.IsFrom(_session.Identity))
                throw Session is not null ? OtherTenant.OfSession(item, origin, [_session], OtherTenantAdvice)
                    : SessionRouter.FindOpen(origin, RunspaceSessions.Current) is null
                        ? OtherTenant.NotOpen(item, origin, RunspaceSessions.Current)
                        : OtherTenant.OfSession(item, origin, [_session], "Its session was opened when the command had begun already.");
        }
        if (bound.Target is null || !bound.Targets.All(target => ObjectOrigin.From(target) is not null))
            RequireSameDefault(_session);
    }

    /// <summary>Refuses an object of another tenant that no parameter is bound to, such as one in a cell of a row.</summary>
    private protected void RequireOwnTenant(ObjectReference reference)
    {
        if (reference.Origin is not { } origin)
            return;
        RequireOneTenant(origin, ConnectedSession);
        if (!origin.IsFrom(ConnectedSession.Identity))
            throw OtherTenant.OfSession(reference, origin, [ConnectedSession], OtherTenantAdvice);
    }

    /// <summary>Refuses a name that may be that of another tenant than the session's, unless -Session tells which is meant.</summary>
    internal void RequireOneTenant(ObjectOrigin origin, KandjiSession session)
    {
        if (origin.Identity is null && (Owner as KandjiCmdlet ?? this).Session is null)
            RunspaceSessions.Current.RequireOneTenant(origin.Name, [session]);
    }

    // Text means the default session. A command that began in it must not send to it what came after another was chosen.
    private void RequireSameDefault(KandjiSession begun)
    {
        if (Session is not null || !MyInvocation.ExpectingInput || !begun.IsConnected
            || RunspaceSessions.Current.Default is { } now && now.Identity.IsSame(begun.Identity))
            return;
        string instead = RunspaceSessions.Current.Default is { } other ? $"it is {other.Tenant} now" : "there is none now";
        throw new TerminatingException(NotConnected(
            $"The command began with {begun.Tenant} as the default session, and {instead}. Nothing was sent about what came after that. "
                + "Name the tenant with -Session, or connect before the pipeline begins.", begun));
    }

    /// <summary>Loads the views with a column for the tenant, once in a runspace. Most sessions never need them.</summary>
    internal void LoadTenantViews()
    {
        const string update = @"Microsoft.PowerShell.Utility\Update-FormatData";
        if (!RunspaceSessions.Current.TryTakeViews()
            || InvokeCommand.GetCommand(update, CommandTypes.Cmdlet | CommandTypes.Function) is not { } command)
            return;
        string file = ModuleFiles.Find("Kandji.Tenants.Format.ps1xml");
        InvokeCommand.InvokeScript(
            "param($update, $file) & $update -AppendPath $file", useNewScope: true, PipelineResultTypes.None, null, command, file);
    }

    // Nothing is looked up for a change that would be refused. The client refuses whatever is not seen here.
    private void RequireWritable()
    {
        if (!IsPlanning && CmdletOperations.MayChange(GetType()))
            RequireWritableSession();
    }

    /// <summary>Refuses a change in a tenant that is open for reading only, before anything is read for it or asked.</summary>
    private protected void RequireWritableSession()
    {
        if (_session is { IsReadOnly: true } session && !IsWhatIf)
            throw ReadOnlyTenant(session);
    }

    private TerminatingException ReadOnlyTenant(KandjiSession session) => new(new ErrorRecord(
        new InvalidOperationException(
            $"{session} is connected for reading only, and {CmdletOperations.GetName(GetType())} may change something. Nothing was sent. "
                + "-WhatIf shows what the command would do. To make changes, connect without -ReadOnly; a tenant that is registered as "
                + "read-only has to be registered again without it (Register-KandjiTenant)."),
        "KandjiReadOnlyTenant", ErrorCategory.PermissionDenied, session));

    /// <summary>Makes this cmdlet the part of another in one session.</summary>
    internal void BeginAsPart(KandjiCmdlet owner, KandjiSession session, ICommandRuntime runtime)
    {
        BelongTo(owner, runtime);
        _session = session;
        CopyParameters(owner);
        // Made here, on the pipeline's thread: it looks at the person's preferences.
        _ = Client;
    }

    /// <summary>Begins this part.</summary>
    internal void BeginPart() => BeginOnce();

    /// <summary>Does what there is to do about the objects that are bound now.</summary>
    /// <param name="owner">The cmdlet that PowerShell runs.</param>
    /// <param name="target">The parameter of what the command acts on, with those of its values that are of this tenant.</param>
    internal void ProcessPart(KandjiCmdlet owner, (PropertyInfo Parameter, object Value)? target)
    {
        CopyParameters(owner);
        target?.Parameter.SetValue(this, target.Value.Value);
        ProcessOnce();
    }

    /// <summary>Lets this part find what it is about to change.</summary>
    /// <returns>The change that is asked about; null when there is nothing to ask about.</returns>
    internal BulkChange? PreparePart()
    {
        EndAfter(PrepareOnce);
        return _bulk is { Kinds.Count: > 0 } ? _bulk : null;
    }

    /// <summary>Ends this part.</summary>
    internal void EndPart() => EndOnce();

    /// <summary>Stops what this part has under way.</summary>
    internal void StopPart() => StopProcessing();

    /// <summary>Does something on the pipeline's thread, from the thread of a part.</summary>
    internal void PostToPipeline(Action action) => Post(action);

    /// <summary>Waits on the pipeline's thread for what the parts do.</summary>
    internal void WaitFor(Task task) => Await(task);

    /// <summary>Waits on the pipeline's thread for a request.</summary>
    internal T WaitFor<T>(Func<CancellationToken, Task<T>> send) => Await(send(StopToken));

    /// <summary>Does something about one object, whose failure becomes an error record.</summary>
    internal bool GuardObject(object target, Action action) => Guard(target, action);

    /// <summary>The client of a session, whose requests are told to this cmdlet's verbose stream.</summary>
    internal KandjiClient ObservedClient(KandjiSession session) =>
        session.GetClient().ObservedBy(new RequestLogger(this, Thread, session.Clock, StopToken));

    /// <summary>The client of the tenant that an object to copy came from.</summary>
    /// <param name="original">The object.</param>
    /// <returns>The client; null when no session of that tenant is open, or when the object does not tell its tenant.</returns>
    /// <exception cref="ObjectException">Several sessions of that tenant are open, and it is not clear which is meant.</exception>
    private protected KandjiClient? FindClient(KandjiObject original)
    {
        if (ObjectOrigin.From(original) is not { } origin)
            return null;
        if (origin.IsFrom(ConnectedSession.Identity))
            return Client;
        return SessionRouter.FindOpen(origin, RunspaceSessions.Current) is { } session ? ObservedClient(session) : null;
    }

    private void CopyParameters(KandjiCmdlet owner)
    {
        foreach (PropertyInfo parameter in ParametersOf.GetOrAdd(GetType(), FindParameters))
            parameter.SetValue(this, parameter.GetValue(owner));
    }

    private static PropertyInfo[] FindParameters(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true) && property.CanWrite)
            .ToArray();

    /// <summary>
    /// Reads something for each of many objects, several at once, and writes it in order. Make it once, add to it in
    /// <see cref="CancellableCmdlet.Process"/>, finish it in <see cref="CancellableCmdlet.End"/>.
    /// </summary>
    /// <param name="activity">The activity that the progress bar shows: <c>Reading details</c>.</param>
    /// <param name="throttleLimit">How many objects may be read at once.</param>
    /// <param name="write">Writes one item of an answer; <see cref="WriteModel"/> as a rule.</param>
    private protected FanOut<T> ReadMany<T>(string activity, int throttleLimit, Action<T> write) =>
        Many(FanOutHost, activity, throttleLimit, changes: false, write);

    /// <summary>
    /// Changes each of many objects. With a limit of one, each change is answered, and its error seen, before the next is sent.
    /// </summary>
    /// <param name="activity">The activity that the progress bar shows: <c>Restarting devices</c>.</param>
    /// <param name="throttleLimit">How many objects may be changed at once.</param>
    /// <param name="write">Writes one answer.</param>
    private protected FanOut<T> ChangeMany<T>(string activity, int throttleLimit, Action<T> write) =>
        Many(FanOutHost, activity, throttleLimit, changes: true, write);

    /// <summary>
    /// Reads what a change of each of many objects begins with, several at once; the progress bar is that of the changes.
    /// </summary>
    /// <param name="throttleLimit">How many objects may be read at once.</param>
    /// <param name="use">Uses one answer, on the pipeline's thread and in the order of the objects.</param>
    private protected FanOut<T> ReadAhead<T>(int throttleLimit, Action<T> use) =>
        Many(HostShowing(_ => { }), "", throttleLimit, changes: false, use);

    private FanOut<T> Many<T>(FanOutHost host, string activity, int throttleLimit, bool changes, Action<T> write)
    {
        // Found here, on the pipeline's thread: the threads that requests go on do not know the runspace's session.
        _ = Client;
        Logger.Waits.ProgressThreshold = TimeSpan.FromSeconds(5);
        return new FanOut<T>(host, activity, throttleLimit, changes, write);
    }

    /// <summary>The services of this cmdlet for a fan-out and its progress.</summary>
    private protected FanOutHost FanOutHost => HostShowing(WriteProgress);

    private FanOutHost HostShowing(Action<ProgressRecord> progress) => new()
    {
        Thread = Thread,
        Guard = Guard,
        WriteProgress = progress,
        Clock = ConnectedSession.Clock,
        StopToken = StopToken,
        IsWaiting = () => Logger.Waits.IsWaiting,
    };

    /// <summary>Writes an object of the API to the pipeline, with what no property took as note properties.</summary>
    private protected void WriteModel(KandjiObject model)
    {
        // One that was put together of other answers tells its tenant too.
        model.Origin ??= _session?.Identity;
        WriteObject(PSObjectFactory.Create(model));
    }

    /// <summary>Writes what matches -Name, and an error for each name without wildcards that nothing has.</summary>
    /// <param name="filter">The filter of -Name; null for everything.</param>
    /// <param name="items">Where it is looked for.</param>
    /// <param name="nameOf">The name of one.</param>
    /// <param name="none">How the error begins: <c>No tag is named</c>.</param>
    /// <param name="all">Lists everything, where the items are a part that the service was asked for; null where they are all.</param>
    private protected void WriteNamed<T>(
        WildcardFilter? filter, IEnumerable<T> items, Func<T, string?> nameOf, string none, Func<IAsyncEnumerable<T>>? all = null)
        where T : KandjiObject
    {
        var unseen = new HashSet<string>(filter?.Literals ?? [], QuoteInsensitiveComparer.Comparer);
        var known = new List<string>();
        foreach (T item in items)
        {
            known.Add(nameOf(item) ?? "");
            if (filter?.Matches(nameOf(item)) == false)
                continue;
            unseen.Remove(nameOf(item) ?? "");
            WriteModel(item);
        }
        if (unseen.Count > 0 && all is not null && known.Count == 0)
            known.AddRange(Stream(all()).Select(item => nameOf(item) ?? ""));
        WriteMissing(unseen, none, known: known);
    }

    /// <summary>Writes an error for each value without wildcards that nothing has.</summary>
    /// <param name="values">The values.</param>
    /// <param name="none">How the error begins: <c>No tag is named</c>.</param>
    /// <param name="whole">The text that wildcards match.</param>
    /// <param name="known">The values there are, of which those that come near are listed; null when they are not known.</param>
    private protected void WriteMissing(
        IEnumerable<string> values, string none, string whole = "a name", IReadOnlyCollection<string>? known = null)
    {
        foreach (string value in values)
        {
            string hint = ReferenceText.IsUuid(value) && MyInvocation.MyCommand.Parameters.ContainsKey("Id")
                ? " It looks like an id. Use -Id."
                : $" Use wildcards to match a part of {whole}: '*{value}*'.";
            WriteFailure(ErrorRecords.Create(ExistenceCheck.NotFound(none, value, known ?? [], hint), null)!);
        }
    }

    /// <summary>
    /// Writes an error for each value that does not exist, after a list came back without it. One that exists, and that nothing has, is no
    /// error. Without the permission to look the values up, there is a warning.
    /// </summary>
    /// <param name="parameter">The parameter that took the values.</param>
    /// <param name="values">The values.</param>
    /// <param name="find">Finds those that do not exist.</param>
    private protected void WriteMissing(
        string parameter, IReadOnlyCollection<string> values,
        Func<ExistenceCheck, IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlyList<ObjectException>>> find)
    {
        if (values.Count == 0)
            return;
        try
        {
            foreach (ObjectException missing in Await(find(new ExistenceCheck(Client), values, StopToken)))
                WriteFailure(ErrorRecords.Create(missing, null)!);
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.Forbidden)
        {
            WriteWarning(NotLookedUp(parameter, values, e));
        }
    }

    /// <summary>Writes an error for each value that was asked for and does not exist, after a list came back without it.</summary>
    private protected void WriteMissing<T>(SoughtValues<T> sought)
    {
        if (sought.None is { } none)
            WriteMissing(sought.Missing, none, "one", sought.Others);
        else
            WriteMissing(sought.Parameter, sought.Missing, sought.Find);
    }

    /// <summary>Says that the values of a parameter could not be looked up.</summary>
    private protected static string NotLookedUp(string parameter, IReadOnlyCollection<string> values, KandjiApiException e) =>
        $"Nothing was found for -{parameter} {FormatList(values.Select(value => $"'{value}'").ToList())}, which could not be looked up. "
            + e.Message;

    /// <summary>Makes the change that was confirmed last, and writes what it returns.</summary>
    /// <param name="send">Sends it, with a client and a token of its own.</param>
    /// <param name="write">Writes the answer; <see cref="WriteModel"/> as a rule.</param>
    /// <param name="device">The device, when it is about one.</param>
    private protected void Change<T>(Func<KandjiClient, CancellationToken, Task<T>> send, Action<T> write, DeviceIdentity? device = null)
        where T : class
    {
        if (IsPlanning)
        {
            Plan(_asked.Action, _asked.Target, send);
            return;
        }
        T answer = Await(_changes.RunAsync(NewChange(device), Client, send, StopToken));
        WriteResult(answer, () => write(answer));
    }

    /// <summary>
    /// Makes the change that was confirmed last, and that returns nothing. It counts as told when the command has come to its end.
    /// </summary>
    /// <param name="send">Sends it, with a client and a token of its own.</param>
    /// <param name="device">The device, when it is about one.</param>
    private protected void Change(Func<KandjiClient, CancellationToken, Task> send, DeviceIdentity? device = null)
    {
        if (IsPlanning)
        {
            Plan(_asked.Action, _asked.Target, send);
            return;
        }
        Await(_changes.RunAsync(NewChange(device), Client, async (client, token) =>
        {
            await send(client, token).ConfigureAwait(false);
            return (object?)null;
        }, StopToken));
    }

    /// <summary>Sends a file that a change is about to use. When that is stopped, the change was not made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="send">Sends it, with a client and a token of its own.</param>
    private protected string Upload(string path, Func<KandjiClient, CancellationToken, Task<string>> send)
    {
        if (IsPlanning)
            return PlanUpload(path);
        SentChange upload = new(_asked.Action, _asked.Target, null, ConnectedSession.Clock, Logger) { IsPreparation = true };
        string key = Await(_changes.RunAsync(upload, Client, send, StopToken));
        _changes.Forget(upload);
        return key;
    }

    /// <summary>Makes a change from any thread. Its result is written later, with <see cref="WriteResult"/>.</summary>
    private protected Task<T> ChangeAsync<T>(
        SentChange change, Func<KandjiClient, CancellationToken, Task<T>> send, CancellationToken cancellationToken) =>
        _changes.RunAsync(change, Client, send, cancellationToken);

    /// <summary>Writes the answer of a change, and takes note that it was written.</summary>
    private protected void WriteResult(object answer, Action write) => _changes.Write(answer, write, () => IsStopped);

    /// <summary>Keeps the result of a change that another command made, until it was written with <see cref="WriteResult"/>.</summary>
    private protected void Keep(SentChange change, object result)
    {
        change.Response = result;
        _changes.Add(change);
    }

    /// <summary>The change that was confirmed last.</summary>
    private protected SentChange NewChange(DeviceIdentity? device) => NewChange(_asked.Action, _asked.Target, device);

    /// <summary>A change that is about to be sent.</summary>
    private protected SentChange NewChange(string action, string target, DeviceIdentity? device, string? hint = null) =>
        new(action, target, device, ConnectedSession.Clock, Logger) { Hint = hint };

    /// <inheritdoc/>
    private protected override void WasTold(Exception failure) => _changes.Forget(failure);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _router is not null)
        {
            foreach (KandjiCmdlet part in _router.Parts)
                part.Dispose();
        }
        base.Dispose(disposing);
        if (disposing && !HasEnded && _client is not null)
            TellWhatIsOpen();
    }

    // PowerShell takes neither output nor warnings from a command that is stopped: only the host itself can show something.
    private void TellWhatIsOpen()
    {
        KandjiSession session = _session!;
        string command = CmdletOperations.GetName(GetType());
        List<UnansweredChange> changes = _changes.Close(session.Clock, MaxGracePeriod).Select(change => change.Summarize(command)).ToList();
        if (changes.Count == 0)
            return;
        session.Keep(changes);
        try
        {
            PSHostUserInterface? ui = _ui;
            if (ui is null)
                return;
            ui.WriteLine(
                $"WARNING: {command} ended before it had written the results of {changes.Count} change{(changes.Count == 1 ? "" : "s")}:");
            foreach (UnansweredChange change in changes)
                ui.WriteLine("  " + change);
            ui.WriteLine("  (Get-KandjiSession).UnansweredChanges keeps this list.");
        }
        catch (Exception e) when (e is HostException or NotImplementedException or NotSupportedException or InvalidOperationException)
        {
            // A host that shows nothing, as those of services and of some build servers. The session has the list.
        }
    }

    /// <summary>Asks as PowerShell does, if -Confirm or $ConfirmPreference want it, or says what would be done.</summary>
    private protected new bool ShouldProcess(string target, string action)
    {
        WillChange(target, action);
        string named = NameTenant(target);
        return IsPlanning || Confirmation.Ask(named, action, () => base.ShouldProcess(named, action));
    }

    /// <summary>Asks as above, and shows what is going to be changed: in the question, and with -WhatIf and -Verbose.</summary>
    /// <param name="target">The exact object.</param>
    /// <param name="action">The action.</param>
    /// <param name="details">The lines that follow.</param>
    private protected bool ShouldProcess(string target, string action, IEnumerable<string> details)
    {
        WillChange(target, action);
        if (IsPlanning)
            return true;
        string named = NameTenant(target), lines = string.Concat(details.Select(line => "\n" + line));
        // The first line is PowerShell's own.
        return Confirmation.Ask(named, action, () => base.ShouldProcess(
            $"Performing the operation \"{action}\" on target \"{named}\".{lines}", $"{action}: {named}?{lines}", "Confirm"));
    }

    /// <summary>
    /// Makes something of parameters that are the same for every object of the pipeline: once for the command, when the first object needs
    /// it. When it fails, the error is reported for each object, and it is not tried again.
    /// </summary>
    /// <param name="made">Keeps what was made, or the failure.</param>
    /// <param name="make">Makes it.</param>
    private protected static T Once<T>(ref Lazy<T>? made, Func<T> make) => (made ??= new Lazy<T>(make, LazyThreadSafetyMode.None)).Value;

    /// <summary>Indicates whether a parameter was given, whatever its value: what was not given is not sent.</summary>
    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>
    /// Indicates whether the command only says what it would do. The value of $WhatIfPreference counts as it does for PowerShell itself: 1
    /// and 'true' are yes. A command that plans changes nothing anyway.
    /// </summary>
    private protected bool IsWhatIf => !IsPlanning && (MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? value)
        ? value is SwitchParameter { IsPresent: true }
        : LanguagePrimitives.TryConvertTo(SessionState.PSVariable.GetValue("WhatIfPreference"), out bool isWhatIf) && isWhatIf);

    /// <summary>Asks before what cannot be undone; one for the whole command.</summary>
    /// <param name="force">Indicates whether -Force was given.</param>
    private protected Confirmation ConfirmWith(bool force) => _confirmation ??= new Confirmation(this, force, IsWhatIf);

    /// <summary>Indicates whether to go on with a change that cannot be undone.</summary>
    /// <param name="force">Indicates whether -Force was given.</param>
    /// <param name="target">The exact object.</param>
    /// <param name="action">The action.</param>
    private protected bool ShouldProcess(bool force, string target, string action)
    {
        WillChange(target, action);
        return ConfirmWith(force).Ask(target, action, $"{action}: {target}?");
    }

    /// <summary>Takes note of the change that is asked about: what is sent then is told of in the question's words.</summary>
    private protected void WillChange(string target, string action) => _asked = (action, target);

    /// <summary>The names of a list of things for a message, at most ten.</summary>
    internal static string FormatList(IReadOnlyList<string> names)
    {
        const int most = 10;
        return names.Count <= most
            ? string.Join(", ", names)
            : string.Format(CultureInfo.CurrentCulture, "{0} and {1} more", string.Join(", ", names.Take(most)), names.Count - most);
    }
}
