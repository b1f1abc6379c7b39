using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kandji.Client;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// The content of the file of registered tenants. Keys that are unknown here are kept when it is written.
/// </summary>
internal sealed class TenantFile
{
    private const int Schema = 1;
    private const int MaxNameLength = 64;

    private static readonly string[] KnownKeys = ["name", "address", "secretName", "vault", "readOnly"];
    private static readonly Regex NameForm = new(@"^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$", RegexOptions.CultureInvariant);

    // People read the file: letters of every language stay as they are.
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string _path;
    private readonly JsonObject _root;
    private readonly JsonArray _entries;
    private readonly List<KandjiTenant> _tenants = [];

    private TenantFile(string path, JsonObject root, JsonArray entries)
    {
        _path = path;
        _root = root;
        _entries = entries;
    }

    /// <summary>The tenants, in the order of the file.</summary>
    public IReadOnlyList<KandjiTenant> Tenants => _tenants;

    /// <summary>A file without tenants.</summary>
    /// <param name="path">Its name, for errors.</param>
    public static TenantFile Empty(string path)
    {
        var entries = new JsonArray();
        return new TenantFile(path, new JsonObject { ["schema"] = Schema, ["tenants"] = entries }, entries);
    }

    /// <summary>
    /// Indicates whether text may be a registered name: letters, digits, hyphens and underscores. An address has a dot, a colon or a slash,
    /// so that the one is never taken for the other.
    /// </summary>
    public static bool IsName(string text) => text.Length <= MaxNameLength && NameForm.IsMatch(text) && !Guid.TryParse(text, out _);

    /// <summary>Reads a file's content.</summary>
    /// <param name="path">The file's name, for errors.</param>
    /// <param name="content">The new content of the file.</param>
    /// <exception cref="TerminatingException">It is broken, or of a newer version of the module. The error names file and line.</exception>
    public static TenantFile Parse(string path, byte[] content)
    {
        byte[] utf8 = content is [0xEF, 0xBB, 0xBF, ..] ? content.Skip(3).ToArray() : content;
        IReadOnlyDictionary<string, int> lines;
        JsonNode? node;
        try
        {
            lines = JsonLines.Find(utf8);
            node = JsonNode.Parse(utf8);
        }
        catch (JsonException e)
        {
            throw Broken(path, (int)(e.LineNumber ?? 0) + 1, Regex.Replace(e.Message, @"\s*(Path: .*)?(LineNumber: .*)?$", ""), e);
        }
        if (node is not JsonObject root)
            throw Broken(path, 1, "The file has to hold an object with 'schema' and 'tenants'.");
        CheckSchema(path, root, lines);
        if (root["tenants"] is not JsonArray entries)
            throw Broken(path, GetLine(lines, "/tenants"), "The array 'tenants' is missing.");
        var file = new TenantFile(path, root, entries);
        for (int i = 0; i < entries.Count; i++)
            file._tenants.Add(file.ReadEntry(entries[i], $"/tenants/{i}", lines));
        return file;
    }

    /// <summary>The tenant of a name; null when none has it. Case does not count.</summary>
    public KandjiTenant? Find(string name) => _tenants.Find(tenant => IsNamed(tenant, name));

    /// <summary>Adds a tenant, or puts it in the place of the one of its name. Keys that are not known here stay.</summary>
    public void Put(KandjiTenant tenant)
    {
        int at = _tenants.FindIndex(known => IsNamed(known, tenant.Name));
        JsonObject entry;
        if (at < 0)
        {
            entry = new JsonObject();
            _entries.Add((JsonNode)entry);
            _tenants.Add(tenant);
        }
        else
        {
            entry = (JsonObject)_entries[at]!;
            _tenants[at] = tenant;
        }
        entry["name"] = tenant.Name;
        entry["address"] = tenant.Uri.AbsoluteUri.TrimEnd('/');
        entry["secretName"] = tenant.SecretName;
        Set(entry, "vault", tenant.Vault is null ? null : JsonValue.Create(tenant.Vault));
        Set(entry, "readOnly", tenant.IsReadOnly ? JsonValue.Create(true) : null);
    }

    /// <summary>Removes the tenant of a name.</summary>
    public void Remove(string name)
    {
        int at = _tenants.FindIndex(tenant => IsNamed(tenant, name));
        _entries.RemoveAt(at);
        _tenants.RemoveAt(at);
    }

    /// <summary>The content to write.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_root.ToJsonString(Readable) + "\n");

    private static bool IsNamed(KandjiTenant tenant, string name) => string.Equals(tenant.Name, name, StringComparison.OrdinalIgnoreCase);

    private static void Set(JsonObject entry, string key, JsonNode? value)
    {
        if (value is null)
            entry.Remove(key);
        else
            entry[key] = value;
    }

    private static void CheckSchema(string path, JsonObject root, IReadOnlyDictionary<string, int> lines)
    {
        if (root["schema"] is not JsonValue value || !value.TryGetValue(out long schema) || schema < 1)
            throw Broken(path, GetLine(lines, "/schema"), $"'schema' has to be a whole number from 1 to {Schema}.");
        if (schema > Schema)
        {
            string version = typeof(TenantFile).Assembly.GetName().Version!.ToString(3);
            throw new TerminatingException(new ErrorRecord(
                new InvalidOperationException(
                    $"'{path}', line {GetLine(lines, "/schema")}: the file has schema {schema}. Version {version} of the module Kandji "
                        + $"reads schema {Schema}. Update the module, or name another file in the environment variable "
                        + $"{TenantRegistry.Variable}."),
                "KandjiNewerSchema", ErrorCategory.InvalidData, path));
        }
    }

    private KandjiTenant ReadEntry(JsonNode? node, string at, IReadOnlyDictionary<string, int> lines)
    {
        if (node is not JsonObject entry)
            throw Broken(_path, GetLine(lines, at), "A tenant has to be an object.");
        // A mark that is spelled otherwise would be kept and not heeded.
        foreach (string key in entry.Select(pair => pair.Key))
        {
            string letters = key.Replace("_", "").Replace("-", "");
            string? meant = Array.Find(KnownKeys, known => known.Equals(letters, StringComparison.OrdinalIgnoreCase));
            if (meant is not null && meant != key)
                throw Broken(_path, GetLine(lines, at + "/" + key), $"'{key}' has to be spelled '{meant}'.");
        }
        string name = Text(entry, "name", at, lines) ?? throw Broken(_path, GetLine(lines, at), "A tenant lacks its 'name'.");
        if (!IsName(name))
            throw Broken(_path, GetLine(lines, at + "/name"), $"'{name}' is not a name: {NameRule}");
        if (Find(name) is not null)
            throw Broken(_path, GetLine(lines, at + "/name"), $"The tenant '{name}' is there twice.");
        string address = Text(entry, "address", at, lines)
            ?? throw Broken(_path, GetLine(lines, at), $"The tenant '{name}' lacks its 'address'.");
        string secret = Text(entry, "secretName", at, lines)
            ?? throw Broken(_path, GetLine(lines, at), $"The tenant '{name}' lacks its 'secretName'.");
        bool isReadOnly = false;
        if (entry["readOnly"] is { } mark && (mark is not JsonValue value || !value.TryGetValue(out isReadOnly)))
            throw Broken(_path, GetLine(lines, at + "/readOnly"), "'readOnly' has to be true or false.");
        try
        {
            return new KandjiTenant(name, ToUri(address), secret, Text(entry, "vault", at, lines), isReadOnly);
        }
        catch (ArgumentException e)
        {
            string message = ErrorRecords.CreateForArgument(e, "", null).Exception.Message;
            throw Broken(_path, GetLine(lines, at + "/address"), message);
        }
    }

    /// <summary>The rule for names, for errors.</summary>
    public static string NameRule => $"a name has letters, digits, hyphens and underscores, {MaxNameLength} characters at most.";

    /// <summary>The root of the API at an address with or without a scheme.</summary>
    /// <exception cref="ArgumentException">It is not an address that a token may be sent to.</exception>
    public static Uri ToUri(string address) =>
        address.IndexOf("://", StringComparison.Ordinal) >= 0 && Uri.TryCreate(address.Trim(), UriKind.Absolute, out Uri? uri)
            ? TenantAddress.FromUri(uri)
            : TenantAddress.FromTenant(address);

    private string? Text(JsonObject entry, string key, string at, IReadOnlyDictionary<string, int> lines)
    {
        if (entry[key] is not { } node)
            return null;
        return node is JsonValue value && value.TryGetValue(out string? text) && !string.IsNullOrWhiteSpace(text)
            ? text
            : throw Broken(_path, GetLine(lines, at + "/" + key), $"'{key}' has to be text that is not empty.");
    }

    private static int GetLine(IReadOnlyDictionary<string, int> lines, string pointer) =>
        lines.TryGetValue(pointer, out int line) ? line : 1;

    private static TerminatingException Broken(string path, int line, string what, Exception? cause = null) => new(new ErrorRecord(
        new InvalidOperationException(
            $"'{path}', line {line}: {DisplayText.Sanitize(what)} Correct the file, which holds the registered tenants, or remove it "
                + "and register them again.", cause),
        "KandjiInvalidTenantFile", ErrorCategory.InvalidData, path));
}
