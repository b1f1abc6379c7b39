using Kandji.Client.Model;

namespace Kandji.Client.Tenant;

/// <summary>A person who administers the tenant. The vendor does not describe this object: other fields appear as they come.</summary>
public sealed class Admin : TenantObject
{
    /// <summary>The administrator's id, which audit events name as their actor.</summary>
    public string? Id { get; set; }

    /// <summary>The display name.</summary>
    public string? Name { get; set; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The name, or else the e-mail address or the id.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() =>
        PrintableText.Sanitize(!string.IsNullOrEmpty(Name) ? Name : !string.IsNullOrEmpty(Email) ? Email : Id);
}
