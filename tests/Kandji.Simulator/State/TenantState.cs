namespace Kandji.Simulator.State;

/// <summary>
/// All that a tenant has, and the switches for how its service behaves. Each kind of thing has its own file, which
/// adds its collection here.
/// </summary>
public sealed partial class TenantState
{
    private long _nameVersion;

    internal TenantState(TimeProvider clock) => Clock = clock;

    /// <summary>The tenant's clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Rows to a page, per style of paging.</summary>
    public PageSizes PageSizes { get; } = new();

    /// <summary>The form of <c>next</c> and <c>previous</c>.</summary>
    public NextLinkStyle NextLinks { get; set; }

    /// <summary>Indicates whether answers come in gzip to clients that take it.</summary>
    public bool Compresses { get; set; }

    /// <summary>Makes every error come in this shape; null leaves each route its own.</summary>
    public ErrorShape? ErrorShape { get; set; }

    /// <summary>
    /// Indicates whether a list without <c>ordering</c> comes in a different order each time, as a database is free to do.
    /// </summary>
    public bool UnorderedListsAreUnstable { get; set; }

    // Rows of one kind show names of another (a device shows its blueprint's). Rows kept as bytes remember this number.
    internal long NameVersion => Interlocked.Read(ref _nameVersion);

    private static StateCollection<T> Collection<T>(ref StateCollection<T>? field, Action? onChange = null)
        where T : StateItem =>
        field ?? Interlocked.CompareExchange(ref field, new StateCollection<T>(onChange), null) ?? field;

    private void NamesChanged() => Interlocked.Increment(ref _nameVersion);
}
