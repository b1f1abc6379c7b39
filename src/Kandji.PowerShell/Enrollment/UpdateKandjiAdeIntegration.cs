using Kandji.Client.Enrollment;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// <para type="synopsis">Renews the token of a connection with Apple's Automated Device Enrollment.</para>
/// <para type="description">
/// Takes the new server token (.p7m) of the same MDM server, as Apple Business Manager gives it. Blueprint, e-mail address and telephone
/// number stay as they are unless they are given. Returns the connection with its new date of expiry.
/// </para>
/// </summary>
/// <example>
///   <summary>Renew a token</summary>
///   <code>Update-KandjiAdeIntegration 'Northwind Macs' -TokenFile ./token.p7m</code>
/// </example>
/// <example>
///   <summary>See what would be renewed</summary>
///   <code>Get-KandjiAdeIntegration 'Northwind i*' | Update-KandjiAdeIntegration -TokenFile ./token.p7m -WhatIf</code>
/// </example>
[Cmdlet(VerbsData.Update, "KandjiAdeIntegration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AdeIntegration))]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.Renew))]
public sealed class UpdateKandjiAdeIntegration : AdeIntegrationCmdlet
{
    private readonly Dictionary<string, Lazy<byte[]>> _tokens = new(StringComparer.Ordinal);
    private AdeIntegrationResolver? _resolver;

    /// <summary>The connection: id, name of its MDM server, integration object, or a row with a column integration_id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "IntegrationId", "Name", "ServerName")]
    [AdeIntegrationReferenceTransformation(OnlyIntegrations = true)]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(AdeIntegrationCompleter))]
    public AdeIntegrationReference[] Integration { get; set; } = [];

    /// <summary>The new server token (.p7m) that Apple gave. A token opens one MDM server only.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Path", "FullName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string TokenFile { get; set; } = "";

    private protected override string NotPlannable => "it needs a token file of Apple, which is a secret that no plan holds";

    /// <inheritdoc/>
    protected override void Process() => Guard(Integration[0], () =>
    {
        string file = FilePath.Resolve(SessionState, TokenFile);
        byte[] token = Read(file);
        AdeIntegration integration = Await((_resolver ??= new AdeIntegrationResolver(Client)).ReadAsync(Integration[0], StopToken));
        AdeIntegrationSettings settings = Settings(integration);
        string name = Path.GetFileName(file);
        if (ShouldProcess($"'{integration}' (expires {integration.AccessTokenExpiry:d})", $"Renew token from '{name}'"))
            Change((client, stop) => client.Enrollment.RenewAsync(integration.Id!, settings, name, token, stop), WriteModel);
    });

    // A file is read once for the command: all integrations that name it get the same token.
    private byte[] Read(string file)
    {
        if (!_tokens.TryGetValue(file, out Lazy<byte[]>? token))
            _tokens[file] = token = new Lazy<byte[]>(() => ReadToken(file), LazyThreadSafetyMode.None);
        return token.Value;
    }
}
