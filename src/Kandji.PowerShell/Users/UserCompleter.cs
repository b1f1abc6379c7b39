using Kandji.Client;
using Kandji.Client.Users;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Users;

/// <summary>Completes to a user's e-mail address, from the address itself or from the name.</summary>
internal sealed class UserCompleter : TenantCompleter<User>
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<User> ListAsync(KandjiClient client) => client.Users.ListAsync();

    /// <inheritdoc/>
    protected override Suggestion? Suggest(User item) =>
        item.Email is { Length: > 0 } email ? new Suggestion(email, item.Name, $"{item.Name}, devices: {item.DeviceCount}") : null;
}
