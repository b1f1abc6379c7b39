using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Gets the categories of Self Service, under which people find what they may install.</para>
/// <para type="description">Names are matched whole and without regard to case, and wildcards work.</para>
/// </summary>
/// <example>
///   <summary>List the categories</summary>
///   <code>Get-KandjiSelfServiceCategory</code>
/// </example>
/// <example>
///   <summary>Show a script in Self Service</summary>
///   <code>Set-KandjiCustomScript 'Clean temp folders' -SelfServiceCategory (Get-KandjiSelfServiceCategory 'Tools')</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiSelfServiceCategory")]
[OutputType(typeof(SelfServiceCategory))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListSelfServiceCategories))]
public sealed class GetKandjiSelfServiceCategory : KandjiCmdlet
{
    /// <summary>The name. Without it all categories are listed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SelfServiceCategoryCompleter))]
    [TextTransformation]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void Process() => WriteNamed(
        WildcardFilter.Create(Name), Await(Client.Library.GetSelfServiceCategoriesAsync(StopToken)), category => category.Name,
        "No category of Self Service is named");
}
