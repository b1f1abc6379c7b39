using Kandji.Client;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Library;

/// <summary>The base of the commands that create and change library items that Self Service can show.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <typeparam name="TChange">The type of what is sent to create or change one.</typeparam>
public abstract class SelfServiceItemCmdlet<T, TChange> : LibraryItemCmdlet<T, TChange>
    where T : KandjiObject, ILibraryItem
    where TChange : class
{
    private readonly Dictionary<string, Lazy<SelfServiceCategory[]>> _categories = new(StringComparer.OrdinalIgnoreCase);
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

    /// <summary>
    /// The category of a copy: in the tenant of the original its id, in another one the id of the category that has the same name.
    /// </summary>
    /// <param name="original">The item to copy.</param>
    /// <param name="isShown">Indicates whether Self Service shows it.</param>
    /// <param name="id">The id of its category.</param>
    /// <returns>The id; null when the copy is not shown, and when a category was given, which takes precedence.</returns>
    /// <exception cref="ObjectException">There is no such category in this tenant, or its name cannot be found out.</exception>
    private protected string? FindCategoryOfCopy(T original, bool? isShown, string? id)
    {
        if (isShown != true || string.IsNullOrEmpty(id) || SelfServiceCategory is not null)
            return null;
        KandjiClient source = FindClient(original) ?? throw NotCopied(original,
            $"no session with {original.Origin?.Name ?? "its tenant"} is open in this runspace, which alone knows the name of the "
                + "category. Run Connect-Kandji first, or give -SelfServiceCategory");
        if (source == Client)
            return id;
        string name = Array.Find(GetCategories(source), item => string.Equals(item.Id, id, StringComparison.OrdinalIgnoreCase))?.Name
            ?? throw NotCopied(original, $"its tenant has no category of the id {id} any more. Give -SelfServiceCategory");
        List<SelfServiceCategory> same = UniqueMatch.WithName(name, GetCategories(Client), item => item.Name);
        return same.Count == 1
            ? same[0].Id
            : throw NotCopied(original, same.Count == 0
                ? $"{ConnectedSession.Tenant} has no category named '{name}'. Create it there, or give -SelfServiceCategory"
                : $"{ConnectedSession.Tenant} has {same.Count} categories named '{name}'. Give the id of one with -SelfServiceCategory");
    }

    private SelfServiceCategory[] GetCategories(KandjiClient client)
    {
        if (!_categories.TryGetValue(client.Identity.Host, out Lazy<SelfServiceCategory[]>? listed))
        {
            _categories[client.Identity.Host] = listed = new Lazy<SelfServiceCategory[]>(
                () => Await(client.Library.GetSelfServiceCategoriesAsync(StopToken)), LazyThreadSafetyMode.None);
        }
        return listed.Value;
    }

    private static ObjectException NotCopied(T original, string because) => new(
        "KandjiNotFound", ErrorCategory.ObjectNotFound, $"Self Service shows '{original}' in a category, and {because}.")
        { Target = original };
}
