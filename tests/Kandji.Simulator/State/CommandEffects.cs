namespace Kandji.Simulator.State;

/// <summary>The effects of a command on the device's record.</summary>
/// <param name="Done">Once the device has done it.</param>
/// <param name="Accepted">As soon as the service has accepted it.</param>
/// <param name="Failed">Once the device has failed.</param>
internal readonly record struct CommandEffects(Action? Done = null, Action? Accepted = null, Action? Failed = null);
