namespace Kandji.Client.Model;

/// <summary>
/// The base of what the API returns as an object of its own, and of the parts of others that identify one, such as a device's user: it
/// shows which tenant it is of, also after a file or a job brought it back by itself.
/// </summary>
public abstract class TenantObject : KandjiObject
{
    /// <summary>
    /// The tenant that the object was read from: <c>acme</c>; its host where another tenant has the same name. Null for an object that
    /// was not read.
    /// </summary>
    public string? Tenant => Origin?.Name;

    /// <summary>The JSON that the object was read from, where the client keeps it; else null.</summary>
    internal byte[]? ReceivedJson { get; set; }

    /// <summary>
    /// The time at which the object was like this, in local time, where it comes from an inventory; null for one just read.
    /// </summary>
    internal DateTime? AsOf { get; set; }
}
