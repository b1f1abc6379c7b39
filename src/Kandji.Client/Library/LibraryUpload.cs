using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>The service's leave to upload one file: where to, and the fields of the signed form.</summary>
public sealed class LibraryUpload : KandjiObject
{
    /// <summary>The upload's id, by which the status of an in-house app's upload is asked for.</summary>
    public string? Id { get; set; }

    /// <summary>The file's name, of a custom app.</summary>
    public string? Name { get; set; }

    /// <summary>The file's name, of an in-house app.</summary>
    public string? Filename { get; set; }

    /// <summary>The SHA-256 sum, once it is known.</summary>
    public string? Sha256 { get; set; }

    /// <summary>Until when the upload has to begin, in local time.</summary>
    public DateTime? Expires { get; set; }

    /// <summary>Where the form is posted to.</summary>
    public string? PostUrl { get; set; }

    /// <summary>The form's fields, which are signed: a secret until the upload has expired.</summary>
    public object? PostData { get; set; }

    /// <summary>The key by which the file is known once it has been uploaded.</summary>
    public string? FileKey { get; set; }

    internal Uri? Address => Uri.TryCreate(PostUrl, UriKind.Absolute, out Uri? address) ? address : null;

    internal IReadOnlyList<KeyValuePair<string, string>> Fields =>
        PostData is IEnumerable<KeyValuePair<string, object?>> fields
            ? fields.Select(pair => new KeyValuePair<string, string>(
                pair.Key, Convert.ToString(pair.Value, System.Globalization.CultureInfo.InvariantCulture) ?? "")).ToList()
            : [];

    /// <summary>The file's name, without the signed fields that let anybody upload it.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(Filename ?? Name ?? Id);
}
