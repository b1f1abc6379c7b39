using Kandji.Client.Model;

namespace Kandji.PowerShell.Binding;

/// <summary>An object of this module's own that was made of what was read from a tenant.</summary>
internal interface IOriginated
{
    /// <summary>The tenant; null when the object was not read.</summary>
    TenantIdentity? Origin { get; }
}
