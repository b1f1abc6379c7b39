using Kandji.Client.Devices;
using Kandji.Client.Users;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Binding;

/// <summary>A reference to a user: the id, the e-mail address, or an object that names them (a user, a device, a row).</summary>
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.Get), When = "for a user given by id")]
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.List), When = "for a user given by e-mail address")]
public sealed class UserReference : ObjectReference<User>
{
    /// <summary>Refers to a user by id or e-mail address.</summary>
    /// <param name="text">A UUID or a whole number is an id; anything else is an e-mail address.</param>
    public UserReference(string text)
        : base(IsId(text.Trim()) ? text.Trim() : null, text.Trim(), null)
    {
    }

    /// <summary>Refers to a user that was read before.</summary>
    /// <param name="user">The user.</param>
    public UserReference(User user)
        : this(user.Id, user.Email ?? user.Id ?? "", user)
    {
    }

    private UserReference(string? id, string text, User? user)
        : base(id, text, user)
    {
    }

    /// <summary>The user, when it was read before.</summary>
    public User? User => Known;

    /// <summary>The text that was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => User?.ToString() ?? Text;

    /// <summary>Indicates whether a device is assigned to this user. Devices of older tenants know their users by a number.</summary>
    internal static bool IsAssigned(User user, Device device)
    {
        string? assigned = device.User?.Id;
        return !string.IsNullOrEmpty(assigned)
            && (string.Equals(assigned, user.Id, StringComparison.OrdinalIgnoreCase)
                || string.Equals(assigned, user.DeprecatedUserId, StringComparison.OrdinalIgnoreCase));
    }

    internal static UserReference? From(object input) => input.Unwrap() switch
    {
        Device { User: { } assigned } => From(assigned),
        Device => null,
        DeviceUser { Id: { Length: > 0 } id } assigned => new UserReference(id, assigned.Email ?? id, null),
        _ => From(input, user => new UserReference(user), text => new UserReference(text), "userid", "useremail", "email", "user", "id"),
    };

    // Older tenants know users by a number.
    private static bool IsId(string text) => ReferenceText.IsUuid(text) || ReferenceText.IsNumber(text);
}
