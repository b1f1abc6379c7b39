using System.Runtime.CompilerServices;
using Kandji.Client.Library;
using Kandji.Client.Tenant;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;
using Kandji.PowerShell.Tenant;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Gets what was done to library items, newest first.</para>
/// <para type="description">
/// Who created, edited or duplicated an item or changed its assignment, and what was edited where the service knows. Several items are read
/// at once and written in the order in which they came.
/// </para>
/// </summary>
/// <example>
///   <summary>See what was done to an item</summary>
///   <code>Get-KandjiLibraryItemActivity 'Clean temp folders'</code>
/// </example>
/// <example>
///   <summary>Who edited scripts during the last month?</summary>
///   <code>Get-KandjiCustomScript | Get-KandjiLibraryItemActivity -ActivityType LibraryItemEdited -After 30d</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiLibraryItemActivity")]
[OutputType(typeof(LibraryItemActivity))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListActivity))]
[KandjiOperation(
    typeof(LibraryOperations), nameof(LibraryOperations.ListCustomScripts), nameof(LibraryOperations.ListCustomProfiles),
    nameof(LibraryOperations.ListCustomApps), nameof(LibraryOperations.ListInHouseApps), When = "for an item given by name")]
public sealed class GetKandjiLibraryItemActivity : LibraryItemReadCmdlet<LibraryItemActivity>
{
    private volatile bool _isEmpty = true;

    /// <summary>The types of activity to return.</summary>
    [Parameter(Position = 1)]
    [Alias("Type")]
    [EnumSpellingTransformation]
    [ValidateSet(
        "LibraryItemCreated", "LibraryItemEdited", "LibraryItemDeleted", "LibraryItemDuplicated", "LibraryItemAssignmentChanged")]
    public string? ActivityType { get; set; }

    /// <summary>The administrator who did it: e-mail address or id.</summary>
    [Parameter]
    [KandjiOperation(typeof(TenantOperations), nameof(TenantOperations.ListAdmins), When = "to look up one who did nothing")]
    [Alias("UserEmail", "UserId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AdminEmailCompleter))]
    [TextTransformation]
    public string? User { get; set; }

    /// <summary>
    /// Only entries from this time on: a date, or a span before now as 7d or 12h. Reading an item ends at the first older one.
    /// </summary>
    [Parameter]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    [ValidateNotNull]
    public DateTime? After { get; set; }

    /// <summary>How many entries to return of each item at most.</summary>
    [Parameter]
    [Alias("Top", "Limit")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    private protected override string Activity => "Reading activity";

    /// <inheritdoc/>
    protected override void End()
    {
        base.End();
        if (_isEmpty && User is not null)
            WriteMissing(nameof(User), [User], (check, admins, token) => check.AdminsAsync(admins, token));
    }

    private protected override async IAsyncEnumerable<LibraryItemActivity> ReadAsync(
        string id, string? name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isId = User is not null && ReferenceText.IsUuid(User);
        DateTime? after = After?.ToUniversalTime();
        string? type = EnumSpelling.ToApi(
            ActivityType,
            "library_item_created", "library_item_edited", "library_item_deleted", "library_item_duplicated",
            "library_item_assignment_changed");
        int left = First ?? int.MaxValue;
        FilterCheck<LibraryItemActivity> check = new FilterCheck<LibraryItemActivity>()
            .In("-ActivityType", type is null ? null : [type], entry => entry.ActivityType)
            .In("-User", User is null ? null : [User], entry => isId ? entry.UserId : entry.UserEmail);
        await foreach (LibraryItemActivity entry in Client.Library.ListActivityAsync(
            id, type, isId ? User : null, isId ? null : User, Math.Min(300, left), cancellationToken).ConfigureAwait(false))
        {
            if (after is not null && entry.ActivityTime?.ToUniversalTime() < after)
                yield break;
            if (!check.Matches(entry))
                continue;
            _isEmpty = false;
            entry.LibraryItemId = id;
            entry.LibraryItemName = name;
            yield return entry;
            if (--left == 0)
                yield break;
        }
    }
}
