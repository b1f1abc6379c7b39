using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>One link of the chain of errors with which a device answered a command.</summary>
public class DeviceCommandError : KandjiObject
{
    /// <summary>The error's number.</summary>
    public long? Code { get; set; }

    /// <summary>Where the number counts: <c>MCMDMErrorDomain</c>.</summary>
    public string? Domain { get; set; }

    /// <summary>The error message in the language of the device.</summary>
    public string? LocalizedDescription { get; set; }

    /// <summary>The error message in English.</summary>
    [ApiName("us_english_description")]
    public string? UsEnglishDescription { get; set; }

    /// <summary>The error message with the error code.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() =>
        PrintableText.Sanitize(
            $"{(string.IsNullOrEmpty(UsEnglishDescription) ? LocalizedDescription : UsEnglishDescription)} ({Domain} {Code})");
}
