using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Users;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Users;

/// <summary>Finds the user that a reference means: exactly one, or an error that lists the candidates. Remembers what it found and what it did not.</summary>
internal sealed class UserResolver(KandjiClient client)
{
    private const int LookupsBeforeList = 40;

    private readonly Remembered<User> _users = new();
    private int _lookups;
    private List<User>? _all;

    /// <summary>Finds a user.</summary>
    /// <exception cref="ObjectException">There is none with this address, or several.</exception>
    public async Task<User> ResolveAsync(UserReference reference, CancellationToken cancellationToken) =>
        reference.User ?? await _users.GetAsync(
            reference.Id ?? reference.Text,
            () => reference.Id is not { } id ? ByEmailAsync(reference.Text, cancellationToken)
                : ReferenceText.IsNumber(id) ? ByNumberAsync(id, reference.Text, cancellationToken)
                : client.Users.GetAsync(id, cancellationToken)).ConfigureAwait(false);

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

    // One person may come from several directories, and an archived entry may stay behind beside the living one.
    private async Task<User> ByEmailAsync(string email, CancellationToken cancellationToken)
    {
        List<User> similar = await SimilarAsync(email, cancellationToken).ConfigureAwait(false);
        List<User> exact = similar.FindAll(u => string.Equals(u.Email, email, StringComparison.OrdinalIgnoreCase));
        return OnlyOne.Of(
            exact, similar, u => $"{u}{(u.Archived == true ? ", archived" : "")}, id {u.Id}", $"No user has the e-mail address '{email}'.", $"users have the e-mail address '{email}'",
            email);
    }

    // After many addresses the list of all users takes fewer requests than one for each of the rest.
    private async Task<List<User>> SimilarAsync(string email, CancellationToken cancellationToken)
    {
        if (_all is null && ++_lookups <= LookupsBeforeList)
            return await client.Users.ListAsync(email, cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        _all ??= await client.Users.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        return _all.FindAll(user => user.Email?.IndexOf(email, StringComparison.OrdinalIgnoreCase) >= 0);
    }
}
