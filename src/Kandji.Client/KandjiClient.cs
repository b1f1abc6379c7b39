using Kandji.Client.Audit;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Http;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.Client.Paging;
using Kandji.Client.Prism;
using Kandji.Client.Raw;
using Kandji.Client.Tags;
using Kandji.Client.Tenant;
using Kandji.Client.Threats;
using Kandji.Client.Users;
using Kandji.Client.Vulnerabilities;

namespace Kandji.Client;

/// <summary>
/// A typed client of one tenant. It may be used by any number of threads at once; all of them share its connections and its
/// pace. Its operations are grouped by area, as the vendor's documentation groups them.
/// </summary>
/// <example>
/// <code>
/// using var client = new KandjiClient(new KandjiClientOptions
/// {
///     BaseAddress = TenantAddress.FromTenant("acme"),
///     Token = token,
/// });
/// await foreach (Device device in client.Devices.ListAsync(new DeviceQuery { Platform = "Mac" }))
///     Console.WriteLine(device.DeviceName);
/// </code>
/// </example>
public sealed class KandjiClient : IDisposable
{
    private readonly RequestPipeline _pipeline;
    private readonly ApiConnection _connection;
    private readonly bool _ownsPipeline;
    private readonly bool _plans;

    /// <summary>Makes a client. Nothing is sent yet.</summary>
    /// <param name="options">The tenant's address, the token, and limits.</param>
    /// <exception cref="ArgumentException">
    /// The address is not one that a token may be sent to, the token is invalid, or another option is out of its range.
    /// </exception>
    public KandjiClient(KandjiClientOptions options)
        : this(new RequestPipeline(options ?? throw new ArgumentNullException(nameof(options))), null, ownsPipeline: true)
    {
    }

    private KandjiClient(
        RequestPipeline pipeline, IRequestObserver? observer, bool ownsPipeline, bool keepsSources = false, bool plans = false)
    {
        _pipeline = pipeline;
        _ownsPipeline = ownsPipeline;
        _plans = plans;
        _connection = new ApiConnection(pipeline, observer, keepsSources, plans);
    }

    /// <summary>The root of the tenant's API.</summary>
    public Uri BaseAddress => _pipeline.BaseAddress;

    /// <summary>The tenant. Everything that this client reads refers to it.</summary>
    public TenantIdentity Identity => _pipeline.Identity;

    /// <summary>Indicates whether the client refuses everything that may change something.</summary>
    public bool IsReadOnly => _pipeline.IsReadOnly;

    /// <summary>How many requests were sent, each attempt counted.</summary>
    public long RequestsSent => _pipeline.RequestsSent;

    /// <summary>The requests that remain in this hour, as the last answer reported them; null until an answer has.</summary>
    public int? RemainingThisHour => _pipeline.RateLimiter.RemainingThisHour;

    /// <summary>The limit of requests an hour, once an answer has named it.</summary>
    public int? LimitPerHour => _pipeline.RateLimiter.LimitPerHour;

    /// <summary>The service's time, as its last answer told, in local time.</summary>
    internal DateTime ServiceTime => _pipeline.ServiceTime.LocalDateTime;

    /// <summary>The connection, for requests that no class of operations makes.</summary>
    internal ApiConnection Connection => _connection;

    /// <summary>The observer of this client's requests; null for none.</summary>
    internal IRequestObserver? Observer => _connection.Observer;

    /// <summary>Devices: listing, reading and changing them, and sending them actions.</summary>
    public DeviceOperations Devices => new(_connection);

    /// <summary>Blueprints.</summary>
    public BlueprintOperations Blueprints => new(_connection);

    /// <summary>Blueprint routing.</summary>
    public BlueprintRoutingOperations BlueprintRouting => new(_connection);

    /// <summary>The library: scripts, profiles, apps, and what became of them on devices.</summary>
    public LibraryOperations Library => new(_connection);

    /// <summary>Users from the directory integrations.</summary>
    public UserOperations Users => new(_connection);

    /// <summary>Tags.</summary>
    public TagOperations Tags => new(_connection);

    /// <summary>Automated Device Enrollment: integrations with Apple, and the devices that Apple knows.</summary>
    public EnrollmentOperations Enrollment => new(_connection);

    /// <summary>The audit log.</summary>
    public AuditOperations Audit => new(_connection);

    /// <summary>The tenant itself.</summary>
    public TenantOperations Tenant => new(_connection);

    /// <summary>Prism: what was collected about the whole fleet, by category.</summary>
    public PrismOperations Prism => new(_connection);

    /// <summary>Threats: what endpoint detection and response found.</summary>
    public ThreatOperations Threats => new(_connection);

    /// <summary>Vulnerabilities, and which devices and software have them.</summary>
    public VulnerabilityOperations Vulnerabilities => new(_connection);

    /// <summary>Anything else that the service offers, by method and path.</summary>
    public RawOperations Raw => new(_connection, BaseAddress);

    /// <summary>The same client, with somebody watching its requests. It shares everything else and need not be disposed of.</summary>
    /// <param name="observer">Is told of every attempt and wait.</param>
    /// <returns>A client over the same connections.</returns>
    public KandjiClient ObservedBy(IRequestObserver observer) => new(_pipeline, observer, ownsPipeline: false, plans: _plans);

    /// <summary>The same client, whose objects keep the JSON that they were read from. It need not be disposed of.</summary>
    internal KandjiClient KeepingSources() => new(_pipeline, Observer, ownsPipeline: false, keepsSources: true, _plans);

    /// <summary>
    /// The same client, which sends nothing but reads: what may change something ends with an <see cref="UnsentChangeException"/>, which
    /// has the request. It need not be disposed of.
    /// </summary>
    internal KandjiClient Planning() => new(_pipeline, Observer, ownsPipeline: false, plans: true);

    /// <summary>Asks with one cheap request whether the token is accepted. Stands for GET /api/v1/devices with a limit of 1.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>False when the token is valid and may not list devices (403), which says nothing about other permissions.</returns>
    /// <exception cref="KandjiApiException">The token was refused (401), or the host did not answer as this API does.</exception>
    public async Task<bool> CheckTokenAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await CheckDevicesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.Forbidden)
        {
            return false;
        }
    }

    // From behind the first page, at the same price: it shows, too, if the tenant has more than that.
    private async Task CheckDevicesAsync(CancellationToken cancellationToken)
    {
        ApiRequest Ask() => new ApiRequest(DeviceOperations.List) { MaxAttempts = 2 }.With("limit", 1);
        try
        {
            Device[] beyond = await _connection.GetArrayAsync<Device>(Ask().With("offset", DeviceQuery.MaxPageSize), cancellationToken)
                .ConfigureAwait(false);
            if (beyond.Length > 0)
                _pipeline.Lengths.SawLongList();
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.NotFound)
        {
            // It may say so of a page that does not exist, or of the API as a whole.
            await _connection.GetArrayAsync<Device>(Ask(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Indicates whether the service refused the token, and has accepted no request since.</summary>
    internal bool IsTokenRefused => _pipeline.IsTokenRefused;

    /// <summary>Indicates whether another client has the same token.</summary>
    internal bool HasSameToken(KandjiClient other) => _pipeline.HasSameToken(other._pipeline);

    /// <summary>Closes the connections. Requests under way, and later ones, fail with <see cref="KandjiErrorKind.Closed"/>.</summary>
    public void Dispose()
    {
        if (_ownsPipeline)
            _pipeline.Dispose();
    }
}
