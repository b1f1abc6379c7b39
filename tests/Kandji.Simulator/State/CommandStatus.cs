namespace Kandji.Simulator.State;

/// <summary>The numbers that the service gives to how far a command is.</summary>
public enum CommandStatus
{
    /// <summary>Not fetched by the device yet.</summary>
    Pending = 1,

    /// <summary>Fetched by the device.</summary>
    Running = 2,

    /// <summary>Done.</summary>
    Completed = 3,

    /// <summary>The device refused or failed.</summary>
    Failed = 4,

    /// <summary>The device wants to be asked again.</summary>
    NotNow = 5,
}
