using Kandji.Client;
using Kandji.Client.Users;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>Finds the user that a reference means. Remembers what it found and what it did not.</summary>
internal sealed class UserResolver(KandjiClient client) : ReferenceResolver<UserReference, User>
{
    private readonly LookupCache<User> _users = new();

    /// <inheritdoc/>
    public override Task<User> ReadAsync(UserReference reference, CancellationToken cancellationToken) =>
        _users.GetAsync(reference.Id ?? reference.Text, () => base.ReadAsync(reference, cancellationToken));

    private protected override string? IdOf(User item) => item.Id;

    private protected override Task<User> ByIdAsync(string id, UserReference reference, CancellationToken cancellationToken) =>
        ReferenceText.IsNumber(id) ? ByNumberAsync(id, reference.Text, cancellationToken) : client.Users.GetAsync(id, cancellationToken);

    // One person may come from several directories, and an archived entry may stay behind beside the living one.
    private protected override async Task<User> ByTextAsync(UserReference reference, CancellationToken cancellationToken)
    {
        string email = reference.Text;
        List<User> similar = await SimilarAsync(email, cancellationToken).ConfigureAwait(false);
        List<User> exact = similar.FindAll(u => string.Equals(u.Email, email, StringComparison.OrdinalIgnoreCase));
        return UniqueMatch.Single(
            exact, similar, u => $"{u}{(u.Archived == true ? ", archived" : "")}, id {u.Id}", $"No user has the e-mail address '{email}'.",
            $"users have the e-mail address '{email}'", email);
    }

    private protected override Task<List<User>> ListAsync(CancellationToken cancellationToken) =>
        client.Users.ListAsync(cancellationToken: cancellationToken).ToListAsync();

    // Older tenants' devices know users by a number, by which the service does not tell a user.
    private async Task<User> ByNumberAsync(string number, string text, CancellationToken cancellationToken)
    {
        string? email = text.Contains("@") ? text : null;
        await foreach (User user in client.Users.ListAsync(email, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (user.DeprecatedUserId == number || user.Id == number)
                return user;
        }
        throw new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound, $"No user has the number '{number}'.");
    }

    private async Task<List<User>> SimilarAsync(string email, CancellationToken cancellationToken) =>
        await AllAfterManyAsync(cancellationToken).ConfigureAwait(false) is { } all
            ? all.FindAll(user => user.Email?.IndexOf(email, StringComparison.OrdinalIgnoreCase) >= 0)
            : await client.Users.ListAsync(email, cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
}
