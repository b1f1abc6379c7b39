namespace Kandji.PowerShell.Cmdlets;

/// <summary>Counts the objects that a command may still write, over all its tenants.</summary>
internal sealed class OutputLimit(int? most)
{
    private int _written;

    /// <summary>Indicates whether no more objects are wanted.</summary>
    public bool IsReached => _written >= most;

    /// <summary>Counts an object that was written.</summary>
    public void Count() => _written++;
}
