using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>A note on a device.</summary>
public sealed class DeviceNote : TenantObject, IDeviceRecord
{
    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceId { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceName { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? SerialNumber { get; set; }

    /// <summary>The note's id, a UUID.</summary>
    public string? NoteId { get; set; }

    /// <summary>When it was written, in local time.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When it was last changed, in local time.</summary>
    public DateTime? UpdatedAt { get; set; }

    /// <summary>Who wrote it.</summary>
    public string? Author { get; set; }

    /// <summary>The text; HTML when it was written in the web app.</summary>
    public string? Content { get; set; }

    /// <summary>The id and the author.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{NoteId} by {Author}");
}
