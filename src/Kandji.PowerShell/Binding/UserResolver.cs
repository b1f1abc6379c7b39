using Kandji.Client;
using Kandji.Client.Http;
using Kandji.Client.Users;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>Finds the user that a reference means. Remembers what it found and what it did not.</summary>
internal sealed class UserResolver(KandjiClient client) : ReferenceResolver<UserReference, User>
{
    private readonly LookupCache<User> _users = new();
    private readonly LookupCache<User> _byId = new();
    private ILookup<string, User>? _byAddress;

    /// <inheritdoc/>
    public override Task<User> ReadAsync(UserReference reference, CancellationToken cancellationToken) =>
        _users.GetAsync(
            string.Join("\n", reference.OtherAddresses.Prepend(reference.Id ?? reference.Text).Append(reference.IdBesideAddress)),
            () => base.ReadAsync(reference, cancellationToken));

    private protected override string? GetId(User item) => item.Id;

    private protected override Task<User> ByIdAsync(string id, UserReference reference, CancellationToken cancellationToken) =>
        ReferenceText.IsNumber(id) ? ByNumberAsync(id, reference.Text, cancellationToken) : client.Users.GetAsync(id, cancellationToken);

    // One person may come from several directories, and an archived entry may stay behind beside the living one.
    private protected override async Task<User> ByTextAsync(UserReference reference, CancellationToken cancellationToken)
    {
        string email = reference.Text;
        List<User> exact = [];
        foreach (string address in reference.OtherAddresses.Prepend(email))
        {
            List<User> listed = await WithAddressAsync(address, cancellationToken).ConfigureAwait(false);
            exact = listed.FindAll(user => string.Equals(user.Email, address, StringComparison.OrdinalIgnoreCase));
            if (exact.Count > 0)
                break;
        }
        if (exact.Count > 1 && exact.FindAll(user => IsId(user, reference.IdBesideAddress)) is { Count: 1 } meant)
            exact = meant;
        List<User> similar = exact.Count > 0 ? [] : await SimilarAsync(email, cancellationToken).ConfigureAwait(false);
        User found = UniqueMatch.Single(
            exact, similar, user => $"{user}{(user.Archived == true ? ", archived" : "")}, id {user.Id}",
            reference.OtherAddresses.Count == 0
                ? $"No user has the e-mail address '{email}'."
                : $"No user has one of the e-mail addresses '{string.Join("', '", reference.OtherAddresses.Prepend(email))}'.",
            $"users have the e-mail address '{email}'", email, hint: UniqueMatch.WildcardHint(email));
        await RequireAgreementAsync(reference, found, cancellationToken).ConfigureAwait(false);
        return found;
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

    // The id beside an address is another product's as a rule. One of this tenant is of the same user, or the row names two.
    private async Task RequireAgreementAsync(UserReference reference, User found, CancellationToken cancellationToken)
    {
        if (reference.IdBesideAddress is not { } id || !ReferenceText.IsUuid(id) || IsId(found, id))
            return;
        // Where all users were read, there is nothing to ask.
        if (_byAddress is { } all && !all.SelectMany(users => users).Any(user => IsId(user, id)))
            return;
        User other;
        try
        {
            other = await _byId.GetAsync(id, () => client.Users.GetAsync(id, cancellationToken)).ConfigureAwait(false);
        }
        catch (KandjiApiException e) when (e.Kind is KandjiErrorKind.NotFound or KandjiErrorKind.Forbidden or KandjiErrorKind.BadRequest)
        {
            // No id of this tenant, or one that this token may not read: the address is what there is.
            return;
        }
        throw new ObjectException("KandjiContradiction", ErrorCategory.InvalidArgument,
            $"The row identifies two users: '{reference.Text}' is {found}, and the id '{id}' is that of {other}. Correct the row, or leave "
                + "one of the two columns empty.") { Target = reference.Text };
    }

    private static bool IsId(User user, string? id) =>
        id is not null && (string.Equals(user.Id, id, StringComparison.OrdinalIgnoreCase) || user.DeprecatedUserId == id);

    private async Task<List<User>> WithAddressAsync(string email, CancellationToken cancellationToken)
    {
        if (await AllAfterManyAsync(cancellationToken).ConfigureAwait(false) is not { } all)
            return await client.Users.ListAsync(email, cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        _byAddress ??= all.ToLookup(user => user.Email ?? "", StringComparer.OrdinalIgnoreCase);
        return _byAddress[email].ToList();
    }

    // The users whose address or name comes near, the nearest first.
    private async Task<List<User>> SimilarAsync(string email, CancellationToken cancellationToken)
    {
        List<User> all = await AllAsync(cancellationToken).ConfigureAwait(false);
        return all
            .Where(user => SimilarNames.IsSimilarAddress(user.Email ?? "", email) || SimilarNames.IsSimilar(user.Name ?? "", email))
            .ToList();
    }
}
