using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>How far the service has come with an uploaded .ipa file.</summary>
public sealed class InHouseAppUploadStatus : KandjiObject
{
    /// <summary><c>UPLOADING</c>, <c>UPLOADED</c>, <c>VALIDATED</c>, <c>UPLOAD_FAILED</c>, <c>VALIDATE_FAILED</c>, ...</summary>
    public string? Status { get; set; }

    /// <summary>The reason for the status.</summary>
    public string? Reason { get; set; }

    /// <summary>The file's SHA-256 sum in hexadecimal digits.</summary>
    public string? Sha256 { get; set; }

    /// <summary>The metadata of the app that the file contains.</summary>
    public object? Metadata { get; set; }
}
