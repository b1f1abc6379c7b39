using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>The hardware of an Apple or Windows device.</summary>
public class DeviceHardwareOverview : KandjiObject
{
    /// <summary>Mac: the model without its year.</summary>
    public string? ModelName { get; set; }

    /// <summary>Apple: the maker's name of the model, as <c>Mac15,3</c>.</summary>
    public string? ModelIdentifier { get; set; }

    /// <summary>Mac: the processor.</summary>
    public string? ProcessorName { get; set; }

    /// <summary>Mac with an Intel processor: its clock in the service's words.</summary>
    public string? ProcessorSpeed { get; set; }

    /// <summary>Mac: the number of processors.</summary>
    public int? NumberOfProcessors { get; set; }

    /// <summary>Mac: the number of cores of all processors.</summary>
    public int? TotalNumberOfCores { get; set; }

    /// <summary>Mac: the memory in the service's words: <c>16 GB LPDDR5</c>.</summary>
    public string? Memory { get; set; }

    /// <summary>Mac: the hardware's UUID.</summary>
    public string? Udid { get; set; }

    /// <summary>iPhone, iPad, Apple TV: the hardware's id.</summary>
    public string? Uuid { get; set; }

    /// <summary>Apple: the serial number.</summary>
    public string? SerialNumber { get; set; }

    /// <summary>Windows: the version of the firmware.</summary>
    public string? BiosVersion { get; set; }

    /// <summary>Windows: the mobile operator that sold the device.</summary>
    public string? CommercializationOperator { get; set; }

    /// <summary>Windows: the free storage, in megabytes of 1,048,576 bytes as Windows counts.</summary>
    public long? FreeCapacity { get; set; }

    /// <summary>Windows: the processor's architecture.</summary>
    public string? ProcessorArchitecture { get; set; }

    /// <summary>Windows: the version of the modem's software.</summary>
    public string? RadioSoftwareVersion { get; set; }

    /// <summary>Windows: the serial number.</summary>
    public string? SmbiosSerialNumber { get; set; }

    /// <summary>Windows: the memory, in megabytes of 1,048,576 bytes as Windows counts.</summary>
    public long? TotalRam { get; set; }

    /// <summary>Windows: the storage, in megabytes of 1,048,576 bytes as Windows counts.</summary>
    public long? TotalCapacity { get; set; }
}
