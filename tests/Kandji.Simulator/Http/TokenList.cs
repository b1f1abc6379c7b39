using System.Collections.Concurrent;
using System.Globalization;

namespace Kandji.Simulator.Http;

/// <summary>The tokens of a tenant and what each may do.</summary>
internal sealed class TokenList
{
    private readonly ConcurrentDictionary<string, TokenGrant> _grants = new(StringComparer.Ordinal);
    private int _created;

    public sealed record TokenGrant(string Label, IReadOnlySet<string>? Permissions)
    {
        public bool Allows(string permission) => Permissions is null || Permissions.Contains(permission);
    }

    public string CreateForAll() => Create(new TokenGrant("all", null));

    public string Create(IReadOnlyCollection<string> permissions)
    {
        var unknown = permissions.Except(RouteTable.All.Permissions, StringComparer.OrdinalIgnoreCase).ToArray();
        if (unknown.Length > 0)
        {
            throw new ArgumentException(
                $"No route asks for '{string.Join("', '", unknown)}'. There are: "
                    + $"{string.Join(", ", RouteTable.All.Permissions.Order(StringComparer.Ordinal))}.",
                nameof(permissions));
        }

        var number = Interlocked.Increment(ref _created).ToString(CultureInfo.InvariantCulture);
        return Create(new TokenGrant("token-" + number, permissions.ToHashSet(StringComparer.OrdinalIgnoreCase)));
    }

    public void Revoke(string token) => _grants.TryRemove(token, out _);

    public TokenGrant? Find(string token) => _grants.GetValueOrDefault(token);

    private string Create(TokenGrant tokenGrant)
    {
        var token = Guid.NewGuid().ToString();
        _grants[token] = tokenGrant;
        return token;
    }
}
