namespace Kandji.PowerShell.Tenant;

/// <summary>Indicates whether a token has a permission.</summary>
public enum PermissionState
{
    /// <summary>It has.</summary>
    Granted,

    /// <summary>It has not.</summary>
    Denied,

    /// <summary>It cannot be known without side effects, or could not be found out.</summary>
    Unknown,
}
