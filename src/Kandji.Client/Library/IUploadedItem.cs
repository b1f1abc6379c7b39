namespace Kandji.Client.Library;

/// <summary>The common properties of the library items that are made of an uploaded file: custom apps and in-house apps.</summary>
internal interface IUploadedItem : ILibraryItem
{
    /// <summary>Where the service keeps the file.</summary>
    string? FileKey { get; }

    /// <summary>An address from which the file can be downloaded for a short time.</summary>
    string? FileUrl { get; }

    /// <summary>The file's SHA-256 sum in hexadecimal digits.</summary>
    string? Sha256 { get; }
}
