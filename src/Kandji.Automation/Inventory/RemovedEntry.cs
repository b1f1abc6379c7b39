namespace Kandji.Automation.Inventory;

/// <summary>Something that was removed, so that its return is known as one.</summary>
/// <param name="id">The id.</param>
/// <param name="serialNumber">The serial number; empty for none.</param>
/// <param name="run">The number of the run that found it missing; the journal has it as it was.</param>
internal sealed class RemovedEntry(string id, string serialNumber, long run)
{
    public string Id { get; } = id;

    public string SerialNumber { get; } = serialNumber;

    public long Run { get; } = run;
}
