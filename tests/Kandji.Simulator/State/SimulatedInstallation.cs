namespace Kandji.Simulator.State;

/// <summary>Vulnerable software on a device.</summary>
/// <param name="Device">The device.</param>
/// <param name="Version">The software's version.</param>
/// <param name="Path">Where it is.</param>
/// <param name="FirstFound">When it was first found.</param>
/// <param name="LastFound">When it was last found.</param>
public sealed record SimulatedInstallation(
    SimulatedDevice Device, string Version, string Path, DateTimeOffset FirstFound, DateTimeOffset LastFound);
