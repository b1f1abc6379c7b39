using Kandji.Client.Enrollment;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// <para type="synopsis">Changes a connection with Apple's Automated Device Enrollment.</para>
/// <para type="description">
/// Changes the blueprint that devices get, and the e-mail address and telephone number that people see during setup. Settings that are not
/// given stay as it is. Update-KandjiAdeIntegration renews the token.
/// </para>
/// </summary>
/// <example>
///   <summary>Give new devices another blueprint</summary>
///   <code>Set-KandjiAdeIntegration 'Northwind Macs' -Blueprint 'Engineering'</code>
/// </example>
/// <example>
///   <summary>Change the telephone number on all connections</summary>
///   <code>Get-KandjiAdeIntegration 'Northwind *' | Set-KandjiAdeIntegration -Phone '+49 30 5550 0199'</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "KandjiAdeIntegration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AdeIntegration))]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.Update))]
[ChangesNothingWithout(nameof(Blueprint), nameof(UseBlueprintRouting), nameof(Email), nameof(Phone))]
public sealed class SetKandjiAdeIntegration : AdeIntegrationCmdlet
{
    private AdeIntegrationResolver? _resolver;

    /// <summary>The connection: id, name of its MDM server, integration object, or a row with a column integration_id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "IntegrationId", "Name", "ServerName")]
    [AdeIntegrationReferenceTransformation(OnlyIntegrations = true)]
    [ArgumentCompleter(typeof(AdeIntegrationCompleter))]
    public AdeIntegrationReference[] Integration { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new AdeIntegrationResolver(Client);
        foreach (AdeIntegrationReference reference in Integration)
            Guard(reference, () => Change(reference));
    }

    private void Change(AdeIntegrationReference reference)
    {
        // Of a row that could have brought an address or a number.
        if (Blueprint is null && !UseBlueprintRouting && Email is null && Phone is null)
            throw new System.ArgumentException("Nothing to change: give -Blueprint, -UseBlueprintRouting, -Email or -Phone.");
        AdeIntegration integration = Await(_resolver!.ReadAsync(reference, StopToken));
        AdeIntegrationSettings settings = Settings(integration);
        if (ShouldProcess($"'{integration}'", "Change Automated Device Enrollment integration"))
            Change((client, token) => client.Enrollment.UpdateAsync(integration.Id!, settings, token), WriteModel);
    }
}
