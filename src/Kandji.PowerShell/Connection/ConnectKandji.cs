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
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// <para type="synopsis">Connects to one or several Kandji (Iru Endpoint) tenants.</para>
/// <para type="description">
/// Finds the tenant's API from whatever form of its address is at hand, checks the token with one cheap request, and makes the session the
/// default of the runspace: every other cmdlet uses it unless it is given another with -Session. The session is returned.
/// </para>
/// <para type="description">
/// A tenant that Register-KandjiTenant has registered is connected by its name, with the token from its secret. Several names, or a pattern
/// of registered names, connect several tenants at once. Then there is no default session until Select-KandjiSession makes one of them the
/// default, and a tenant that fails is an error of its own while the others are open. A token goes to one tenant: several names with one
/// -Token, one -SecretName or KANDJI_TOKEN are refused.
/// </para>
/// <para type="description">
/// While a connection is being made, and after one that failed, there is no default session: a script does not go on in the tenant before.
/// </para>
/// <para type="description">
/// Without -Tenant and -Uri the tenant is read from the environment variable KANDJI_TENANT, and without -Token the token from KANDJI_TOKEN:
/// what scheduled jobs and CI set. With -SecretName the token comes from a vault of the module Microsoft.PowerShell.SecretManagement. A
/// token is created in Settings &gt; Access &gt; API tokens, with the permissions that are ticked there; it
/// does not expire. Parameters take precedence over the registration, and the registration over KANDJI_TOKEN, unless the tenant comes from
/// KANDJI_TENANT.
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
/// <example>
///   <summary>Connect to registered tenants</summary>
///   <code>Connect-Kandji acme, globex
/// Get-KandjiDevice -Session * | Group-Object Tenant</code>
///   <para>Both were registered with Register-KandjiTenant. With * all that are registered are connected.</para>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "Kandji", DefaultParameterSetName = ByTenant)]
[OutputType(typeof(KandjiSession))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List),
    When = "not at all: with or without it, asking for one device shows whether the token is valid")]
public sealed class ConnectKandji : CancellableCmdlet
{
    private const string ByTenant = "Tenant";
    private const string ByUri = "Uri";
    private const string ByObject = "InputObject";

    private readonly List<Target> _targets = [];
    private IReadOnlyList<KandjiTenant>? _registered;
    private bool _isTokenShared;

    /// <summary>
    /// The tenants: names of registered tenants, wildcards included, or an address: the subdomain (acme), the web address (acme.kandji.io,
    /// acme.iru.com, or that of any page of the console), or the API URL that Settings &gt; Access shows (acme.api.kandji.io,
    /// acme.api.eu.kandji.io, acme.api.iru.com). Without it: the environment variable KANDJI_TENANT.
    /// </summary>
    [Parameter(ParameterSetName = ByTenant, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Subdomain", "HostName")]
    [NoDefaultSession]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [TextTransformation]
    [ArgumentCompleter(typeof(RegisteredTenantCompleter))]
    public string[]? Tenant { get; set; }

    /// <summary>A registered tenant, as Get-KandjiTenant returns it.</summary>
    [Parameter(ParameterSetName = ByObject, Mandatory = true, ValueFromPipeline = true)]
    [NoDefaultSession]
    [ValidateNotNull]
    public KandjiTenant? InputObject { get; set; }

    /// <summary>The tenant's region, where the tenant's name does not show it: US (the default) or EU.</summary>
    [Parameter(ParameterSetName = ByTenant, ValueFromPipelineByPropertyName = true)]
    [NoDefaultSession]
    [SeparateValuesTransformation]
    public KandjiRegion? Region { get; set; }

    /// <summary>
    /// The root of the API in full, for a host outside kandji.io and iru.com. http:// is accepted for loopback addresses only.
    /// </summary>
    [Parameter(ParameterSetName = ByUri, Mandatory = true)]
    [NoDefaultSession]
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
    [NoDefaultSession]
    [ApiTokenTransformation]
    [ValidateNotNull]
    public ApiToken? Token { get; set; }

    /// <summary>
    /// The name under which a vault keeps the token. Needs the module Microsoft.PowerShell.SecretManagement and a registered vault. The
    /// secret is a SecureString, a string, or a credential whose password is the token.
    /// </summary>
    [Parameter(ParameterSetName = ByTenant, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ByUri, ValueFromPipelineByPropertyName = true)]
    [NoDefaultSession]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? SecretName { get; set; }

    /// <summary>The vault that keeps the secret. Without it: the default vault, then the others.</summary>
    [Parameter(ParameterSetName = ByTenant, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ByUri, ValueFromPipelineByPropertyName = true)]
    [Alias("VaultName")]
    [NoDefaultSession]
    [AllowNull]
    [AllowEmptyString]
    [TextTransformation]
    public string? Vault { get; set; }

    /// <summary>
    /// Has commands that may change something refused in the session, before anything is sent. A tenant that is registered as read-only is
    /// so without this parameter.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IsReadOnly")]
    [NoDefaultSession]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>How long one attempt of one request may take, in seconds. The default is 100.</summary>
    [Parameter]
    [Alias("Timeout")]
    [NoDefaultSession]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 100;

    /// <inheritdoc/>
    protected override void Begin()
    {
        // Should it fail, nothing goes on in the tenant that was connected before.
        RunspaceSessions.Current.Default = null;
        // The pipeline's values are not bound yet.
        _isTokenShared = IsGiven(nameof(Token)) || IsGiven(nameof(SecretName));
        if (IsGiven(nameof(Vault)) && string.IsNullOrWhiteSpace(Vault))
            throw TerminatingException.FromParameters("The vault is empty. Leave -Vault out to have all vaults asked.");
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        // Rows without a tenant must not bring their tokens to the environment's.
        if (MyInvocation.ExpectingInput && Uri is null && Tenant is null && InputObject is null)
            throw Missing("KandjiTenantMissing", "Which tenant? What came through the pipeline has no property 'Tenant'.");
        if (Token is not null && SecretName is not null)
            throw TerminatingException.FromParameters("There are a token and the name of a secret. Give one of them.");
        if (SecretName is null && !string.IsNullOrWhiteSpace(Vault))
            throw TerminatingException.FromParameters("There is a vault without the name of a secret. Give -SecretName too.");
        Target[] targets = Tenant is null ? [MakeTarget(null)] : Tenant.SelectMany(Expand).ToArray();
        targets = targets.GroupBy(target => target.Registered?.Name ?? target.Name ?? "", StringComparer.OrdinalIgnoreCase)
            .Select(same => same.First()).ToArray();
        if (targets.Length > 1 && (Token is not null || SecretName is not null))
            throw OneTokenForMany(Token is not null ? "-Token" : "-SecretName", targets);
        _targets.AddRange(targets);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_targets.Count == 0)
            return;
        if (_targets.Count == 1)
        {
            ConnectOne(_targets[0]);
            return;
        }
        if (_isTokenShared)
            throw OneTokenForMany(IsGiven(nameof(Token)) ? "-Token" : "-SecretName", _targets);
        if (HasEnvironmentToken && _targets.Exists(target => target.TakesEnvironmentToken))
            throw OneTokenForMany("KANDJI_TOKEN", _targets.FindAll(target => target.TakesEnvironmentToken));
        ConnectMany();
    }

    private static bool HasEnvironmentToken => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("KANDJI_TOKEN"));

    private void ConnectOne(Target target)
    {
        KandjiSession session = Open(target);
        bool keep = false;
        try
        {
            WriteLimits(session, Await(CheckAsync(session)));
            keep = true;
        }
        catch (KandjiApiException e) when (e.Kind is not KandjiErrorKind.Unauthorized)
        {
            throw NoTenant(session.Uri, e);
        }
        finally
        {
            if (!keep)
                session.Disconnect();
        }
        Keep(session);
        RunspaceSessions.Current.Default = session;
        WriteObject(session);
    }

    // All are asked at once. Those that answer as they should are open before an error is written, which may end the command.
    private void ConnectMany()
    {
        var asked = new List<(Target Target, KandjiSession Session, Task<bool> Answer)>();
        var failures = new List<(Target Target, ErrorRecord Record)>();
        var open = new HashSet<KandjiSession>();
        try
        {
            foreach (Target target in _targets)
                Try(target, failures, () =>
                {
                    KandjiSession session = Open(target);
                    asked.Add((target, session, CheckAsync(session)));
                });
            foreach ((Target target, KandjiSession session, Task<bool> answer) in asked)
                Try(target, failures, () =>
                {
                    try
                    {
                        WriteLimits(session, Await(answer));
                    }
                    catch (KandjiApiException e) when (e.Kind is not KandjiErrorKind.Unauthorized)
                    {
                        throw NoTenant(session.Uri, e);
                    }
                    Keep(session);
                    open.Add(session);
                });
            foreach ((_, KandjiSession session, _) in asked.Where(one => open.Contains(one.Session)))
                WriteObject(session);
        }
        finally
        {
            foreach ((_, KandjiSession session, Task<bool> answer) in asked.Where(one => !open.Contains(one.Session)))
            {
                session.Disconnect();
                // Ends with the session; nobody waits for it any more.
                _ = answer.ContinueWith(static task => _ = task.Exception, CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
        foreach ((Target target, ErrorRecord record) in failures)
        {
            record.ErrorDetails = new ErrorDetails($"{target}: {record.Exception.Message}");
            WriteError(record);
        }
    }

    // A row of a tenant that is registered and not connected may have the same name.
    private void Keep(KandjiSession session)
    {
        RunspaceSessions.Current.Add(session);
        // A loopback address is named whole, and no other is named so.
        if (session.Identity.HasLabel(session.Identity.Host))
            return;
        try
        {
            RunspaceSessions.Current.Know(Registered().Select(tenant => tenant.Uri));
        }
        catch (TerminatingException e)
        {
            WriteWarning(
                $"Whether another registered tenant is named '{session.Tenant}' is not known. {e.ErrorRecord.Exception.Message}");
        }
    }

    private static void Try(Target target, List<(Target, ErrorRecord)> failures, Action action)
    {
        try
        {
            action();
        }
        catch (TerminatingException e)
        {
            failures.Add((target, e.ErrorRecord));
        }
        catch (KandjiApiException e)
        {
            failures.Add((target, ErrorRecords.Create(e, target.ToString())!));
        }
    }

    private Task<bool> CheckAsync(KandjiSession session) =>
        session.GetClient().ObservedBy(new RequestLogger(this, Thread, session.Clock, StopToken)).CheckTokenAsync(StopToken);

    private void WriteLimits(KandjiSession session, bool mayList)
    {
        if (!mayList)
            WriteVerbose(
                $"Connected to {session}. The token is valid but lacks the permission 'Device list'; it may be limited on purpose.");
    }

    private static TerminatingException NoTenant(Uri root, KandjiApiException e)
    {
        string message = $"{root.Host} did not answer as a Kandji tenant does. {e.Message} "
            + "The tenant's address is its subdomain ('acme'), its web address ('acme.kandji.io') or the API URL that Settings > "
            + "Access shows ('acme.api.kandji.io'; in Europe 'acme.api.eu.kandji.io').";
        ErrorCategory category = ErrorRecords.Create(e, root)!.CategoryInfo.Category;
        return new TerminatingException(
            new ErrorRecord(new InvalidOperationException(message, e), "KandjiConnectFailed", category, root));
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private IEnumerable<Target> Expand(string tenant)
    {
        // A page's address may have a question mark and brackets in its query.
        bool isAddress = tenant.IndexOf('/') >= 0;
        if (isAddress || !WildcardPattern.ContainsWildcardCharacters(tenant))
            return [MakeTarget(tenant.Trim())];
        WildcardFilter filter = WildcardFilter.Create([tenant])!;
        Target[] found = Registered().Where(registered => filter.Matches(registered.Name))
            .Select(registered => MakeTarget(registered.Name)).ToArray();
        return found.Length > 0 ? found : throw new TerminatingException(GetKandjiTenant.NotRegistered(tenant, Registered()));
    }

    private Target MakeTarget(string? name)
    {
        bool isFromEnvironment = name is null && Uri is null && InputObject is null;
        string? tenant = isFromEnvironment ? Environment.GetEnvironmentVariable("KANDJI_TENANT")?.Trim() : name;
        return new Target
        {
            Name = tenant,
            Uri = Uri,
            Region = Region,
            // An address is never a registered name.
            Registered = InputObject ?? (tenant is not null && TenantFile.IsName(tenant)
                ? Registered().FirstOrDefault(known => string.Equals(known.Name, tenant, StringComparison.OrdinalIgnoreCase))
                : null),
            IsFromEnvironment = isFromEnvironment,
            Token = Token?.Value,
            SecretName = SecretName,
            Vault = string.IsNullOrWhiteSpace(Vault) ? null : Vault,
            IsReadOnly = ReadOnly,
            IsWritable = IsGiven(nameof(ReadOnly)) && !ReadOnly,
        };
    }

    private IReadOnlyList<KandjiTenant> Registered()
    {
        try
        {
            return _registered ??= TenantRegistry.Find(() => SessionState.Path)?.Read() ?? [];
        }
        catch (Exception e) when (e is not TerminatingException && ErrorRecords.Create(e, null) is { } record)
        {
            throw new TerminatingException(record);
        }
    }

    private KandjiSession Open(Target target)
    {
        Uri root = FindRoot(target);
        if (target is { IsWritable: true, Registered.IsReadOnly: true })
            throw TerminatingException.FromParameters(
                $"'{target}' is registered as read-only. Register it again without -ReadOnly (Register-KandjiTenant), then connect.");
        using SecureString token = FindToken(target);
        string version = typeof(ConnectKandji).Assembly.GetName().Version!.ToString(3);
        // An invalid token ends the command, as every other failure to connect does: a script must not go on with its previous session.
        try
        {
            return new KandjiSession(
                new KandjiClientOptions
                {
                    BaseAddress = root,
                    Token = token,
                    IsReadOnly = target.IsReadOnly || target.Registered is { IsReadOnly: true },
                    UserAgent = $"Kandji-PowerShell/{version} PowerShell/{Host.Version}",
                    Timeout = TimeSpan.FromSeconds(TimeoutSec),
                },
                target.Registered?.Name);
        }
        catch (ArgumentException e)
        {
            throw new TerminatingException(ErrorRecords.CreateForArgument(e, "KandjiInvalidArgument", null));
        }
    }

    private static Uri FindRoot(Target target)
    {
        try
        {
            if (target.Uri is not null)
                return TenantAddress.FromUri(target.Uri);
            if (string.IsNullOrWhiteSpace(target.Registered?.Name ?? target.Name))
                throw Missing("KandjiTenantMissing",
                    "Which tenant? Give -Tenant (for example 'acme' or 'acme.kandji.io') or -Uri, or set the environment variable "
                    + "KANDJI_TENANT.");
            // It would be asked of name servers, and be shown in errors.
            if (target.IsNameToken)
                throw Missing("KandjiTenantIsToken",
                    "The tenant looks like a token. Give the tenant first, then the token: Connect-Kandji acme -Token $token.");
            if (target.Registered is not { } registered)
                return TenantAddress.FromTenant(target.Name!, target.Region);
            return target.Region is not { } asked || TenantAddress.GetRegion(registered.Uri) is not { } region || region == asked
                ? registered.Uri
                : throw new ArgumentException($"The registered tenant {registered} is in region {region}, not {asked}.");
        }
        catch (ArgumentException e)
        {
            // Without a target: an address may hold a password.
            throw new TerminatingException(ErrorRecords.CreateForArgument(e, "KandjiInvalidTenant", null));
        }
    }

    private SecureString FindToken(Target target)
    {
        if (target.SecretName is not null)
            return new SecretVault(InvokeCommand).Read(target.SecretName, target.Vault);
        // Empty as a variable that was never set is, it must not send the environment's token to whatever tenant was named.
        if (target.Token is not null)
            return target.Token.Length > 0
                ? target.Token.Copy()
                : throw Missing("KandjiTokenMissing", "The token is empty. Leave -Token out to use the environment variable KANDJI_TOKEN.");
        // The environment's token is that of the environment's tenant. It does not go to another that is registered.
        if (target.Registered is { } registered && !(target.IsFromEnvironment && HasEnvironmentToken))
            return new SecretVault(InvokeCommand).Read(registered.SecretName, registered.Vault);
        if (!HasEnvironmentToken)
            throw Missing("KandjiTokenMissing",
                "No token was given. Give -Token (create one in Settings > Access > API tokens), set the environment variable "
                + "KANDJI_TOKEN, or register the tenant with the secret that keeps its token (Register-KandjiTenant).");
        return new NetworkCredential("", Environment.GetEnvironmentVariable("KANDJI_TOKEN")!.Trim()).SecurePassword;
    }

    private static TerminatingException OneTokenForMany(string source, IReadOnlyList<Target> targets) =>
        TerminatingException.FromParameters(
            $"{source} would be sent to several tenants: {string.Join(", ", targets)}. A token is of one tenant. Nothing was sent. Connect "
                + "them one by one, or register each with its own secret (Register-KandjiTenant).");

    private static TerminatingException Missing(string id, string message) =>
        new(new ErrorRecord(new InvalidOperationException(message), id, ErrorCategory.InvalidArgument, null));

    /// <summary>A tenant to connect to, as it was asked for.</summary>
    private sealed class Target
    {
        public string? Name { get; init; }

        public Uri? Uri { get; init; }

        public KandjiRegion? Region { get; init; }

        public KandjiTenant? Registered { get; init; }

        public bool IsFromEnvironment { get; init; }

        public SecureString? Token { get; init; }

        public string? SecretName { get; init; }

        public string? Vault { get; init; }

        public bool IsReadOnly { get; init; }

        public bool IsWritable { get; init; }

        public bool IsNameToken => Name is not null && Array.Exists(Name.Split(' '), part => Guid.TryParse(part, out _));

        public bool TakesEnvironmentToken => Token is null && SecretName is null && (Registered is null || IsFromEnvironment);

        // An address may hold a password, and what is in the place of a name may be a token.
        public override string ToString() =>
            Registered?.Name
                ?? (IsNameToken || (Name ?? Uri?.OriginalString)?.Contains("@") == true ? "***"
                    : DisplayText.Sanitize(Name ?? Uri?.Host ?? "KANDJI_TENANT"));
    }
}
