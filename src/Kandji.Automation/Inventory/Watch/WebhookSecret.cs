using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Kandji.Automation.Inventory.Watch;

/// <summary>
/// A secret that the receiver knows too, in the form of Standard Webhooks: <c>whsec_</c> and 24 to 64 bytes in Base64. It signs what is
/// sent, and appears nowhere.
/// </summary>
internal sealed class WebhookSecret : IDisposable
{
    private const string Prefix = "whsec_";
    private const int MinLength = 24;
    private const int MaxLength = 64;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>Reads a secret.</summary>
    /// <exception cref="ArgumentException">It has another form. The error does not show it.</exception>
    public static WebhookSecret Parse(SecureString secret)
    {
        string text = new NetworkCredential("", secret).Password.Trim();
        byte[]? key = null;
        try
        {
            key = text.StartsWith(Prefix, StringComparison.Ordinal) ? Convert.FromBase64String(text.Substring(Prefix.Length)) : null;
        }
        catch (FormatException)
        {
            // Not Base64, which the error says.
        }
        return key is { Length: >= MinLength and <= MaxLength }
            ? new WebhookSecret(key)
            : throw new ArgumentException(
                $"The secret of a receiver is '{Prefix}' and {MinLength} to {MaxLength} bytes in Base64, as Standard Webhooks has it. The "
                    + "receiver has to know the same.");
    }

    /// <summary>Signs a message.</summary>
    /// <param name="id">The id of the message.</param>
    /// <param name="timestamp">The time of the try, in seconds since 1970.</param>
    /// <param name="body">The bytes that are sent.</param>
    /// <returns>The signature as the header holds it: <c>v1,</c> and Base64.</returns>
    public string Sign(string id, string timestamp, byte[] body)
    {
        byte[] head = Encoding.UTF8.GetBytes(id + "." + timestamp + ".");
        byte[] content = new byte[head.Length + body.Length];
        head.CopyTo(content, 0);
        body.CopyTo(content, head.Length);
        using var hmac = new HMACSHA256(_key);
        return "v1," + Convert.ToBase64String(hmac.ComputeHash(content));
    }

    /// <summary>Forgets the secret.</summary>
    public void Dispose() => Array.Clear(_key, 0, _key.Length);
}
