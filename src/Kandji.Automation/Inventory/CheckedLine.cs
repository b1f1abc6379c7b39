namespace Kandji.Automation.Inventory;

/// <summary>A line of JSON, an object, whose last member is a checksum of what stands before it.</summary>
internal static class CheckedLine
{
    private const int CheckLength = 16;
    private const string Member = ",\"check\":\"";

    /// <summary>Adds the checksum to an object.</summary>
    /// <param name="json">The object, in one line.</param>
    public static string Create(string json)
    {
        string text = json.Substring(0, json.Length - 1);
        return text + Member + ComputeCheck(text) + "\"}";
    }

    /// <summary>Takes the checksum off a line.</summary>
    /// <returns>The object; null where the line is not as it was written.</returns>
    public static string? Parse(string line)
    {
        int at = line.LastIndexOf(Member, StringComparison.Ordinal);
        return at >= 0 && line.Substring(at + Member.Length) == ComputeCheck(line.Substring(0, at)) + "\"}"
            ? line.Substring(0, at) + "}"
            : null;
    }

    private static string ComputeCheck(string text) => HexText.Hash(text).Substring(0, CheckLength);
}
