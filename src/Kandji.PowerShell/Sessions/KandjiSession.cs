using System.ComponentModel;
using Kandji.Client;
using Kandji.Client.Model;
using Kandji.PowerShell.Completion;

namespace Kandji.PowerShell.Sessions;

/// <summary>
/// A connection to one tenant, made by <c>Connect-Kandji</c>. It may be used by any number of runspaces and threads at once; they share
/// its connections and its pace. It holds the token where no property, serialization or formatting can reach it.
/// </summary>
[TypeConverter(typeof(SessionConverter))]
public sealed class KandjiSession
{
    // A session may live for weeks in a scheduled process.
    internal const int MostUnanswered = 10_000;

    private readonly KandjiClient _client;
    // By the system's clock: it is a person at a prompt who waits.
    private readonly CompletionCache _completions = new(TimeProvider.System);

    private readonly List<UnansweredChange> _unanswered = [];

    internal KandjiSession(KandjiClientOptions options, string? registeredName = null)
    {
        RegisteredName = registeredName;
        _client = new KandjiClient(options);
        Uri = options.BaseAddress;
        Region = TenantAddress.GetRegion(Uri);
        ConnectedAt = DateTime.Now;
        Clock = options.Clock;
    }

    /// <summary>
    /// The tenant's name, as every object that is read from it shows: its subdomain (<c>acme</c>); the API's host where another tenant that
    /// is connected, was connected before, or is registered has the same subdomain; and host and port of a loopback address.
    /// </summary>
    public string Tenant => Identity.Name;

    /// <summary>The name under which the tenant is registered; null for a session that was connected by an address.</summary>
    public string? RegisteredName { get; }

    /// <summary>The region that the host names; null when it names none.</summary>
    public KandjiRegion? Region { get; }

    /// <summary>The root of the tenant's API.</summary>
    public Uri Uri { get; }

    /// <summary>When the session was made, in local time.</summary>
    public DateTime ConnectedAt { get; }

    /// <summary>Indicates whether the session can be used: false after <c>Disconnect-Kandji</c>.</summary>
    public bool IsConnected { get; private set; } = true;

    /// <summary>Indicates whether the session is the default of the runspace that asks.</summary>
    public bool IsDefault => RunspaceSessions.Current.Default == this;

    /// <summary>Indicates whether commands that may change something are refused.</summary>
    public bool IsReadOnly => _client.IsReadOnly;

    /// <summary>How many requests the session has sent, each attempt counted.</summary>
    public long RequestsSent => _client.RequestsSent;

    /// <summary>
    /// The requests of the tenant that remained in this hour when an answer last reported them. All clients of the tenant share them.
    /// Null until an answer has said.
    /// </summary>
    public int? RemainingThisHour => _client.RemainingThisHour;

    /// <summary>The tenant's limit of requests an hour. Null until an answer has said.</summary>
    public int? LimitPerHour => _client.LimitPerHour;

    /// <summary>
    /// The changes that commands of this session sent and whose results they did not write, because they were stopped by Ctrl+C, by
    /// <c>Select-Object -First</c>, or by an error; the oldest first. The session keeps the last 10,000.
    /// </summary>
    public ObjectList<UnansweredChange> UnansweredChanges
    {
        get
        {
            lock (_unanswered)
                return new ObjectList<UnansweredChange>(_unanswered);
        }
    }

    /// <summary>The tenant and its address.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{Tenant} ({Uri.Host})";

    internal TenantIdentity Identity => _client.Identity;

    // The clock of progress bars and of waits for devices.
    internal TimeProvider Clock { get; }

    // A method, not a property: formatting, Export-Clixml and ConvertTo-Json read properties.
    internal KandjiClient GetClient() => _client;

    /// <summary>The completions of the session.</summary>
    internal CompletionCache GetCompletions() => _completions;

    /// <summary>Keeps changes whose results were not written.</summary>
    internal void Keep(IEnumerable<UnansweredChange> changes)
    {
        lock (_unanswered)
        {
            _unanswered.AddRange(changes);
            if (_unanswered.Count > MostUnanswered)
                _unanswered.RemoveRange(0, _unanswered.Count - MostUnanswered);
        }
    }

    /// <summary>Indicates whether another session was made with the same token.</summary>
    internal bool HasSameToken(KandjiSession other) => _client.HasSameToken(other._client);

    /// <summary>Indicates whether the service refused the token, as one that was revoked, and has accepted no request since.</summary>
    internal bool IsTokenRefused => _client.IsTokenRefused;

    internal void Disconnect()
    {
        IsConnected = false;
        _client.Dispose();
    }
}
