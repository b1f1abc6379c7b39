using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Library;

/// <summary>The base of the commands that create and change library items that Self Service can show.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <typeparam name="TChange">The type of what is sent to create or change one.</typeparam>
public abstract class SelfServiceItemCmdlet<T, TChange> : LibraryItemCmdlet<T, TChange>
    where T : KandjiObject, ILibraryItem
    where TChange : class
{
    private Lazy<string>? _categoryId;

    /// <summary>Shows the item in Self Service, in this category: id, name, or category object.</summary>
    [Parameter]
    [SelfServiceCategoryReferenceTransformation]
    [ArgumentCompleter(typeof(SelfServiceCategoryCompleter))]
    public SelfServiceCategoryReference? SelfServiceCategory { get; set; }

    /// <summary>Indicates whether Self Service recommends the item: $true or $false.</summary>
    [Parameter]
    public bool? SelfServiceRecommended { get; set; }

    /// <summary>The id of the category, looked up once for the command; null when none was given.</summary>
    private protected string? SelfServiceCategoryId => SelfServiceCategory is null
        ? null
        : Once(ref _categoryId, () => Await(new SelfServiceCategoryResolver(Client).ResolveIdAsync(SelfServiceCategory, StopToken)));

    /// <summary>True when a category was given, which shows the item; null leaves that as it is.</summary>
    private protected bool? ShownByCategory => SelfServiceCategory is null ? null : true;
}
