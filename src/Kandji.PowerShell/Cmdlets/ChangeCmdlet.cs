namespace Kandji.PowerShell.Cmdlets;

/// <summary>The base of the cmdlets that change something in a tenant. Their changes can be planned instead of made.</summary>
public abstract class ChangeCmdlet : PlanningCmdlet
{
    /// <summary>
    /// Writes the changes that the command would make, for Export-KandjiPlan, and makes none of them. Everything is looked up and checked
    /// as for the changes themselves. Nothing but reads is sent, and nothing is asked. A change that cannot be planned is an error that
    /// says why.
    /// </summary>
    [Parameter]
    public SwitchParameter AsPlan { get; set; }

    internal sealed override bool IsPlanning => AsPlan;
}
