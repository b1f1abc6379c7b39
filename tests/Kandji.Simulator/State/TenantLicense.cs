namespace Kandji.Simulator.State;

public sealed partial class TenantState
{
    /// <summary>How many devices the tenant has paid for; null for a tenth more than it has.</summary>
    public int? LicensedDevices { get; set; }
}
