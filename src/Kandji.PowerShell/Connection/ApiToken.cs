using System.ComponentModel;
using System.Security;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// A token of the API, as a parameter takes it: a SecureString, or what becomes one. It shows no part of the token, in whatever way it is
/// written or serialized.
/// </summary>
[TypeConverter(typeof(ApiTokenConverter))]
public sealed class ApiToken
{
    /// <summary>Holds a token.</summary>
    /// <param name="value">The token.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ApiToken(SecureString value) => Value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>The token.</summary>
    internal SecureString Value { get; }
}
