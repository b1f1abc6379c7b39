using System.Text;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// Tells the server tokens of Apple Business Manager from other files. A token is an encrypted message (PKCS #7): as Apple gives it, with
/// the head of an e-mail, or bare, in base64, PEM or binary.
/// </summary>
internal static class ServerToken
{
    // The head of Apple's files has some 200 bytes.
    private const int HeadLength = 2048;

    /// <summary>Indicates whether the content of a file looks like a server token.</summary>
    public static bool IsOne(byte[] content)
    {
        string head = Encoding.ASCII.GetString(content, 0, Math.Min(content.Length, HeadLength)).TrimStart('?', ' ', '\t', '\r', '\n');
        if (head.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || head.StartsWith("MIME-", StringComparison.OrdinalIgnoreCase))
            return head.IndexOf("pkcs7", StringComparison.OrdinalIgnoreCase) >= 0;
        // In base64 and in binary it begins with a sequence whose length is written in several bytes, or is left open.
        return head.StartsWith("-----BEGIN PKCS7-----", StringComparison.Ordinal)
            || head.StartsWith("-----BEGIN CMS-----", StringComparison.Ordinal)
            || head.StartsWith("MI", StringComparison.Ordinal)
            || (content.Length > 1 && content[0] == 0x30 && content[1] >= 0x80);
    }
}
