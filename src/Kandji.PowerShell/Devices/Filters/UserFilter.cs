using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Filters;

/// <summary>The users of -User: by id, e-mail address, display name, or object.</summary>
internal sealed class UserFilter
{
    private readonly List<(UserReference User, WildcardFilter? Text)> _users;
    private readonly UserReference? _only;
    private readonly WildcardFilter? _onlyText;

    private UserFilter(IReadOnlyList<UserReference> users)
    {
        _users = users.Select(user => (user, user.Id is null ? WildcardFilter.Create([user.Text]) : null)).ToList();
        _only = users.Count == 1 ? users[0] : null;
        _onlyText = users.Count == 1 ? _users[0].Text : null;
    }

    /// <summary>The id of the only user; null when the service cannot be asked for an id.</summary>
    public string? Id => _only?.Id;

    /// <summary>The part of the only user's e-mail address to ask for; null when it is not an address.</summary>
    public string? EmailPart => IsEmail ? _onlyText?.Substring : null;

    /// <summary>The part of the only user's display name to ask for; null when it is not a name.</summary>
    public string? NamePart => IsEmail ? null : _onlyText?.Substring;

    private bool IsEmail => _only?.Text.Contains("@") == true;

    /// <summary>Makes a filter; null when nothing was asked.</summary>
    public static UserFilter? Create(UserReference[]? users) => users is null ? null : new UserFilter(users);

    /// <summary>The ids, addresses and names that were given as text without wildcards.</summary>
    public IEnumerable<string> Literals => _users.Where(one => IsLiteral(one.User)).Select(one => GetValue(one.User));

    /// <summary>Those of <see cref="Literals"/> that mean the user whom a device is assigned to.</summary>
    public IEnumerable<string> LiteralsFor(Device device) => device.User is { } assigned
        ? _users.Where(one => IsLiteral(one.User) && (IsAssigned(one.User, one.Text, device) || IsAnsweredByNumber(assigned)))
            .Select(one => GetValue(one.User))
        : [];

    /// <summary>Indicates whether a device is assigned to one of the users.</summary>
    public bool Matches(Device device) =>
        device.User is { } assigned && (_users.Exists(one => IsAssigned(one.User, one.Text, device)) || IsAnsweredByNumber(assigned));

    private static bool IsLiteral(UserReference user) =>
        user.User is null && (user.Id is not null || !WildcardFilter.IsPattern(user.Text));

    private static string GetValue(UserReference user) => user.Id ?? user.Text;

    private static bool IsAssigned(UserReference user, WildcardFilter? text, Device device) =>
        user.User is { } known ? UserReference.IsAssigned(known, device)
        : user.Id is { } id ? string.Equals(id, device.User?.Id, StringComparison.OrdinalIgnoreCase)
        : text?.Matches(device.User?.Email) == true || text?.Matches(device.User?.Name) == true;

    // Older tenants' devices know users by a number. Which UUID that is, only the service knows: it was asked for this one.
    private bool IsAnsweredByNumber(DeviceUser assigned) =>
        _only is { Id: { } id, User: null }
        && assigned.Id is { } number && ReferenceText.IsNumber(number) && !ReferenceText.IsNumber(id);
}
