using System.ComponentModel;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// A reference to an Automated Device Enrollment integration: its id, the name of its MDM server, or an object that names it
/// (an integration, a device that came through it, a row).
/// </summary>
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.Get), When = "for an integration given by id")]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.List), When = "for an integration given by name")]
[TypeConverter(typeof(ReferenceConverter))]
public sealed class AdeIntegrationReference : ObjectReference<AdeIntegration>
{
    /// <summary>Refers to an integration by id or name.</summary>
    /// <param name="text">A UUID is an id; anything else is the name of the MDM server.</param>
    public AdeIntegrationReference(string text)
        : base(text)
    {
    }

    /// <summary>Refers to an integration that was read before.</summary>
    /// <param name="integration">The integration.</param>
    public AdeIntegrationReference(AdeIntegration integration)
        : this(integration.Id, integration.ServerName ?? integration.Id ?? "", integration)
    {
    }

    private AdeIntegrationReference(string? id, string text, AdeIntegration? integration)
        : base(id, text, integration)
    {
    }

    /// <summary>The integration, when it was read before.</summary>
    public AdeIntegration? Integration => Known;

    internal static AdeIntegrationReference? From(object input) => input.Unwrap() switch
    {
        AdeDevice { DepAccount: { Id: { Length: > 0 } id } account } => new AdeIntegrationReference(id, account.ServerName ?? id, null),
        _ => From(
            input, integration => new AdeIntegrationReference(integration), text => new AdeIntegrationReference(text),
            "adeintegrationid", "integrationid", "integration", "id", "servername"),
    };
}
