using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;

namespace Kandji.PowerShell.Library;

/// <summary>The base of the commands that delete library items of one kind.</summary>
/// <typeparam name="T">The kind.</typeparam>
public abstract class RemoveLibraryItemCmdlet<T> : ChangeCmdlet
    where T : KandjiObject, ILibraryItem
{
    private LibraryItemResolver<T>? _resolver;

    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected abstract LibraryKind<T> Kind { get; }

    private protected void Remove(LibraryItemReference[] references)
    {
        _resolver ??= new LibraryItemResolver<T>(Client, Kind);
        foreach (LibraryItemReference reference in references)
        {
            Guard(reference, () =>
            {
                T item = Await(_resolver.ResolveAsync(reference, StopToken));
                if (IsRepeated(item.Id, $"'{item}'"))
                    return;
                string target = $"'{item}' (id {item.Id})";
                if (!ShouldProcess(Force, target, $"Delete {Kind.Name} from the library and from every blueprint that has it"))
                    return;
                Change((client, token) => Kind.Delete(client, item.Id!, token));
                WriteVerbose($"Deleted the {Kind.Name} {target}.");
            });
        }
    }
}
