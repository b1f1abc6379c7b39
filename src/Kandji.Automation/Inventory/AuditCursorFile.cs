using System.Text;
using System.Text.Json;
using Kandji.Automation.Files;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Inventory;

/// <summary>
/// The file that keeps how far the audit log was read. Events that were read and not taken yet are kept apart in it: until they are taken,
/// the next run reads from where the last one that was taken ended.
/// </summary>
internal sealed class AuditCursorFile
{
    /// <summary>The schema.</summary>
    public int Schema { get; set; } = StoreManifest.CurrentSchema;

    /// <summary>The API's host of the tenant.</summary>
    public string Host { get; set; } = "";

    /// <summary>How far was read and taken.</summary>
    public AuditPosition Taken { get; set; } = new();

    /// <summary>How far was read; null when all of it was taken.</summary>
    public AuditPosition? Pending { get; set; }

    /// <summary>Reads the file; a new one where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="host">The host of the tenant; null where the file has to be there.</param>
    /// <exception cref="InventoryException">It is not there, of another tenant, damaged, or of a newer version.</exception>
    /// <exception cref="IOException">It is a folder, or would be in one that is not there.</exception>
    public static AuditCursorFile Load(string path, string? host)
    {
        // Found out now, and not when the whole log was read and could not be kept.
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a folder.");
        if (!File.Exists(path))
        {
            if (host is not null && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
                throw new DirectoryNotFoundException($"There is no folder for '{path}'.");
            return new AuditCursorFile
            {
                Host = host ?? throw new InventoryException("KandjiNotFound",
                    $"There is no file '{path}'. Get-KandjiAuditEvent -CursorPath makes it."),
            };
        }
        byte[] content = File.ReadAllBytes(path);
        StoreManifest.CheckSchema(path, content);
        AuditCursorFile? file;
        try
        {
            file = JsonSerializer.Deserialize<AuditCursorFile>(content, StoreManifest.LineFormat);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Damaged(path, e);
        }
        // The members may be null, whatever their types say.
        if (file is not { Host.Length: > 0, Schema: >= 1, Taken.Seen: not null } || file is { Pending: { Seen: null } })
            throw Damaged(path, null);
        if (host is not null && !file.Host.Equals(host, StringComparison.OrdinalIgnoreCase))
        {
            throw new InventoryException("KandjiOtherTenant",
                $"The cursor '{path}' is of {file.Host}, and the session is with {host}. Nothing was read. Use a file for each tenant.");
        }
        return file;
    }

    /// <summary>
    /// Keeps how far was read. What another run has kept since the file was read is not undone: what that has taken stays taken, and what
    /// it has returned stays pending unless it is taken here.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="position">How far was read.</param>
    /// <param name="isTaken">Indicates whether it is taken as well.</param>
    /// <param name="clock">The clock to wait for others by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InventoryException">Another program has put something else in the place of the file.</exception>
    public async Task SaveAsync(string path, AuditPosition position, bool isTaken, TimeProvider clock, CancellationToken cancellationToken)
    {
        using FileLock taken = await FileLock.AcquireAsync(path, clock, cancellationToken).ConfigureAwait(false);
        if (File.Exists(path))
        {
            AuditCursorFile now = Load(path, Host);
            (Taken, Pending) = (now.Taken, now.Pending);
        }
        if (isTaken)
            Taken = Taken.Union(position);
        else
            Pending = position.Clone();
        if (Pending is not null && Taken.Includes(Pending))
            Pending = null;
        byte[] content = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, StoreManifest.LineFormat) + "\n");
        await AtomicFile.WriteAsync(path, content, overwrite: true, cancellationToken, isPrivate: true).ConfigureAwait(false);
    }

    private static InventoryException Damaged(string path, Exception? cause) =>
        new("KandjiInventoryDamaged",
            $"'{path}' is not a cursor of the audit log, or is damaged. Restore it, or delete it and begin with -StartDate.", cause);
}
