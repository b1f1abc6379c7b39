using System.Text;
using System.Text.Json;

namespace Kandji.Automation.Inventory.Watch;

/// <summary>The file that says which messages of a queue have been dealt with, and of which tenant they are.</summary>
internal sealed class QueuePosition
{
    /// <summary>The schema.</summary>
    public int Schema { get; set; } = StoreManifest.CurrentSchema;

    /// <summary>The API's host of the tenant.</summary>
    public string Host { get; set; } = "";

    /// <summary>The number of the file in which the next message is.</summary>
    public long File { get; set; }

    /// <summary>The position of the next message in it.</summary>
    public long Offset { get; set; }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Its name, for errors.</param>
    /// <param name="content">The content.</param>
    /// <returns>The position; null where the file is damaged.</returns>
    /// <exception cref="InventoryException">It is of a newer version of the module.</exception>
    public static QueuePosition? Parse(string path, byte[] content)
    {
        StoreManifest.CheckSchema(path, content);
        try
        {
            return CheckedLine.Parse(Encoding.UTF8.GetString(content).TrimEnd('\n')) is { } json
                ? JsonSerializer.Deserialize<QueuePosition>(json, StoreManifest.LineFormat)
                : null;
        }
        catch (JsonException)
        {
            // Damaged: what was dealt with is sent again, with the same ids.
            return null;
        }
    }

    /// <summary>The content of the file.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(CheckedLine.Create(JsonSerializer.Serialize(this, StoreManifest.LineFormat)) + "\n");
}
