namespace Kandji.Simulator.State;

/// <summary>One link of a command's error chain.</summary>
/// <param name="Code">The error's number.</param>
/// <param name="Domain">Where the number counts.</param>
/// <param name="Description">What the device says.</param>
public sealed record CommandError(int Code, string Domain, string Description);
