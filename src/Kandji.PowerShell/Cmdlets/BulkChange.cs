namespace Kandji.PowerShell.Cmdlets;

/// <summary>A change of many things that cannot be undone, and that is asked about once.</summary>
/// <param name="Confirmation">Asks.</param>
/// <param name="Action">What is done: <c>Remove</c>.</param>
/// <param name="Things">What it is done to, in the plural: <c>devices</c>.</param>
/// <param name="Kinds">The kind of each thing.</param>
/// <param name="Ending">What follows the question; empty for nothing.</param>
internal sealed record BulkChange(
    Confirmation Confirmation, string Action, string Things, IReadOnlyCollection<string?> Kinds, string Ending = "")
{
    /// <summary>The question, with the numbers by kind.</summary>
    public string Question => $"{Action} {Kinds.Count} {Things}: {Confirmation.ByKind(Kinds)}?{Ending}";

    /// <summary>Asks about the changes of several tenants at once, with the numbers by tenant and kind.</summary>
    /// <param name="parts">The changes, each with its tenant. A single one asks for itself.</param>
    public static void AskTogether(IReadOnlyList<(string Tenant, BulkChange Change)> parts)
    {
        if (parts.Count < 2 || parts.Sum(part => part.Change.Kinds.Count) is var count && count <= Confirmation.BulkConfirmationThreshold)
            return;
        BulkChange first = parts[0].Change;
        string numbers = string.Join("; ", parts.Select(part => $"{part.Tenant}: {Confirmation.ByKind(part.Change.Kinds)}"));
        bool isConfirmed = first.Confirmation.AskAboutTenants(
            $"{first.Action} {count} {first.Things} of {parts.Count} tenants: {numbers}?{first.Ending}");
        foreach ((_, BulkChange change) in parts)
            change.Confirmation.Answer(isConfirmed);
    }
}
