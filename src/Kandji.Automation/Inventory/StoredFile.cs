namespace Kandji.Automation.Inventory;

/// <summary>A file of a store, as the manifest names it.</summary>
internal sealed class StoredFile
{
    /// <summary>The name.</summary>
    public string File { get; set; } = "";

    /// <summary>The length in bytes.</summary>
    public long Length { get; set; }

    /// <summary>The SHA-256.</summary>
    public string Sha256 { get; set; } = "";
}
