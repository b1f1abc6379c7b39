using System.Net;
using System.Security;
using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// <para type="synopsis">Connects to a Kandji (Iru Endpoint) tenant.</para>
/// <para type="description">
/// Finds the tenant's API from whatever form of its address is at hand, checks the token with one cheap request, and makes the session the
/// default of the runspace: every other cmdlet uses it unless it is given another with -Session. The session is returned.
/// </para>
/// <para type="description">
/// Without -Tenant and -Uri the tenant is read from the environment variable KANDJI_TENANT, and without -Token the token from KANDJI_TOKEN:
/// what scheduled jobs and CI set. With -SecretName the token comes from a vault of the module Microsoft.PowerShell.SecretManagement. A
/// token is created in Settings &gt; Access &gt; API tokens, with the permissions that are ticked there; it
/// does not expire.
/// </para>
/// </summary>
/// <example>
///   <summary>Connect at a prompt</summary>
///   <code>Connect-Kandji acme -Token (Read-Host 'API token' -AsSecureString)</code>
///   <para>Connects to acme.api.kandji.io. The token is typed without being shown.</para>
/// </example>
/// <example>
///   <summary>Connect to a tenant in Europe</summary>
///   <code>Connect-Kandji -Tenant acme -Region EU -Token $token</code>
///   <para>The same as -Tenant acme.api.eu.kandji.io.</para>
/// </example>
/// <example>
///   <summary>Connect in an unattended script</summary>
///   <code>Connect-Kandji -ErrorAction Stop | Out-Null</code>
///   <para>Tenant and token come from KANDJI_TENANT and KANDJI_TOKEN. Nothing is ever asked.</para>
/// </example>
/// <example>
///   <summary>Connect with a token from a vault</summary>
///   <code>Connect-Kandji acme -SecretName KandjiToken -Vault Operations</code>
///   <para>
///   The module Microsoft.PowerShell.SecretManagement reads the vault. Store the token there once with: Set-Secret KandjiToken -Vault
///   Operations. Without -Vault the default vault is asked first, then the others.
///   </para>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "Kandji", DefaultParameterSetName = ByTenant)]
[OutputType(typeof(KandjiSession))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List),
    When = "not at all: with or without it, asking for one device shows whether the token is valid")]
public sealed class ConnectKandji : CancellableCmdlet
{
    private const string ByTenant = "Tenant";
    private const string ByUri = "Uri";
    private const string ByTenantWithSecret = "TenantAndSecret";
    private const string ByUriWithSecret = "UriAndSecret";

    /// <summary>
    /// The tenant: its subdomain (acme), its web address (acme.kandji.io, acme.iru.com, or that of any page of the console), or the API URL
    /// that Settings &gt; Access shows (acme.api.kandji.io, acme.api.eu.kandji.io, acme.api.iru.com). Without it: the environment variable
    /// KANDJI_TENANT.
    /// </summary>
    [Parameter(ParameterSetName = ByTenant, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ByTenantWithSecret, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Subdomain", "HostName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Tenant { get; set; }

    /// <summary>The tenant's region, where the tenant's name does not show it: US (the default) or EU.</summary>
    [Parameter(ParameterSetName = ByTenant, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ByTenantWithSecret, ValueFromPipelineByPropertyName = true)]
    [SeparateValuesTransformation]
    public KandjiRegion? Region { get; set; }

    /// <summary>
    /// The root of the API in full, for a host outside kandji.io and iru.com. http:// is accepted for loopback addresses only.
    /// </summary>
    [Parameter(ParameterSetName = ByUri, Mandatory = true)]
    [Parameter(ParameterSetName = ByUriWithSecret, Mandatory = true)]
    [ValidateNotNull]
    [TextTransformation]
    public Uri? Uri { get; set; }

    /// <summary>
    /// The API token, as a SecureString or a string. A string on the command line stays in the history: prefer a SecureString, or the
    /// environment variable KANDJI_TOKEN, which is used without this parameter.
    /// </summary>
    [Parameter(ParameterSetName = ByTenant, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ByUri, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ApiToken")]
    [ApiTokenTransformation]
    [ValidateNotNull]
    public ApiToken? Token { get; set; }

    /// <summary>
    /// The name under which a vault keeps the token. Needs the module Microsoft.PowerShell.SecretManagement and a registered vault. The
    /// secret is a SecureString, a string, or a credential whose password is the token.
    /// </summary>
    [Parameter(ParameterSetName = ByTenantWithSecret, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ByUriWithSecret, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? SecretName { get; set; }

    /// <summary>The vault that keeps the secret. Without it: the default vault, then the others.</summary>
    [Parameter(ParameterSetName = ByTenantWithSecret, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ByUriWithSecret, ValueFromPipelineByPropertyName = true)]
    [Alias("VaultName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Vault { get; set; }

    /// <summary>How long one attempt of one request may take, in seconds. The default is 100.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 100;

    /// <inheritdoc/>
    protected override void Process()
    {
        // Should it fail, nothing goes on in the tenant that was connected before.
        RunspaceSessions sessions = RunspaceSessions.Current;
        sessions.Default = null;
        Uri root = FindRoot();
        using SecureString token = FindToken();
        string version = typeof(ConnectKandji).Assembly.GetName().Version!.ToString(3);
        string userAgent = $"Kandji-PowerShell/{version} PowerShell/{Host.Version}";
        KandjiSession session = Open(new KandjiClientOptions
        {
            BaseAddress = root,
            Token = token,
            UserAgent = userAgent,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
        });
        bool keep = false;
        try
        {
            bool mayList = Await(
                session.GetClient().ObservedBy(new RequestLogger(this, Thread, session.Clock, StopToken)).CheckTokenAsync(StopToken));
            if (!mayList)
                WriteVerbose(
                    $"Connected to {session}. The token is valid but lacks the permission 'Device list'; it may be limited on purpose.");
            keep = true;
        }
        catch (KandjiApiException e) when (e.Kind is not KandjiErrorKind.Unauthorized)
        {
            string message = $"{root.Host} did not answer as a Kandji tenant does. {e.Message} "
                + "The tenant's address is its subdomain ('acme'), its web address ('acme.kandji.io') or the API URL that Settings > "
                + "Access shows ('acme.api.kandji.io'; in Europe 'acme.api.eu.kandji.io').";
            ErrorCategory category = ErrorRecords.Create(e, root)!.CategoryInfo.Category;
            throw new TerminatingException(
                new ErrorRecord(new InvalidOperationException(message, e), "KandjiConnectFailed", category, root));
        }
        finally
        {
            if (!keep)
                session.Disconnect();
        }
        sessions.Use(session);
        WriteObject(session);
    }

    private Uri FindRoot()
    {
        try
        {
            if (Uri is not null)
                return TenantAddress.FromUri(Uri);
            string? tenant = Tenant ?? Environment.GetEnvironmentVariable("KANDJI_TENANT");
            if (string.IsNullOrWhiteSpace(tenant))
                throw Missing("KandjiTenantMissing",
                    "Which tenant? Give -Tenant (for example 'acme' or 'acme.kandji.io') or -Uri, or set the environment variable "
                    + "KANDJI_TENANT.");
            // It would be asked of name servers, and be shown in errors.
            if (Array.Exists(tenant!.Split(' '), part => Guid.TryParse(part, out _)))
                throw Missing("KandjiTenantIsToken",
                    "The tenant looks like a token. Give the tenant first, then the token: Connect-Kandji acme -Token $token.");
            return TenantAddress.FromTenant(tenant, Region);
        }
        catch (ArgumentException e)
        {
            // Without a target: an address may hold a password.
            throw new TerminatingException(ErrorRecords.CreateForArgument(e, "KandjiInvalidTenant", null));
        }
    }

    private SecureString FindToken()
    {
        if (SecretName is not null)
            return new SecretVault(InvokeCommand).Read(SecretName, Vault);
        // Empty as a variable that was never set is, it must not send the environment's token to whatever tenant was named.
        if (Token is not null)
            return Token.Value.Length > 0
                ? Token.Value.Copy()
                : throw Missing("KandjiTokenMissing", "The token is empty. Leave -Token out to use the environment variable KANDJI_TOKEN.");
        string? token = Environment.GetEnvironmentVariable("KANDJI_TOKEN");
        if (string.IsNullOrWhiteSpace(token))
            throw Missing("KandjiTokenMissing",
                "No token was given. Give -Token (create one in Settings > Access > API tokens), or set the environment variable "
                + "KANDJI_TOKEN.");
        return new NetworkCredential("", token!.Trim()).SecurePassword;
    }

    // An invalid token ends the command, as every other failure to connect does: a script must not go on with its previous session.
    private static KandjiSession Open(KandjiClientOptions options)
    {
        try
        {
            return new KandjiSession(options);
        }
        catch (ArgumentException e)
        {
            throw new TerminatingException(ErrorRecords.CreateForArgument(e, "KandjiInvalidArgument", null));
        }
    }

    private static TerminatingException Missing(string id, string message) =>
        new(new ErrorRecord(new InvalidOperationException(message), id, ErrorCategory.InvalidArgument, null));
}
