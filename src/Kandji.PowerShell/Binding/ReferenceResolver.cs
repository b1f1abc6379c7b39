using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// The base of the classes that find the object that a reference means: exactly one, or an error that lists the candidates. One resolver
/// serves one command, from any thread.
/// </summary>
/// <typeparam name="TReference">The type of the references.</typeparam>
/// <typeparam name="T">The type of the objects.</typeparam>
internal abstract class ReferenceResolver<TReference, T>
    where TReference : ObjectReference
    where T : class
{
    // After so many requests the list takes fewer than one for each of the rest: a CSV file may have ten thousand rows.
    private const int RequestsBeforeList = 40;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private List<T>? _all;
    private int _requests;

    /// <summary>Finds the object. One that was read before is taken as it is.</summary>
    /// <exception cref="ObjectException">There is none, there are several, or the object was never read and has no id.</exception>
    public async Task<T> ResolveAsync(TReference reference, CancellationToken cancellationToken)
    {
        if (reference.Failure is { } failure)
            throw failure;
        if (KnownTo(reference) is not { } known)
            return await ReadAsync(reference, cancellationToken).ConfigureAwait(false);
        // Null in place of an id is not nothing: in a change of a device it clears the user.
        return !string.IsNullOrEmpty(GetId(known)) ? known
            : throw new ObjectException("KandjiInvalidArgument", ErrorCategory.InvalidArgument,
                $"The {typeof(T).Name} '{reference}' has no id. Give one that was read from the tenant, or the text that identifies it.");
    }

    /// <summary>Finds the object's id. Nothing is read when the reference knows it.</summary>
    /// <exception cref="ObjectException">There is no such object, or there are several.</exception>
    public async Task<string> ResolveIdAsync(TReference reference, CancellationToken cancellationToken) =>
        (reference.Failure is null ? reference.Id : null) ?? GetId(await ResolveAsync(reference, cancellationToken).ConfigureAwait(false))!;

    /// <summary>Finds the object and reads it, even if the reference has it: an object may be older than the last change.</summary>
    /// <exception cref="ObjectException">There is none, or there are several.</exception>
    public virtual Task<T> ReadAsync(TReference reference, CancellationToken cancellationToken) =>
        reference.Id is { } id ? ByIdAsync(id, reference, cancellationToken) : ByTextAsync(reference, cancellationToken);

    /// <summary>The object that the reference was made of, if any.</summary>
    private protected virtual T? KnownTo(TReference reference) => (reference as ObjectReference<T>)?.Known;

    private protected abstract string? GetId(T item);

    private protected abstract Task<T> ByIdAsync(string id, TReference reference, CancellationToken cancellationToken);

    private protected abstract Task<T> ByTextAsync(TReference reference, CancellationToken cancellationToken);

    /// <summary>Lists all objects there are.</summary>
    private protected abstract Task<List<T>> ListAsync(CancellationToken cancellationToken);

    /// <summary>All objects there are, listed once.</summary>
    private protected async Task<List<T>> AllAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _all) is { } listed)
            return listed;
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_all is null)
                Volatile.Write(ref _all, await ListAsync(cancellationToken).ConfigureAwait(false));
            return _all!;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>All objects there are, once enough were looked up one by one; null before.</summary>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <param name="requests">How many requests this look-up takes.</param>
    private protected async Task<List<T>?> AllAfterManyAsync(CancellationToken cancellationToken, int requests = 1) =>
        Volatile.Read(ref _all) is null && Interlocked.Add(ref _requests, requests) <= RequestsBeforeList
            ? null
            : await AllAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Finds an object by its id in the list, where the service cannot be asked for a single one.</summary>
    private protected async Task<T> ListedByIdAsync(string id, string what, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken).ConfigureAwait(false))
            .Find(item => string.Equals(GetId(item), id, System.StringComparison.OrdinalIgnoreCase))
        ?? throw new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound, $"No {what} has the id '{id}'.") { Target = id };
}
