namespace Kandji.Simulator.State;

/// <summary>One link of a command's error chain.</summary>
/// <param name="Code">The error's number.</param>
/// <param name="Domain">Where the number counts.</param>
/// <param name="Description">The description, in the device's words.</param>
public sealed record CommandError(int Code, string Domain, string Description);
