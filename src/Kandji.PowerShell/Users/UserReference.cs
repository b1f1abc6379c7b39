using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Kandji.Client.Devices;
using Kandji.Client.Users;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Users;

/// <summary>What a person has in hand of a user: the id, the e-mail address, or an object that names them (a user, a device, a row).</summary>
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.Get), When = "for a user given by id")]
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.List), When = "for a user given by e-mail address")]
public sealed class UserReference
{
    /// <summary>Refers to a user by id or e-mail address.</summary>
    /// <param name="text">A UUID or a whole number is an id; anything else is an e-mail address.</param>
    public UserReference(string text)
        : this(ReferenceText.IsUuid(text.Trim()) || ReferenceText.IsNumber(text.Trim()) ? text.Trim() : null, text.Trim(), null)
    {
    }

    /// <summary>Refers to a user that was read before.</summary>
    /// <param name="user">The user.</param>
    public UserReference(User user)
        : this(user.Id, user.Email ?? user.Id ?? "", user)
    {
    }

    private UserReference(string? id, string text, User? user)
    {
        Id = id;
        Text = text;
        User = user;
    }

    /// <summary>The id, when it is known.</summary>
    public string? Id { get; }

    /// <summary>The user, when it was read before.</summary>
    public User? User { get; }

    /// <summary>What was given.</summary>
    public string Text { get; }

    /// <summary>What was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => User?.ToString() ?? Text;

    /// <summary>Whether a device is assigned to this user. Devices of older tenants know their users by a number.</summary>
    internal static bool IsAssigned(User user, Device device)
    {
        string? assigned = device.User?.Id;
        return !string.IsNullOrEmpty(assigned)
            && (string.Equals(assigned, user.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(assigned, user.DeprecatedUserId, StringComparison.OrdinalIgnoreCase));
    }

    internal static UserReference? From(object input)
    {
        object plain = input is PSObject wrapped ? wrapped.BaseObject : input;
        switch (plain)
        {
            case UserReference reference:
                return reference;
            case User user:
                return new UserReference(user);
            case Device { User: { } assigned }:
                return From(assigned);
            case Device:
                return null;
            case DeviceUser { Id: { Length: > 0 } id } assigned:
                return new UserReference(id, assigned.Email ?? id, null);
        }
        if (ReferenceText.TextOf(input) is { } text)
            return text.Length == 0 ? null : new UserReference(text);
        return ReferenceText.Column(input, "userid", "useremail", "email", "user", "id") is { } column ? new UserReference(column) : null;
    }
}

/// <summary>Makes user references of ids, e-mail addresses, users, devices and rows.</summary>
internal sealed class UserReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>True for the command that removes users: something of a device (the device, a report) merely has a user and does not mean it.</summary>
    public bool OnlyUsers { get; set; }

    /// <summary>True for the command that reads users: that a device is assigned to nobody is an answer there, and no error.</summary>
    public bool PassesOverNobody { get; set; }

    /// <summary>The switch that assigns to nobody, which an empty value is answered with.</summary>
    public string? Clear { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        List<object> items = ReferenceText.Items(inputData).ToList();
        return Clear is not null && items.TrueForAll(item => ReferenceText.TextOf(item) is { Length: 0 })
            ? throw new ArgumentTransformationMetadataException(ValidateNotEmptyAttribute.Refusal(Clear))
            : References(items);
    }

    private UserReference[] References(List<object> items) =>
        items
            .Where(item => !PassesOverNobody || (item is PSObject wrapped ? wrapped.BaseObject : item) is not Device { User: null })
            .Select(item => OnlyUsers && MerelyHasOne(item)
                ? throw new ArgumentTransformationMetadataException($"'{item}' is not a user. Give the user's id or e-mail address, or a user object: Get-KandjiUser returns the user of a device.")
                : UserReference.From(item) ?? throw new ArgumentTransformationMetadataException(
                    $"'{item}' names no user. Give an id, an e-mail address, a user object, or a device that is assigned to one." + ReferenceText.DelimiterHint(item)))
            .ToArray();

    private static bool MerelyHasOne(object item) =>
        (item is PSObject wrapped ? wrapped.BaseObject : item) is not (UserReference or User or DeviceUser)
        && ReferenceText.TextOf(item) is null && ReferenceText.RowOf(item) is null && ReferenceText.Column(item, "deviceid") is not null;
}
