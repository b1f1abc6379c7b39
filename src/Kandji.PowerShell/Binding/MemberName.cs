namespace Kandji.PowerShell.Binding;

/// <summary>Names of properties that come from the service.</summary>
internal static class MemberName
{
    // Every object has these, whatever else it has, and PowerShell refuses to add another of the name.
    private static readonly string[] Reserved = ["psobject", "psbase", "psadapted", "psextended", "pstypenames", "PSStandardMembers"];

    /// <summary>Returns a name that a property can have: with an underscore at the end where it is empty or PowerShell's own.</summary>
    /// <param name="name">The field's name.</param>
    public static string Usable(string name) =>
        name.Length == 0 || Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? name + "_" : name;
}
