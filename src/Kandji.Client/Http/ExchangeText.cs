using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Kandji.Client.Http;

/// <summary>Requests and answers as text for <c>-Debug</c>, with everything secret masked.</summary>
internal static class ExchangeText
{
    private const int Longest = 4000;
    private const string Mask = "***";

    // Keys whose values are secrets, in bodies sent and received.
    private static readonly Regex SecretInJson = new(
        "(\"(?:pin|unlock_pin|newpassword|password|recovery_password|key|recovery_key|filevault_key|personal_recovery_key|user_based_albc|device_based_albc"
        + "|bypass_code|token|secret|signature|policy|x-amz-[a-z-]*|post_url|signed_url|file_url|app_icon|url|phonenumber"
        // What administrators wrote often holds secrets of theirs.
        + "|profile|script|remediation_script|audit_script|preinstall_script|postinstall_script)\"\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"|[0-9]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));

    private static readonly Regex SecretInForm = new(
        "(^|&)((?:audit_script|preinstall_script|postinstall_script)=)[^&]*", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));

    /// <summary>A request, before it is sent.</summary>
    public static async Task<string> OfAsync(HttpRequestMessage message)
    {
        var text = new StringBuilder().Append(message.Method).Append(' ').Append(message.RequestUri).Append('\n');
        Append(text, message.Headers);
        if (message.Content is { } content)
        {
            Append(text, content.Headers);
            bool isText = content.Headers.ContentType?.MediaType is "application/json" or "application/x-www-form-urlencoded";
            text.Append('\n').Append(isText ? MaskSecrets(await content.ReadAsStringAsync().ConfigureAwait(false)) : "(a body that is not text)");
        }
        return text.ToString();
    }

    /// <summary>An answer, after it was read.</summary>
    public static string Of(ApiResponse response)
    {
        var text = new StringBuilder().Append((int)response.Status).Append(' ').Append(response.Status).Append('\n');
        Append(text, response.Headers);
        string body = Encoding.UTF8.GetString(response.Body.Slice(0, Math.Min(response.Body.Length, Longest * 2)).ToArray());
        body = MaskSecrets(body);
        text.Append('\n').Append(body.Length > Longest ? body.Substring(0, Longest) + "…" : body);
        return text.ToString();
    }

    /// <summary>Masks what is secret in a body.</summary>
    public static string MaskSecrets(string body) =>
        SecretInForm.Replace(SecretInJson.Replace(body, "$1\"" + Mask + "\""), "$1$2" + Mask);

    private static void Append(StringBuilder text, HttpHeaders headers)
    {
        foreach (var header in headers)
        {
            bool secret = header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
                || header.Key.IndexOf("cookie", StringComparison.OrdinalIgnoreCase) >= 0;
            text.Append(header.Key).Append(": ").Append(secret ? Mask : string.Join(", ", header.Value)).Append('\n');
        }
    }
}
