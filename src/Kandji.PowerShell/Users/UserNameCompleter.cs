using Kandji.Client.Users;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Users;

/// <summary>Completes to a user's display name.</summary>
internal sealed class UserNameCompleter() : TenantCompleter<User>(
    client => client.Users.ListAsync(),
    user => user.Name is { Length: > 0 } name ? new Suggestion(name, null, user.Email) : null);
