namespace Kandji.Client.Model;

/// <summary>The base of what the API returns as an object of its own, not as a part of another: it shows which tenant it is of.</summary>
public abstract class TenantObject : KandjiObject
{
    /// <summary>
    /// The tenant that the object was read from: <c>acme</c>; its host where another tenant has the same name. Null for an object that
    /// was not read.
    /// </summary>
    public string? Tenant => Origin?.Name;
}
