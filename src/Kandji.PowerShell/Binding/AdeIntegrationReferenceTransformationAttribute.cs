namespace Kandji.PowerShell.Binding;

/// <summary>Makes integration references of ids, names, integrations, devices and rows.</summary>
internal sealed class AdeIntegrationReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(AdeIntegrationReference))
{
    private protected override ObjectReference? From(object item) => AdeIntegrationReference.From(item);

    private protected override string Describe(object item) =>
        $"'{item}' does not identify an Automated Device Enrollment integration. Give an id, the name of the MDM server, or an integration "
            + "object.";
}
