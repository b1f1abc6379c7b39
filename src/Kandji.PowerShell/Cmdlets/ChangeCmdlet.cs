namespace Kandji.PowerShell.Cmdlets;

/// <summary>The base of the cmdlets that change something in a tenant. Their changes can be planned instead of made.</summary>
public abstract class ChangeCmdlet : PlanningCmdlet
{
    private readonly HashSet<string> _named = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Writes the changes that the command would make, for Export-KandjiPlan, and makes none of them. Everything is looked up and checked
    /// as for the changes themselves. Nothing but reads is sent, and nothing is asked. A change that cannot be planned is an error that
    /// says why.
    /// </summary>
    [Parameter]
    public SwitchParameter AsPlan { get; set; }

    internal sealed override bool IsPlanning => AsPlan;

    /// <summary>
    /// Indicates whether a thing was named before: a list of what belongs to devices names some of it twice, and once is what was meant.
    /// </summary>
    /// <param name="id">The id of the thing; one without an id is never the same as another.</param>
    /// <param name="thing">The thing, for the verbose stream.</param>
    private protected bool IsRepeated(string? id, object thing)
    {
        if (string.IsNullOrEmpty(id) || _named.Add(id!))
            return false;
        WriteVerbose($"{thing} was named before.");
        return true;
    }
}
