using Kandji.Client.Enrollment;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// <para type="synopsis">Gets the connections with Apple's Automated Device Enrollment.</para>
/// <para type="description">
/// Each connection is one MDM server of Apple Business Manager or Apple School Manager. Its token must be renewed every year: the table
/// shows how long each is good for and names those that expire within 30 days. No device can enroll through an expired one. Names are
/// matched whole and without regard to case, and wildcards work. An id or a name without wildcards that no connection has is an error.
/// </para>
/// </summary>
/// <example>
///   <summary>See which tokens must be renewed</summary>
///   <code>Get-KandjiAdeIntegration</code>
/// </example>
/// <example>
///   <summary>Warn a month before a token expires, in a scheduled script</summary>
///   <code>Get-KandjiAdeIntegration -ExpiringWithinDays 30 |
///     ForEach-Object { Write-Warning "$_ expires on $($_.AccessTokenExpiry)" }</code>
/// </example>
/// <example>
///   <summary>Through which connection does this device come?</summary>
///   <code>Get-KandjiAdeDevice C02XXXXXXX | Get-KandjiAdeIntegration</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiAdeIntegration", DefaultParameterSetName = ByName)]
[OutputType(typeof(AdeIntegration))]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.List))]
public sealed class GetKandjiAdeIntegration : KandjiCmdlet
{
    private const string ByName = "Name";
    private const string ByReference = "Integration";

    private AdeIntegrationResolver? _resolver;

    /// <summary>The name of the MDM server at Apple. Without it, and without -Id and input, all connections are listed.</summary>
    [Parameter(ParameterSetName = ByName, Position = 0)]
    [Alias("ServerName")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AdeIntegrationCompleter))]
    [TextTransformation]
    public string[]? Name { get; set; }

    /// <summary>Only connections whose token expires within this many days, or has expired.</summary>
    [Parameter(ParameterSetName = ByName)]
    [ValidateRange(0, 3660)]
    public int? ExpiringWithinDays { get; set; }

    /// <summary>
    /// The id; from the pipeline also an integration, a device of Automated Device Enrollment, or a row with a column integration_id.
    /// </summary>
    [Parameter(ParameterSetName = ByReference, Mandatory = true, ValueFromPipeline = true)]
    [Alias("IntegrationId")]
    [ArgumentCompleter(typeof(AdeIntegrationCompleter))]
    [AdeIntegrationReferenceTransformation]
    public AdeIntegrationReference[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == ByReference)
        {
            _resolver ??= new AdeIntegrationResolver(Client);
            foreach (AdeIntegrationReference reference in Id)
                Guard(reference, () => WriteModel(Await(_resolver.ResolveAsync(Fresh(reference), StopToken))));
            return;
        }

        WildcardFilter? filter = WildcardFilter.Create(Name);
        DateTime? limit = ExpiringWithinDays is { } days ? ConnectedSession.Clock.GetUtcNow().UtcDateTime.AddDays(days) : null;
        var unseen = new HashSet<string>(filter?.Literals ?? [], QuoteInsensitiveComparer.Comparer);
        foreach (AdeIntegration integration in Stream(Client.Enrollment.ListAsync(StopToken))
            .Where(i => filter?.Matches(i.ServerName) ?? true))
        {
            unseen.Remove(integration.ServerName ?? "");
            if (limit is null || integration.AccessTokenExpiry is null || integration.AccessTokenExpiry?.ToUniversalTime() <= limit)
                WriteModel(integration);
        }
        WriteMissing(unseen, "No Automated Device Enrollment integration is named");
    }

    // An integration on the pipeline is read again: that is what a Get command is for.
    private static AdeIntegrationReference Fresh(AdeIntegrationReference reference) =>
        reference.Id is { } id ? new AdeIntegrationReference(id) : reference;
}
