using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kandji.Simulator.State;

/// <summary>
/// The store for files beside the tenant, as the real service has one at a cloud provider: files come in by signed forms and go out by
/// signed addresses, and a token has no business there.
/// </summary>
public sealed class SimulatedStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Signature, byte[] Content)> _published = new(StringComparer.Ordinal);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>How long an address of a file that was uploaded is valid, by the tenant's clock.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The largest file that it takes, in bytes.</summary>
    public long MaxFileSize { get; set; } = long.MaxValue;

    /// <summary>A file that was uploaded, by its key; null when there is none.</summary>
    public byte[]? Find(string key)
    {
        lock (_gate)
            return _files.GetValueOrDefault(key);
    }

    /// <summary>Puts a file where a signed address leads, once.</summary>
    /// <param name="content">The file.</param>
    /// <returns>Path and query below the tenant's base address.</returns>
    public string Publish(byte[] content)
    {
        var id = Guid.NewGuid().ToString();
        var signature = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (_gate)
            _published[id] = (signature, content);
        return $"/storage/files/{id}?signature={signature}";
    }

    /// <summary>Makes an address of a file that was uploaded, which is valid for a while.</summary>
    /// <param name="key">The file's key.</param>
    /// <param name="now">The time.</param>
    /// <returns>Path and query below the tenant's base address.</returns>
    public string Sign(string key, DateTimeOffset now)
    {
        var expires = (now + LinkLifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{Routes.StoreRoutes.ObjectPath}/{Uri.EscapeDataString(Path.GetFileName(key))}?key={Uri.EscapeDataString(key)}"
            + $"&expires={expires}&signature={ComputeSignature(key, expires)}";
    }

    /// <summary>The fields of a form that lets one file in, under this key.</summary>
    public IReadOnlyDictionary<string, string> IssueForm(string key, DateTimeOffset now)
    {
        var form = new Dictionary<string, string>
        {
            ["key"] = key,
            ["x-amz-algorithm"] = "AWS4-HMAC-SHA256",
            ["x-amz-credential"] = $"NORTHWIND/{now:yyyyMMdd}/eu-north-0/s3/aws4_request",
            ["x-amz-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
            ["x-amz-security-token"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)),
            ["policy"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)),
            ["x-amz-signature"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
        };
        lock (_gate)
            _forms[key] = form;
        return form;
    }

    /// <summary>The fields of a form that was issued for a key; null when none was.</summary>
    public IReadOnlyDictionary<string, string>? FindForm(string key)
    {
        lock (_gate)
            return _forms.GetValueOrDefault(key);
    }

    /// <summary>Puts a file there, as if it had been uploaded.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="content">The file.</param>
    public void Put(string key, byte[] content)
    {
        lock (_gate)
            _files[key] = content;
    }

    /// <summary>Indicates whether an address is one of those that were signed, and when it ends; null when it is none.</summary>
    internal DateTimeOffset? FindEnd(string? key, string? expires, string? signature) =>
        key is not null && long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && signature == ComputeSignature(key, expires)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private string ComputeSignature(string key, string expires) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(key + "\n" + expires)));

    internal byte[]? FindPublished(string id, string? signature)
    {
        lock (_gate)
            return _published.TryGetValue(id, out var file) && file.Signature == signature ? file.Content : null;
    }
}

public sealed partial class TenantState
{
    /// <summary>The files beside the tenant.</summary>
    public SimulatedStore Store { get; } = new();
}
