using System.Globalization;
using System.Management.Automation.Host;
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
    private KandjiClient? _client;
    private KandjiSession? _session;
    private PSHostUserInterface? _ui;
    private Confirmation? _confirmation;
    private RequestLogger? _logger;

    /// <summary>
    /// The session to use, as Connect-Kandji returns it. Without it the runspace's default session is used: the one that was
    /// connected last.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public KandjiSession? Session { get; set; }

    /// <summary>The client of the session; its requests are told to this cmdlet's verbose stream.</summary>
    private protected KandjiClient Client
    {
        get
        {
            if (_client is null)
            {
                // Kept for when the command is stopped: by then the engine may have taken the host away, and the default session may be
                // another.
                _session = ConnectedSession;
                _ui = Host?.UI;
                _client = _session.GetClient().ObservedBy(Logger);
            }
            return _client;
        }
    }

    private RequestLogger Logger => _logger ??= new RequestLogger(this, Thread, ConnectedSession.Clock, StopToken);

    private protected KandjiSession ConnectedSession
    {
        get
        {
            KandjiSession? session = Session ?? DefaultSession.Current;
            if (session is { IsConnected: true })
                return session;
            string message = session is null
                ? "There is no session. Run Connect-Kandji first, or pass one with -Session (in ForEach-Object -Parallel: -Session "
                    + "$using:session)."
                : $"The session with {session} was disconnected. Run Connect-Kandji again.";
            throw new TerminatingException(
                new ErrorRecord(new InvalidOperationException(message), "KandjiNotConnected", ErrorCategory.ConnectionError, session));
        }
    }

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
    };

    /// <summary>Writes an object of the API to the pipeline, with what no property took as note properties.</summary>
    private protected void WriteModel(KandjiObject model) => WriteObject(PSObjectFactory.Create(model));

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
        T answer = Await(_changes.RunAsync(NewChange(device), Client, send, StopToken));
        WriteResult(answer, () => write(answer));
    }

    /// <summary>
    /// Makes the change that was confirmed last, and that returns nothing. It counts as told when the command has come to its end.
    /// </summary>
    /// <param name="send">Sends it, with a client and a token of its own.</param>
    /// <param name="device">The device, when it is about one.</param>
    private protected void Change(Func<KandjiClient, CancellationToken, Task> send, DeviceIdentity? device = null) =>
        Await(_changes.RunAsync(NewChange(device), Client, async (client, token) =>
        {
            await send(client, token).ConfigureAwait(false);
            return (object?)null;
        }, StopToken));

    /// <summary>Sends a file that a change is about to use. When that is stopped, the change was not made.</summary>
    /// <param name="send">Sends it, with a client and a token of its own.</param>
    private protected string Upload(Func<KandjiClient, CancellationToken, Task<string>> send)
    {
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
        return Confirmation.Ask(() => base.ShouldProcess(target, action), "There", "-Confirm:$false");
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
    /// and 'true' are yes.
    /// </summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? value)
        ? value is SwitchParameter { IsPresent: true }
        : LanguagePrimitives.TryConvertTo(SessionState.PSVariable.GetValue("WhatIfPreference"), out bool isWhatIf) && isWhatIf;

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
    private protected static string FormatList(IReadOnlyList<string> names)
    {
        const int most = 10;
        return names.Count <= most
            ? string.Join(", ", names)
            : string.Format(CultureInfo.CurrentCulture, "{0} and {1} more", string.Join(", ", names.Take(most)), names.Count - most);
    }
}
