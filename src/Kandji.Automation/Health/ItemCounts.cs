namespace Kandji.Automation.Health;

/// <summary>Numbers of devices by what became of a library item on them.</summary>
internal sealed class ItemCounts
{
    /// <summary>Those on which it is as it should be.</summary>
    public int Passing { get; private set; }

    /// <summary>Those on which it failed.</summary>
    public int Failing { get; private set; }

    /// <summary>Those on which it is still to come.</summary>
    public int Pending { get; private set; }

    /// <summary>Those whose status is a word that is not known, or none.</summary>
    public int Unknown { get; private set; }

    /// <summary>Those to which it does not apply, or to whom it is only on offer.</summary>
    public int Other { get; private set; }

    /// <summary>Those to which it applies.</summary>
    public int Total => Passing + Failing + Pending + Unknown;

    /// <summary>Counts a device.</summary>
    public void Add(ComplianceState state)
    {
        switch (state)
        {
            case ComplianceState.Passing:
                Passing++;
                break;
            case ComplianceState.Failing:
                Failing++;
                break;
            case ComplianceState.Pending:
                Pending++;
                break;
            case ComplianceState.Other:
                Other++;
                break;
            default:
                Unknown++;
                break;
        }
    }

    /// <summary>Adds the counts of another.</summary>
    public void Add(ItemCounts other)
    {
        Passing += other.Passing;
        Failing += other.Failing;
        Pending += other.Pending;
        Unknown += other.Unknown;
        Other += other.Other;
    }
}
