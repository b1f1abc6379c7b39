using Kandji.Client.Http;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>Remembers what was found and what was not: a name that was mistyped for ten thousand devices is looked for once.</summary>
internal sealed class LookupCache<T>
{
    private readonly Dictionary<string, T> _found = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Exception> _failed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A cache of values that are looked up once for each key.</summary>
    public async Task<T> GetAsync(string key, Func<Task<T>> find)
    {
        if (_found.TryGetValue(key, out T? known))
            return known;
        if (_failed.TryGetValue(key, out Exception? failure))
            throw failure;
        try
        {
            return _found[key] = await find().ConfigureAwait(false);
        }
        catch (Exception e) when (e is ObjectException or KandjiApiException { Kind: KandjiErrorKind.NotFound })
        {
            _failed[key] = e;
            throw;
        }
    }
}
