using Kandji.Client.Model;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// A tenant that <c>Register-KandjiTenant</c> has registered: the name by which <c>Connect-Kandji</c> finds it, its address, and the secret
/// that keeps its token. The token itself is in the vault alone.
/// </summary>
public sealed class KandjiTenant
{
    internal KandjiTenant(string name, Uri uri, string secretName, string? vault, bool isReadOnly)
    {
        Name = name;
        Uri = uri;
        SecretName = secretName;
        Vault = vault;
        IsReadOnly = isReadOnly;
    }

    /// <summary>The name by which the tenant was registered.</summary>
    public string Name { get; }

    /// <summary>The root of the tenant's API.</summary>
    public Uri Uri { get; }

    /// <summary>The API's host, with its port where that is not the usual one.</summary>
    public string Host => Uri.IsDefaultPort ? Uri.Host : Uri.Authority;

    /// <summary>The name of the secret that keeps the token.</summary>
    public string SecretName { get; }

    /// <summary>The vault that keeps the secret; null for the default vault, then the others.</summary>
    public string? Vault { get; }

    /// <summary>Indicates whether commands that change something are refused in this tenant.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The tenant and its host.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{Name} ({Host})");

    /// <summary>Indicates whether another registration says the same.</summary>
    internal bool IsSame(KandjiTenant? other) =>
        other is not null && Name == other.Name && Uri == other.Uri && SecretName == other.SecretName && Vault == other.Vault
        && IsReadOnly == other.IsReadOnly;
}
