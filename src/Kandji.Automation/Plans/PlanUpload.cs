namespace Kandji.Automation.Plans;

/// <summary>
/// A value of a step's body that is not in the plan's file: an installer, by its path, or a text of a library item, which lies in a file
/// beside the plan whose name is the text's SHA-256.
/// </summary>
public sealed class PlanUpload
{
    /// <summary>The key of the body: <c>file_key</c>, <c>script</c>, <c>file</c>.</summary>
    public string Key { get; init; } = "";

    /// <summary>The full path of an installer, which is uploaded when the plan is applied; null for a text beside the plan.</summary>
    public string? Path { get; init; }

    /// <summary>The name that the file is sent with; null for a text that is a value of the body.</summary>
    public string? FileName { get; init; }

    /// <summary>The SHA-256 of its bytes, or of the text's UTF-8, in lower-case hexadecimal digits.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The number of bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>The key and the file.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{Key}: {Path ?? "text"} ({Bytes} bytes, SHA-256 {Sha256})";
}
