using System.Globalization;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// <para type="synopsis">Removes a connection with Apple's Automated Device Enrollment.</para>
/// <para type="description">
/// The devices that came through it are assigned to nothing from then on: those that are enrolled stay so until they are erased, and then
/// enroll nowhere by themselves. Asks before each connection, naming it and the number of its devices, unless -Force or -Confirm:$false is
/// given. To renew a token, use Update-KandjiAdeIntegration instead.
/// </para>
/// </summary>
/// <example>
///   <summary>See what would be removed</summary>
///   <code>Remove-KandjiAdeIntegration 'Northwind Macs' -WhatIf</code>
/// </example>
/// <example>
///   <summary>Remove the connections that Apple refuses</summary>
///   <code>Get-KandjiAdeIntegration | Where-Object Status -eq 'BROKEN' | Remove-KandjiAdeIntegration -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "KandjiAdeIntegration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.Delete))]
public sealed class RemoveKandjiAdeIntegration : ChangeCmdlet
{
    private AdeIntegrationResolver? _resolver;

    /// <summary>The connection: id, name of its MDM server, integration object, or a row with a column integration_id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "IntegrationId", "Name", "ServerName")]
    [AdeIntegrationReferenceTransformation(OnlyIntegrations = true)]
    [ArgumentCompleter(typeof(AdeIntegrationCompleter))]
    public AdeIntegrationReference[] Integration { get; set; } = [];

    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string NotPlannable =>
        "only a new token of Apple would undo it, and it concerns every device of the integration";

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new AdeIntegrationResolver(Client);
        foreach (AdeIntegrationReference reference in Integration)
            Guard(reference, () => Remove(Await(_resolver.ResolveAsync(reference, StopToken))));
    }

    private void Remove(AdeIntegration integration)
    {
        if (IsRepeated(integration.Id, $"'{integration}'"))
            return;
        string devices = integration.DeviceCounts?.Total is { } count
            ? string.Format(CultureInfo.CurrentCulture, "its {0:N0} devices", count)
            : "all of its devices (how many is not known)";
        string action = "Remove Automated Device Enrollment integration and unassign " + devices;
        if (!ShouldProcess(Force, $"'{integration}' (id {integration.Id})", action))
            return;
        Change((client, token) => client.Enrollment.DeleteAsync(integration.Id!, token));
        WriteVerbose($"Removed the integration '{integration}'.");
    }
}
