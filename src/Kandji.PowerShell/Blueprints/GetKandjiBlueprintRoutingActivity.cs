using Kandji.Client.Blueprints;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Gets what happened in blueprint routing, newest first.</para>
/// <para type="description">
/// Devices that enrolled, the blueprints they were sent to, and changes of the settings. An entry about a device goes on to
/// Get-KandjiDevice and the other commands for devices.
/// </para>
/// </summary>
/// <example>
///   <summary>See the last ten entries</summary>
///   <code>Get-KandjiBlueprintRoutingActivity -First 10</code>
/// </example>
/// <example>
///   <summary>Get the devices that were routed during the last week</summary>
///   <code>Get-KandjiBlueprintRoutingActivity -ActivityType routing_departure -After 7d | Get-KandjiDevice</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiBlueprintRoutingActivity")]
[OutputType(typeof(BlueprintRoutingActivity))]
[KandjiOperation(typeof(BlueprintRoutingOperations), nameof(BlueprintRoutingOperations.ListActivity))]
public sealed class GetKandjiBlueprintRoutingActivity : KandjiCmdlet
{
    /// <summary>
    /// The type of activity: routing_departure, computer_enrollment, enrollment, routing_config_edited, enrollment_settings_changed, ...
    /// </summary>
    [Parameter(Position = 0)]
    [Alias("Type")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? ActivityType { get; set; }

    /// <summary>Only entries from this time on: a date, or a span before now as 7d or 12h. Reading ends at the first older one.</summary>
    [Parameter]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    [ValidateNotNull]
    public DateTime? After { get; set; }

    /// <summary>How many entries to return at most.</summary>
    [Parameter]
    [Alias("Top", "Limit")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Guard(null, () =>
    {
        WildcardFilter? type = WildcardFilter.Create(ActivityType);
        DateTime? after = After?.ToUniversalTime();
        int pageSize = type is null && First is < 300 ? First.Value : 300;
        foreach (BlueprintRoutingActivity entry in Stream(Client.BlueprintRouting.ListActivityAsync(pageSize, StopToken))
            .TakeWhile(e => after is null || e.ActivityTime is not { } time || time.ToUniversalTime() >= after)
            .Where(e => type?.Matches(e.ActivityType) ?? true)
            .Take(First ?? int.MaxValue))
        {
            WriteModel(entry);
        }
    });
}
