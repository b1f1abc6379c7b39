using Kandji.Client.Model;

namespace Kandji.Client.Prism;

/// <summary>An export of a category: asked for, then being made, then a file to download. Times are local.</summary>
public sealed class PrismExport : KandjiObject
{
    /// <summary>The export's id.</summary>
    public string? Id { get; set; }

    /// <summary>How far it is: <c>pending</c>, <c>success</c>, ...</summary>
    public string? Status { get; set; }

    /// <summary>The category, by the API's name.</summary>
    public string? Category { get; set; }

    /// <summary>The parameters of the export.</summary>
    public PrismExportArguments? Args { get; set; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? ErrorMsg { get; set; }

    /// <summary>Where the service keeps the file.</summary>
    public string? Path { get; set; }

    /// <summary>Where the file can be downloaded from for a while, without a token. Whoever has this address has the file.</summary>
    public string? SignedUrl { get; set; }

    /// <summary>When it was asked for, in local time.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When its status last changed, in local time.</summary>
    public DateTime? UpdatedAt { get; set; }

    /// <summary>Indicates whether the file can be downloaded.</summary>
    public bool IsReady => string.Equals(Status, "success", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(SignedUrl);

    /// <summary>Indicates whether there will never be a file.</summary>
    public bool HasFailed =>
        !string.IsNullOrEmpty(ErrorMsg)
        || Status?.ToUpperInvariant() is "FAILED" or "FAILURE" or "ERROR" or "CANCELED" or "CANCELLED" or "EXPIRED";

    /// <summary>Category and status.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{Category} ({Status})";
}
