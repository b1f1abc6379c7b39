using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Http;
using Kandji.Client.Tags;
using Kandji.Client.Tenant;
using Kandji.Client.Users;
using Kandji.Client.Vulnerabilities;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Tells values that do not exist from values that nothing has. A list that came back without a value is followed by one look at the values
/// there are: a value that does not exist is the same error everywhere, with the values that come near it.
/// </summary>
/// <param name="client">The client.</param>
internal sealed class ExistenceCheck(KandjiClient client)
{
    // For more ids than this, the list takes fewer requests than one for each.
    private const int MostToReadOneByOne = 10;

    // So much of an address is seldom mistyped, and leaves a small part of the users.
    private const int LettersToAskFor = 2;

    /// <summary>
    /// The ids of those references that were given by their id alone, so that nobody has looked yet whether they exist.
    /// </summary>
    public static IReadOnlyCollection<string> IdsAlone<T>(IEnumerable<ObjectReference<T>>? references)
        where T : class =>
        (references ?? []).Where(reference => reference is { Id: not null, Known: null }).Select(reference => reference.Id!).ToList();

    /// <summary>The error of a value that does not exist.</summary>
    /// <param name="none">How it begins: <c>No tag is named</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="known">The values there are, or those that may come near.</param>
    /// <param name="hint">Additional advice.</param>
    public static ObjectException NotFound(string none, string value, IEnumerable<string> known, string hint = "") =>
        new("KandjiNotFound", ErrorCategory.ObjectNotFound, $"{none} '{value}'.{SimilarNames.Sentence(known, value)}{hint}")
            { Target = value };

    /// <summary>The error of a platform that does not exist.</summary>
    public static ObjectException NoPlatform(string platform) =>
        new("KandjiNotFound", ErrorCategory.ObjectNotFound, PlatformNames.Unknown(platform)) { Target = platform };

    /// <summary>Finds those names that no tag has. The service minds the case of tags, which may differ in nothing else.</summary>
    public async Task<IReadOnlyList<ObjectException>> TagsAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        List<Tag> tags = await client.Tags.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        return names.Where(name => !tags.Exists(tag => tag.Name == name))
            .Select(name => NotFound("No tag is named", name, tags.Select(tag => tag.Name ?? ""))).ToList();
    }

    /// <summary>Finds those ids that no tag has.</summary>
    public async Task<IReadOnlyList<ObjectException>> TagIdsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        List<Tag> tags = await client.Tags.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        return ids.Where(id => !tags.Exists(tag => Same(tag.Id, id))).Select(id => NotFound("No tag has the id", id, [])).ToList();
    }

    /// <summary>Finds those ids, e-mail addresses and display names that no user has.</summary>
    public async Task<IReadOnlyList<ObjectException>> UsersAsync(IReadOnlyCollection<string> values, CancellationToken cancellationToken)
    {
        var missing = new List<ObjectException>();
        missing.AddRange(await EachAsync(
            values.Where(ReferenceText.IsUuid), "No user has the id", id => client.Users.GetAsync(id, cancellationToken))
            .ConfigureAwait(false));
        missing.AddRange(await UserEmailsAsync(values.Where(value => value.Contains("@")).ToList(), cancellationToken)
            .ConfigureAwait(false));
        List<string> rest = values.Where(value => !value.Contains("@") && !ReferenceText.IsUuid(value)).ToList();
        if (rest.Count == 0)
            return missing;
        List<User> all = await client.Users.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        missing.AddRange(rest.Where(value => !all.Exists(user => IsNamed(user, value)))
            .Select(value => NotFound("No user is named", value, all.Select(user => user.Name ?? ""))));
        return missing;
    }

    /// <summary>Finds those e-mail addresses that no user has.</summary>
    public async Task<IReadOnlyList<ObjectException>> UserEmailsAsync(
        IReadOnlyCollection<string> emails, CancellationToken cancellationToken)
    {
        var missing = new List<ObjectException>();
        foreach (string email in emails)
        {
            string part = email.Substring(0, Math.Min(LettersToAskFor, Math.Max(0, email.IndexOf('@'))));
            List<User> users = await client.Users.ListAsync(part.Length == 0 ? null : part, cancellationToken: cancellationToken)
                .ToListAsync().ConfigureAwait(false);
            if (!users.Exists(user => Same(user.Email, email)))
                missing.Add(NotFound("No user has the e-mail address", email, users.Select(user => user.Email ?? "")));
        }
        return missing;
    }

    /// <summary>Finds those ids that no blueprint has.</summary>
    public Task<IReadOnlyList<ObjectException>> BlueprintsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        EachAsync(ids, "No blueprint has the id", id => client.Blueprints.GetAsync(id, cancellationToken));

    /// <summary>Finds those names that no blueprint has.</summary>
    public async Task<IReadOnlyList<ObjectException>> BlueprintNamesAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        List<Blueprint> all = await client.Blueprints.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        return names.Where(name => !all.Exists(blueprint => QuoteInsensitiveComparer.Comparer.Equals(blueprint.Name ?? "", name)))
            .Select(name => NotFound("No blueprint is named", name, all.Select(blueprint => blueprint.Name ?? ""))).ToList();
    }

    /// <summary>Finds those ids that no device has.</summary>
    public async Task<IReadOnlyList<ObjectException>> DevicesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count <= MostToReadOneByOne)
            return await EachAsync(ids, "No device has the id", id => client.Devices.GetAsync(id, cancellationToken)).ConfigureAwait(false);
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (Device device in client.Devices.ListAsync(null, cancellationToken).ConfigureAwait(false))
            known.Add(device.DeviceId ?? "");
        return ids.Where(id => !known.Contains(id)).Select(id => NotFound("No device has the id", id, [])).ToList();
    }

    /// <summary>Finds those values of one field that no device has, whatever else the devices are.</summary>
    /// <param name="values">The values.</param>
    /// <param name="none">How the error begins: <c>No device has the model</c>.</param>
    /// <param name="query">Makes the query for a part of a value.</param>
    /// <param name="valueOf">Reads the field.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public Task<IReadOnlyList<ObjectException>> DeviceFieldAsync(
        IReadOnlyCollection<string> values, string none, Func<string?, DeviceQuery> query, Func<Device, string?> valueOf,
        CancellationToken cancellationToken) =>
        AmongAsync(values, none, part => client.Devices.ListAsync(query(part), cancellationToken), valueOf);

    /// <summary>Finds those values of one field that no device of Automated Device Enrollment has.</summary>
    /// <param name="values">The values.</param>
    /// <param name="none">How the error begins.</param>
    /// <param name="query">Makes the query for a part of a value.</param>
    /// <param name="valueOf">Reads the field.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public Task<IReadOnlyList<ObjectException>> AdeDeviceFieldAsync(
        IReadOnlyCollection<string> values, string none, Func<string?, AdeDeviceQuery> query, Func<AdeDevice, string?> valueOf,
        CancellationToken cancellationToken) =>
        AmongAsync(values, none, part => client.Enrollment.ListDevicesAsync(query(part), cancellationToken), valueOf);

    /// <summary>Finds those CVE ids that no vulnerability of the fleet has.</summary>
    public async Task<IReadOnlyList<ObjectException>> VulnerabilitiesAsync(
        IReadOnlyCollection<string> cveIds, CancellationToken cancellationToken)
    {
        const string none = "No vulnerability of the fleet is";
        if (cveIds.Count <= MostToReadOneByOne)
        {
            return await EachAsync(cveIds, none, id => client.Vulnerabilities.GetAsync(id, cancellationToken))
                .ConfigureAwait(false);
        }
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (Vulnerability vulnerability in client.Vulnerabilities.ListAsync(null, cancellationToken).ConfigureAwait(false))
            known.Add(vulnerability.CveId ?? "");
        return cveIds.Where(id => !known.Contains(id)).Select(id => NotFound(none, id, known)).ToList();
    }

    /// <summary>Finds those ids and e-mail addresses that no administrator has.</summary>
    public async Task<IReadOnlyList<ObjectException>> AdminsAsync(IReadOnlyCollection<string> values, CancellationToken cancellationToken)
    {
        List<Admin> admins = await client.Tenant.ListAdminsAsync(cancellationToken).ToListAsync().ConfigureAwait(false);
        return values.Where(value => !admins.Exists(admin => Same(admin.Id, value) || Same(admin.Email, value)))
            .Select(value => NotFound(
                ReferenceText.IsUuid(value) ? "No administrator has the id" : "No administrator has the e-mail address", value,
                admins.Select(admin => admin.Email ?? ""))).ToList();
    }

    // One value is asked for by a part of its own, several are looked for in the whole list.
    private static async Task<IReadOnlyList<ObjectException>> AmongAsync<T>(
        IReadOnlyCollection<string> values, string none, Func<string?, IAsyncEnumerable<T>> list, Func<T, string?> valueOf)
    {
        string? part = values.Count == 1 ? WildcardFilter.WithoutQuotes(values.First()) : null;
        var known = new HashSet<string>(QuoteInsensitiveComparer.Comparer);
        await foreach (T item in list(part).ConfigureAwait(false))
            known.Add(valueOf(item) ?? "");
        return values.Where(value => !known.Contains(value)).Select(value => NotFound(none, value, known)).ToList();
    }

    private static async Task<IReadOnlyList<ObjectException>> EachAsync<T>(
        IEnumerable<string> ids, string none, Func<string, Task<T>> read)
    {
        var missing = new List<ObjectException>();
        foreach (string id in ids)
        {
            try
            {
                await read(id).ConfigureAwait(false);
            }
            catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.NotFound)
            {
                missing.Add(NotFound(none, id, []));
            }
        }
        return missing;
    }

    private static bool IsNamed(User user, string value) =>
        QuoteInsensitiveComparer.Comparer.Equals(user.Name ?? "", value) || Same(user.Email, value) || Same(user.DeprecatedUserId, value)
        || Same(user.Id, value);

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
