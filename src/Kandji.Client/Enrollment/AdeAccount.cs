using Kandji.Client.Model;

namespace Kandji.Client.Enrollment;

/// <summary>An integration as a device names it.</summary>
public class AdeAccount : TenantObject
{
    /// <summary>The integration's id.</summary>
    public string? Id { get; set; }

    /// <summary>The name of the MDM server at Apple.</summary>
    public string? ServerName { get; set; }

    /// <summary>The name of the MDM server.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => PrintableText.Sanitize(ServerName ?? Id);
}
