
namespace Kandji.Client.Model;

/// <summary>
/// The identity of the tenant that a client is of. Everything that the client reads refers to it, so that an object is acted on in the
/// tenant that it came from.
/// </summary>
public sealed class TenantIdentity
{
    private readonly string _label;

    internal TenantIdentity(Uri baseAddress)
    {
        bool hasLabel = baseAddress.HostNameType == UriHostNameType.Dns && !baseAddress.IsLoopback;
        Host = baseAddress.IsDefaultPort ? baseAddress.Host : baseAddress.Authority;
        _label = hasLabel ? baseAddress.Host.Split('.')[0] : Host;
    }

    private TenantIdentity(string name) => Host = _label = name;

    /// <summary>The API's host, with its port where that is not the usual one. Two clients of equal hosts are of the same tenant.</summary>
    public string Host { get; }

    /// <summary>
    /// The name that a person uses: the first label of the host (<c>acme</c>), or the host where a loopback address has no label, or where
    /// another tenant that is known has the same label.
    /// </summary>
    public string Name => IsLabelShared ? Host : _label;

    /// <summary>Indicates whether another tenant has the same label, so that only the host tells them apart.</summary>
    internal bool IsLabelShared { get; set; }

    /// <summary>A tenant of which only a name is known, as a file may hold it.</summary>
    internal static TenantIdentity FromName(string name) => new(name);

    /// <summary>Indicates whether another identity is of the same tenant.</summary>
    internal bool IsSame(TenantIdentity other) => string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Indicates whether text is the label or the host of the tenant.</summary>
    internal bool IsNamed(string text) => HasLabel(text) || string.Equals(text, Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Indicates whether text is the label of the tenant, which other tenants may have as well.</summary>
    internal bool HasLabel(string text) => string.Equals(text, _label, StringComparison.OrdinalIgnoreCase);

    /// <summary>Indicates whether another tenant has the same label.</summary>
    internal bool SharesLabelWith(TenantIdentity other) => HasLabel(other._label) && !IsSame(other);

    /// <summary>The tenant's name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Name;
}
