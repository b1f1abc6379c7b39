using Kandji.Client;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Completion;

namespace Kandji.PowerShell.Library;

/// <summary>Makes suggestions of library items.</summary>
internal static class LibraryItemSuggestions
{
    /// <summary>All items of a kind.</summary>
    public static IAsyncEnumerable<Suggestion> LoadAsync<T>(KandjiClient client, LibraryKind<T> kind)
        where T : KandjiObject, ILibraryItem =>
        NameSuggestions.FromAsync(
            kind.List(client, CancellationToken.None), item => item.Name, item => item.Id, item => $"{item.Name} ({kind.Name})");
}
