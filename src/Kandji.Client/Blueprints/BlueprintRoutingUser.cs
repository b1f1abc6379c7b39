using Kandji.Client.Model;

namespace Kandji.Client.Blueprints;

/// <summary>An administrator who changed blueprint routing.</summary>
public class BlueprintRoutingUser : TenantObject
{
    /// <summary>The user's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The e-mail address.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => PrintableText.Sanitize(Email ?? Id);
}
