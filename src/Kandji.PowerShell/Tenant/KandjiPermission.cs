using Kandji.Client.Model;

namespace Kandji.PowerShell.Tenant;

/// <summary>A permission as Settings &gt; Access &gt; API tokens lists it, and whether the session's token has it.</summary>
public sealed class KandjiPermission
{
    internal KandjiPermission(string section, string permission, string path, string[] method, string[] neededFor)
    {
        Section = section;
        Permission = permission;
        Path = path;
        Method = new TextList(method);
        NeededFor = new TextList(neededFor);
    }

    /// <summary>The section of Settings &gt; Access &gt; API tokens that holds the permission.</summary>
    public string Section { get; }

    /// <summary>The permission's name.</summary>
    public string Permission { get; }

    /// <summary>Indicates whether the token has it.</summary>
    public PermissionState State { get; internal set; } = PermissionState.Unknown;

    /// <summary>The HTTP methods that it allows.</summary>
    public TextList Method { get; }

    /// <summary>The path that it allows, with placeholders.</summary>
    public string Path { get; }

    /// <summary>The cmdlets that call it; with -For, those of the cmdlets and scripts asked about.</summary>
    public TextList NeededFor { get; }

    /// <summary>With -For, when it is called: <c>always</c>, or in which case only. Null without -For.</summary>
    public string? Needed { get; internal set; }

    /// <summary>How <see cref="State"/> was found, or why it was not.</summary>
    public string Note { get; internal set; } = "";

    /// <summary>The tenant whose token was looked at; null with -For alone, which asks no tenant.</summary>
    public string? Tenant { get; internal set; }

    /// <summary>Section and name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{Section} > {Permission}";
}
