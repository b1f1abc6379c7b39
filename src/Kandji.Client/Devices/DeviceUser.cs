using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>
/// A user as a device names it. Two are equal when they have the same e-mail address (or name, where there is none), so that the devices of
/// one person are found by comparing with a user or, in PowerShell, with an e-mail address: <c>Where-Object User -eq 'ada@example.com'</c>.
/// </summary>
public class DeviceUser : TenantObject, IEquatable<DeviceUser>
{
    /// <summary>The user's e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The user's display name.</summary>
    public string? Name { get; set; }

    /// <summary>The user's id: a UUID, in older tenants a whole number.</summary>
    public string? Id { get; set; }

    /// <summary>Indicates whether the directory no longer has the user.</summary>
    public bool? IsArchived { get; set; }

    /// <summary>Indicates whether the user's account is active.</summary>
    public bool? Active { get; set; }

    /// <summary>Names a user by e-mail address.</summary>
    /// <param name="email">The e-mail address.</param>
    /// <returns>A user of whom no more is known.</returns>
    public static DeviceUser Parse(string email) => new() { Email = email };

    /// <summary>
    /// Indicates whether another user has the same e-mail address (or name, where there is none), without regard to case.
    /// </summary>
    /// <param name="other">The other user.</param>
    /// <returns>True if both are the same.</returns>
    public bool Equals(DeviceUser? other) =>
        other is not null && string.Equals(ToString(), other.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DeviceUser other ? Equals(other) : base.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    /// <summary>The e-mail address, or the name where there is none.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(string.IsNullOrEmpty(Email) ? Name ?? Id : Email);
}
