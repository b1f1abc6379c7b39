using System.ComponentModel;
using Kandji.Client.Devices;
using Kandji.Client.Users;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// A reference to a user: the id, the e-mail address, or an object that names them (a user, also one of Entra ID or Active Directory, a
/// device, a row).
/// </summary>
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.Get), When = "for a user given by id")]
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.List), When = "for a user given by e-mail address")]
[TypeConverter(typeof(ReferenceConverter))]
public sealed class UserReference : ObjectReference<User>
{
    /// <summary>The columns in which other products write a person's address, in lower case without separators.</summary>
    internal static readonly string[] ForeignAddressColumns = ["mail", "emailaddress", "userprincipalname", "upn", "userupn"];

    /// <summary>
    /// The columns of addresses, which come before those of ids: what else a row of another product calls an id is not this service's.
    /// </summary>
    internal static readonly string[] AddressColumns = ["email", "useremail", .. ForeignAddressColumns];

    private static readonly string[] IdColumns = ["userid", "user", "id"];

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

    /// <summary>The columns that name a user, in their order, for errors and help.</summary>
    internal const string ColumnNames = "email, user_email, mail, email_address, user_principal_name, upn, user_id and id";

    /// <summary>
    /// The other addresses of a row, for when nobody has the first: people sign in with one address and get mail at another.
    /// </summary>
    internal IReadOnlyList<string> OtherAddresses { get; private init; } = [];

    /// <summary>The id that a row has beside the address. It may be of another product, or tell two users of one address apart.</summary>
    internal string? IdBesideAddress { get; private init; }

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
        _ => From(input, user => new UserReference(user), text => new UserReference(text), FromRow),
    };

    private static UserReference? FromRow(object row)
    {
        string? id = ReferenceText.Column(row, IdColumns);
        if (ReferenceText.GetModuleTypes(row) is { Count: > 0 } types)
        {
            // One of this module's objects says what it calls an id.
            string[] columns = types.Contains(typeof(User).FullName!) || types.Contains(typeof(DeviceUser).FullName!)
                ? ["id", "email"] : ["userid", "useremail", "email", "user"];
            return ReferenceText.Column(row, columns) is { } own ? new UserReference(own) : null;
        }
        if (ByAddress(row, AddressColumns, id) is { } byAddress)
            return byAddress;
        // A number beside an address that is blank is a personnel number as a rule, and may be the number of somebody else here.
        return id is null || (ReferenceText.IsNumber(id) && ReferenceText.HasColumn(row, AddressColumns)) ? null : new UserReference(id);
    }

    /// <summary>
    /// Refers to the user whose addresses a row has; null when all its columns of them are blank.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">The columns of addresses, in lower case without separators, in their order.</param>
    /// <param name="idBeside">The id that the row has beside them.</param>
    internal static UserReference? ByAddress(object row, IEnumerable<string> columns, string? idBeside)
    {
        List<string> addresses = columns.Select(name => ReferenceText.Column(row, name)).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return addresses.Count == 0 ? null : new UserReference(null, addresses[0], null)
            { OtherAddresses = addresses.Skip(1).ToList(), IdBesideAddress = idBeside == addresses[0] ? null : idBeside };
    }

    /// <summary>The reference with the id that the row has in another column.</summary>
    internal UserReference Beside(string? id) =>
        new(Id, Text, Known) { OtherAddresses = OtherAddresses, IdBesideAddress = IdBesideAddress ?? id, Origin = Origin };

    // Older tenants know users by a number.
    private static bool IsId(string text) => ReferenceText.IsUuid(text) || ReferenceText.IsNumber(text);
}
