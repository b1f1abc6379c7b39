using System.Collections.Concurrent;
using Kandji.Client;
using Kandji.Client.Http;
using Kandji.Client.Users;

namespace Kandji.Automation.Plans.Apply;

/// <summary>
/// The names that a plan shows in the place of the ids that it sends: who approves "Blueprint 'Sales' -> 'Engineering'" has read these
/// names, so that they have to be those of the ids. Each is read once.
/// </summary>
/// <param name="client">The tenant.</param>
internal sealed class ReferenceNames(KandjiClient client)
{
    private readonly ConcurrentDictionary<(string NameKey, string Id), Lazy<Task<string?>>> _names = new();

    /// <summary>Adds a difference for each name that a step would give its target and that the id does not have.</summary>
    /// <param name="step">The step.</param>
    /// <param name="differences">Where to.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="KandjiApiException">A name could not be read.</exception>
    public async Task CompareAsync(PlanStep step, StepDifferences differences, CancellationToken cancellationToken)
    {
        foreach (KeyValuePair<string, object?> after in step.After)
        {
            if (PlanWords.FindNameKey(after.Key) is not { } key || after.Value is not string { Length: > 0 } id
                || step.After[key] is not string { Length: > 0 } shown)
                continue;
            string what = key == "user_email" ? "user" : "blueprint";
            string? name = await _names.GetOrAdd((key, id), _ => new(() => ReadAsync(key, id, cancellationToken))).Value
                .ConfigureAwait(false);
            if (name is null)
                differences.Add(after.Key, shown, null, $"the {what} '{shown}' ({id}) is not in the tenant any more");
            else if (!string.Equals(name, shown, key == "user_email" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
                differences.Add(key, shown, name, $"the {what} with the id {id} is '{name}' and not '{shown}', as the plan says");
        }
    }

    private async Task<string?> ReadAsync(string key, string id, CancellationToken cancellationToken)
    {
        try
        {
            if (key == "blueprint_name")
                return (await client.Blueprints.GetAsync(id, cancellationToken).ConfigureAwait(false)).Name ?? "";
            User? user = Guid.TryParse(id, out _) ? await client.Users.GetAsync(id, cancellationToken).ConfigureAwait(false)
                : await FindByNumberAsync(id, cancellationToken).ConfigureAwait(false);
            return user is null ? null : string.IsNullOrEmpty(user.Email) ? user.Name ?? "" : user.Email;
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.NotFound)
        {
            return null;
        }
    }

    // Devices of older tenants know their users by a number.
    private async Task<User?> FindByNumberAsync(string number, CancellationToken cancellationToken)
    {
        await foreach (User user in client.Users.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (user.DeprecatedUserId == number || user.Id == number)
                return user;
        }
        return null;
    }
}
