using Kandji.Client.Users;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Users;

/// <summary>Completes to a user's e-mail address, from the address itself or from the name.</summary>
internal sealed class UserCompleter() : TenantCompleter<User>(
    client => client.Users.ListAsync(),
    user => user.Email is { Length: > 0 } email ? new Suggestion(email, user.Name, $"{user.Name}, devices: {user.DeviceCount}") : null);
