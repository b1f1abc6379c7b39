using System;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;

namespace Kandji.PowerShell.Library;

/// <summary>
/// The base of the commands that create and change library items of one kind. Parameters that are the same for every item of the pipeline
/// are worked out once for the command: a category is looked up once, a file is read once.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
/// <typeparam name="TChange">The type of what is sent to create or change one.</typeparam>
public abstract class LibraryItemCmdlet<T, TChange> : KandjiCmdlet
    where T : KandjiObject, ILibraryItem
    where TChange : class
{
    private LibraryItemResolver<T>? _resolver;
    private Lazy<string>? _categoryId;
    private Lazy<TChange>? _change;

    private protected abstract LibraryKind<T> Kind { get; }

    /// <summary>Makes the same change to each of several items.</summary>
    /// <param name="references">The items.</param>
    /// <param name="make">Makes the change of the parameters; called once for the command.</param>
    /// <param name="send">Sends the change for one item, and writes what came of it.</param>
    /// <param name="upload">The file that is uploaded with the change; null for none.</param>
    private protected void ChangeEach(
        LibraryItemReference[] references, Func<TChange> make, Action<T, TChange> send, Func<string?>? upload = null)
    {
        _resolver ??= new LibraryItemResolver<T>(Client, Kind);
        foreach (LibraryItemReference reference in references)
        {
            Guard(reference, () =>
            {
                TChange change = Once(ref _change, make);
                T item = Await(_resolver.ResolveAsync(reference, StopToken));
                if (ShouldProcess(
                    $"'{item}'", upload?.Invoke() is { } path ? $"Change {Kind.Name} and upload {path}" : $"Change {Kind.Name}"))
                    send(item, change);
            });
        }
    }

    /// <summary>The id of a category of Self Service, looked up once for the command.</summary>
    private protected string IdOf(SelfServiceCategoryReference category) =>
        Once(ref _categoryId, () => Await(new SelfServiceCategoryResolver(Client).ResolveIdAsync(category, StopToken)));

    /// <summary>A script that is given as a file, which is read once for the command, or as text; null when neither was given.</summary>
    /// <param name="read">Keeps what was read.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    private protected string? ScriptOf(ref Lazy<string>? read, string? path, string? text) =>
        path is null ? text : Once(ref read, () => ScriptText.Read(this, path));
}
