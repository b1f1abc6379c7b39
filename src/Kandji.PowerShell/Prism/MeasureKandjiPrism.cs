using Kandji.Client.Prism;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Prism;

/// <summary>
/// <para type="synopsis">Counts the rows of Prism's categories.</para>
/// <para type="description">
/// Returns one object for each category, with the number of its rows over all devices and whether the service estimated it. Tells how
/// much there is before it is read or exported. A category whose number the service does not say is an error.
/// </para>
/// </summary>
/// <example>
///   <summary>Count the rows of every category</summary>
///   <code>Measure-KandjiPrism | Sort-Object Count -Descending</code>
/// </example>
/// <example>
///   <summary>How many applications and profiles are there?</summary>
///   <code>Measure-KandjiPrism Apps, InstalledProfiles</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Measure, "KandjiPrism")]
[OutputType(typeof(PrismCount))]
[KandjiOperation(typeof(PrismOperations), nameof(PrismOperations.Count))]
public sealed class MeasureKandjiPrism : KandjiCmdlet
{
    /// <summary>The categories. Without it, all.</summary>
    [Parameter(Position = 0)]
    [SeparateValuesTransformation(TakesSeveral = true)]
    [PrismCategoryTransformation]
    [ValidateNotNullOrEmpty]
    public PrismCategory[] Category { get; set; } = (PrismCategory[])Enum.GetValues(typeof(PrismCategory));

    /// <inheritdoc/>
    protected override void Process()
    {
        FanOut<PrismCount> counts = ReadMany<PrismCount>("Counting", Category.Length, WriteModel);
        foreach (PrismCategory category in Category.Distinct())
            counts.Add(category, token => Client.Prism.CountAsync(category, token));
        counts.Finish();
    }
}
