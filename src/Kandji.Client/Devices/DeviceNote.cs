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

    /// <summary>The text, as a browser would show it.</summary>
    public string? Content => HtmlText.ToPlain(ContentHtml);

    /// <summary>The text as the service has it: HTML when it was written in the web app, and else the same as the content.</summary>
    [ApiName("content")]
    public string? ContentHtml { get; set; }

    /// <summary>Indicates whether HTML shows a text.</summary>
    internal static bool HasText(string? html, string text) => html is not null && HtmlText.ToPlain(html) == text;

    /// <summary>The id and the author.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{NoteId} by {Author}");
}
