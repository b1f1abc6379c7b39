using Kandji.Client;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// <para type="synopsis">Registers a tenant, so that Connect-Kandji finds it by its name.</para>
/// <para type="description">
/// Writes the tenant's name, its address, and the name of the secret that keeps its token to a file in the user's configuration folder. The
/// token itself is not written: it stays in a vault of the module Microsoft.PowerShell.SecretManagement, and is read when the tenant is
/// connected. Nothing is sent. The file is described in about_Kandji_Tenants.
/// </para>
/// <para type="description">
/// A name that is registered already is registered anew: address, secret, vault and -ReadOnly are then those that were given, and -Confirm
/// and -WhatIf say what they replace. Other keys that the file has for the tenant stay.
/// </para>
/// <para type="description">
/// In a tenant that is registered with -ReadOnly, commands that may change something are refused before anything is sent. The mark is the
/// registration's: a session that is connected by the tenant's address, or by another registration, is not bound by it. A token that can
/// only read is the stronger protection.
/// </para>
/// </summary>
/// <example>
///   <summary>Register a tenant and store its token</summary>
///   <code>Register-KandjiTenant acme -Uri acme.api.kandji.io -SecretName KandjiAcme
/// Set-Secret -Name KandjiAcme -Secret (Read-Host 'API token' -AsSecureString)</code>
/// </example>
/// <example>
///   <summary>Register a customer's tenant for looking only</summary>
///   <code>Register-KandjiTenant globex -Uri globex.api.eu.kandji.io -SecretName KandjiGlobex -Vault Operations -ReadOnly</code>
/// </example>
/// <example>
///   <summary>Register many tenants from a file with the columns Name, Uri and SecretName</summary>
///   <code>Import-Csv tenants.csv | Register-KandjiTenant</code>
/// </example>
[Cmdlet(VerbsLifecycle.Register, "KandjiTenant", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
[NoFixedOperation("Sends nothing.")]
public sealed class RegisterKandjiTenant : CancellableCmdlet
{
    /// <summary>The name to give the tenant: letters, digits, hyphens and underscores. Case does not count.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    [ArgumentCompleter(typeof(RegisteredTenantCompleter))]
    public string Name { get; set; } = "";

    /// <summary>
    /// The address of the tenant: the API URL that Settings &gt; Access shows (acme.api.kandji.io, acme.api.eu.kandji.io,
    /// acme.api.iru.com), the web address (acme.kandji.io), or, for a host outside kandji.io and iru.com, the root of the API with
    /// https://.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [TextTransformation]
    public Uri Uri { get; set; } = null!;

    /// <summary>The name under which a vault keeps the tenant's token. The secret need not be there yet.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string SecretName { get; set; } = "";

    /// <summary>The vault that keeps the secret. Without it: the default vault, then the others.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VaultName")]
    [AllowNull]
    [AllowEmptyString]
    [TextTransformation]
    public string? Vault { get; set; }

    /// <summary>Has commands that may change something refused in this tenant.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IsReadOnly")]
    public SwitchParameter ReadOnly { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Guard(Name, () =>
    {
        KandjiTenant tenant = MakeTenant();
        TenantRegistry registry = TenantRegistry.Find(() => SessionState.Path) ?? throw new ObjectException(
            "KandjiFileError", ErrorCategory.ObjectNotFound,
            $"The user has no configuration folder. Name a file in the environment variable {TenantRegistry.Variable}.");
        KandjiTenant? replaced = registry.Read()
            .FirstOrDefault(known => string.Equals(known.Name, tenant.Name, StringComparison.OrdinalIgnoreCase));
        string action = replaced is null ? "Register" : $"Replace the registration {Describe(replaced)} with";
        string target = Describe(tenant);
        if (!Confirmation.Ask(target, action, () => ShouldProcess(target, action)))
            return;
        Await(registry.RegisterAsync(tenant, replaced, StopToken));
        RunspaceSessions.Current.Know([tenant.Uri]);
    });

    private KandjiTenant MakeTenant()
    {
        // A value that looks like a token must not get into the file, nor into an error.
        if (Guid.TryParse(Name, out _) || Guid.TryParse(SecretName, out _))
            throw new ObjectException("KandjiTenantIsToken", ErrorCategory.InvalidArgument,
                "The name of the tenant or of the secret looks like a token. Store the token with Set-Secret, and give the secret's name.");
        if (!TenantFile.IsName(Name))
            throw new ObjectException("KandjiInvalidArgument", ErrorCategory.InvalidArgument,
                $"'{Name}' cannot be the name of a registered tenant: {TenantFile.NameRule}") { Target = Name };
        return new KandjiTenant(Name, Root(), SecretName, string.IsNullOrWhiteSpace(Vault) ? null : Vault, ReadOnly);
    }

    private Uri Root()
    {
        try
        {
            return Uri.IsAbsoluteUri ? TenantAddress.FromUri(Uri) : TenantAddress.FromTenant(Uri.OriginalString);
        }
        catch (ArgumentException e)
        {
            // Without a target: an address may hold a password.
            throw new TerminatingException(ErrorRecords.CreateForArgument(e, "KandjiInvalidTenant", null));
        }
    }

    private static string Describe(KandjiTenant tenant) =>
        $"{tenant}{(tenant.IsReadOnly ? ", read-only" : "")}, token in the secret '{tenant.SecretName}'"
            + (tenant.Vault is null ? "" : $" of the vault '{tenant.Vault}'");
}
