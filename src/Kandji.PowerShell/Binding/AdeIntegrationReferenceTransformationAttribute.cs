using Kandji.Client.Enrollment;

namespace Kandji.PowerShell.Binding;

/// <summary>Makes integration references of ids, names, integrations, devices and rows.</summary>
internal sealed class AdeIntegrationReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(AdeIntegrationReference))
{
    /// <summary>
    /// True for the commands that change or remove integrations: a device that came through one does not mean it.
    /// </summary>
    public bool OnlyIntegrations { get; set; }

    private protected override ObjectReference? From(object item) =>
        OnlyIntegrations && MerelyHasOne(item) ? null : AdeIntegrationReference.From(item);

    private static bool MerelyHasOne(object item)
    {
        if (item.Unwrap() is AdeIntegrationReference || ReferenceText.GetText(item) is not null)
            return false;
        return ReferenceText.GetModuleTypes(item) is { Count: > 0 } types
            ? !types.Contains(typeof(AdeIntegration).FullName!)
            : DeviceReference.IsIn(item);
    }

    private protected override string Describe(object item) =>
        OnlyIntegrations && MerelyHasOne(item)
            ? $"'{item}' is not an Automated Device Enrollment integration. Give the integration's id, the name of the MDM server, or an "
                + "integration object."
            : $"'{item}' does not identify an Automated Device Enrollment integration. Give an id, the name of the MDM server, or an "
                + "integration object.";
}
