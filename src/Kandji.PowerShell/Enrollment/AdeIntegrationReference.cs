using System.Linq;
using System.Management.Automation;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// What a person has in hand of an Automated Device Enrollment integration: its id, the name of its MDM server, or an object that names it
/// (an integration, a device that came through it, a row).
/// </summary>
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.Get), When = "for an integration given by id")]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.List), When = "for an integration given by name")]
public sealed class AdeIntegrationReference
{
    /// <summary>Refers to an integration by id or name.</summary>
    /// <param name="text">A UUID is an id; anything else is the name of the MDM server.</param>
    public AdeIntegrationReference(string text)
        : this(ReferenceText.IsUuid(text.Trim()) ? text.Trim() : null, text.Trim(), null)
    {
    }

    /// <summary>Refers to an integration that was read before.</summary>
    /// <param name="integration">The integration.</param>
    public AdeIntegrationReference(AdeIntegration integration)
        : this(integration.Id, integration.ServerName ?? integration.Id ?? "", integration)
    {
    }

    private AdeIntegrationReference(string? id, string text, AdeIntegration? integration)
    {
        Id = id;
        Text = text;
        Integration = integration;
    }

    /// <summary>The id, when it is known.</summary>
    public string? Id { get; }

    /// <summary>The integration, when it was read before.</summary>
    public AdeIntegration? Integration { get; }

    /// <summary>What was given.</summary>
    public string Text { get; }

    /// <summary>What was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Text;

    internal static AdeIntegrationReference? From(object input)
    {
        object plain = input is PSObject wrapped ? wrapped.BaseObject : input;
        switch (plain)
        {
            case AdeIntegrationReference reference:
                return reference;
            case AdeIntegration integration:
                return new AdeIntegrationReference(integration);
            case AdeDevice { DepAccount: { Id: { Length: > 0 } id } account }:
                return new AdeIntegrationReference(id, account.ServerName ?? id, null);
        }
        if (ReferenceText.TextOf(input) is { } text)
            return text.Length == 0 ? null : new AdeIntegrationReference(text);
        return ReferenceText.Column(input, "adeintegrationid", "integrationid", "integration", "id", "servername") is { } column
            ? new AdeIntegrationReference(column)
            : null;
    }
}

/// <summary>Makes integration references of ids, names, integrations, devices and rows.</summary>
internal sealed class AdeIntegrationReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ReferenceText.Items(inputData)
            .Select(item => AdeIntegrationReference.From(item) ?? throw new ArgumentTransformationMetadataException(
                $"'{item}' names no Automated Device Enrollment integration. Give an id, the name of the MDM server, or an integration object."))
            .ToArray();
}
