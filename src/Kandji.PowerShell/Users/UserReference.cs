using System;
using System.Linq;
using System.Management.Automation;
using Kandji.Client.Devices;
using Kandji.Client.Users;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Users;

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
            && (string.Equals(assigned, user.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(assigned, user.DeprecatedUserId, StringComparison.OrdinalIgnoreCase));
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

/// <summary>Makes user references of ids, e-mail addresses, users, devices and rows.</summary>
internal sealed class UserReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(UserReference))
{
    /// <summary>True for the command that removes users: something of a device (the device, a report) merely has a user and does not mean it.</summary>
    public bool OnlyUsers { get; set; }

    /// <summary>True for the command that reads users: that a device is assigned to nobody is an answer there, and no error.</summary>
    public bool PassesOverNobody { get; set; }

    /// <summary>The switch that assigns to nobody, which an empty value is answered with.</summary>
    public string? Clear { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Clear is not null && ReferenceText.Items(inputData).All(item => ReferenceText.TextOf(item) is { Length: 0 })
            ? throw new ArgumentTransformationMetadataException(ValidateNotEmptyAttribute.Refusal(Clear))
            : base.Transform(engineIntrinsics, inputData);

    private protected override bool IsIgnored(object item) => PassesOverNobody && item.Unwrap() is Device { User: null };

    private protected override ObjectReference? From(object item) => OnlyUsers && MerelyHasOne(item) ? null : UserReference.From(item);

    private protected override string Refusal(object item) => OnlyUsers && MerelyHasOne(item)
        ? $"'{item}' is not a user. Give the user's id or e-mail address, or a user object: Get-KandjiUser returns the user of a device."
        : $"'{item}' does not identify a user. Give an id, an e-mail address, a user object, or a device that is assigned to one." + ReferenceText.DelimiterHint(item);

    private static bool MerelyHasOne(object item) =>
        item.Unwrap() is not (UserReference or User or DeviceUser)
        && ReferenceText.TextOf(item) is null && ReferenceText.RowOf(item) is null && ReferenceText.Column(item, "deviceid") is not null;
}
