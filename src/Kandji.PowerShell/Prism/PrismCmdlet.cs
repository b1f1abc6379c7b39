using System.Collections;
using Kandji.Client.Prism;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Blueprints;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Prism;

/// <summary>The base of the cmdlets that read and export a category: the filters and the order.</summary>
public abstract class PrismCmdlet : KandjiCmdlet
{
    private string[]? _blueprintIds;

    /// <summary>
    /// The blueprint: its id, its name, or a blueprint object. Several: devices in any of them. Names may hold wildcards.
    /// </summary>
    [Parameter]
    [BlueprintReferenceTransformation]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public BlueprintReference[]? Blueprint { get; set; }

    /// <summary>
    /// The family of devices: Mac, iPhone, iPad, tvOS. Several: devices of any of them. The names of the other parameters of this kind mean
    /// the same: macOS, iOS, iPadOS, AppleTV.
    /// </summary>
    [Parameter]
    [PlatformTransformation]
    [Alias("DeviceFamily")]
    [ArgumentCompleter(typeof(DeviceFamilyCompleter))]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? Platform { get; set; }

    /// <summary>
    /// Conditions, all of which a row must meet: a hashtable of property names with the value that is wanted, as @{ AppleSilicon = $true },
    /// or with operators, as @{ DeviceName = @{ like = 'lab' } }. Operators: eq for true and false; in, not_in, like (contains) and
    /// not_like for text; lt, lte, gt, gte for times, and or to leave out what lies between two times. in and not_in compare the whole
    /// text. Blueprint and family are no conditions: -Blueprint and -Platform are for them.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Filter { get; set; }

    /// <summary>The property to sort by. Without it the service decides.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PrismFieldCompleter))]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? SortBy { get; set; }

    /// <summary>Sorts from the last to the first.</summary>
    [Parameter]
    [RequiresParameter(nameof(SortBy), Reason = "it reverses that order")]
    public SwitchParameter Descending { get; set; }

    /// <summary>The query that the parameters ask for.</summary>
    /// <param name="category">The category.</param>
    /// <param name="deviceIds">Only rows of these devices; null for all.</param>
    /// <param name="first">How many rows at most; null for all.</param>
    private protected PrismQuery MakeQuery(PrismCategory category, IReadOnlyList<string>? deviceIds = null, long? first = null)
    {
        Type rows = PrismOperations.GetRowType(category);
        FieldFilter filter = new FieldFilter(rows).Add(Filter).In("device_id", deviceIds);
        return new PrismQuery
        {
            BlueprintIds = _blueprintIds ??= Blueprint?.SelectMany(GetIds).Distinct(StringComparer.OrdinalIgnoreCase).ToArray(),
            DeviceFamilies = Platform?.Select(GetFamily).Distinct().ToArray(),
            Filter = filter.Build(),
            SortBy = EnumSpelling.Order(SortBy is null ? null : FieldNameMap.ToApi(rows, SortBy), Descending),
            // Rows that are left out do not count.
            First = filter.HasTimes ? null : first,
        };
    }

    /// <summary>The check of the rows that come for a query of these parameters.</summary>
    /// <param name="category">The category.</param>
    /// <param name="query">The query.</param>
    /// <param name="deviceIds">The devices that were asked for; null for all.</param>
    private protected FilterCheck<PrismRow> MakeCheck(PrismCategory category, PrismQuery query, IReadOnlyList<string>? deviceIds) =>
        new FilterCheck<PrismRow>()
            .In("-Device", deviceIds, row => row.DeviceId)
            .In("-Blueprint", query.BlueprintIds, row => row.BlueprintId)
            .In("-Platform", query.DeviceFamilies, row => row.DeviceFamily, DeviceFamilyCompleter.Families)
            .Add(new FieldFilter(PrismOperations.GetRowType(category)).Add(Filter));

    /// <summary>
    /// Indicates whether the patterns of -Blueprint match none, so that there is nothing to read: no blueprint must never come to mean any
    /// blueprint.
    /// </summary>
    private protected bool MatchesNoBlueprint => _blueprintIds is { Length: 0 };

    private IEnumerable<string> GetIds(BlueprintReference reference)
    {
        if (reference.Id is not null || !WildcardFilter.IsPattern(reference.Text))
            return [Await(new BlueprintResolver(Client).ResolveIdAsync(reference, StopToken))];
        WildcardFilter filter = WildcardFilter.Create([reference.Text])!;
        return Stream(Client.Blueprints.ListAsync(filter.Substring, StopToken)).Where(b => filter.Matches(b.Name))
            .Select(b => b.Id!).ToArray();
    }

    /// <summary>
    /// Writes an error for each value of the parameters that does not exist, once no row came. A blueprint or a platform that exists may
    /// have none.
    /// </summary>
    private protected void WriteMissing()
    {
        WriteMissing(
            nameof(Platform), (Platform ?? []).Where(platform => PlatformNames.Find(platform) is null).ToList(),
            (_, platforms, _) => Task.FromResult<IReadOnlyList<ObjectException>>(platforms.Select(ExistenceCheck.NoPlatform).ToList()));
        WriteMissing(nameof(Blueprint), ExistenceCheck.IdsAlone(Blueprint), (check, ids, token) => check.BlueprintsAsync(ids, token));
    }

    private static string GetFamily(string platform) =>
        platform.Equals("AppleTV", StringComparison.OrdinalIgnoreCase) ? "tvOS"
        : DeviceFamilyCompleter.Families.FirstOrDefault(known => known.Equals(platform, StringComparison.OrdinalIgnoreCase)) ?? platform;
}
