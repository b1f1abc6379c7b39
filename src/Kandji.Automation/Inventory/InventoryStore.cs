using System.Globalization;
using Kandji.Automation.Files;

namespace Kandji.Automation.Inventory;

/// <summary>
/// A folder that keeps what a tenant looked like, and what has changed since. Its manifest names the files that count, and a run has
/// happened when the manifest was replaced; whatever ends a run before leaves the store as it was. Files of the state before the last are
/// kept, and used with a warning where those of the last are damaged.
/// </summary>
internal sealed class InventoryStore : IDisposable
{
    private const string ManifestName = "inventory.json";
    private const string PreviousManifestName = "inventory.previous.json";

    private readonly StoreFolder _folder;
    private readonly FileLock? _lock;
    private readonly List<string> _warnings = [];
    private readonly HashSet<string> _checked = new(StringComparer.Ordinal);
    private readonly StoreManifest _manifest;

    private InventoryStore(StoreFolder folder, FileLock? taken, StoreManifest manifest)
    {
        _folder = folder;
        _lock = taken;
        _manifest = manifest;
    }

    /// <summary>The folder.</summary>
    public StoreFolder Folder => _folder;

    /// <summary>The API's host of the tenant that the store is of.</summary>
    public string Host => _manifest.Host;

    /// <summary>The damage that was found, and the state that was used instead.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The kinds that the store has.</summary>
    public IEnumerable<InventoryKind> Kinds => InventoryKind.All.Where(kind => _manifest.Kinds.ContainsKey(kind.Name));

    /// <summary>Opens a store for a run, which nobody else can do meanwhile. One that is not there is made.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="host">The host of the tenant; null where the store has to be there.</param>
    /// <param name="clock">The clock to wait for others by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InventoryException">It is not there, of another tenant, damaged beyond use, or of a newer version.</exception>
    /// <exception cref="LockedFileException">Another run is under way.</exception>
    public static async Task<InventoryStore> OpenAsync(
        StoreFolder folder, string? host, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (host is null)
            RequireStore(folder);
        folder.Create();
        FileLock taken = await FileLock.AcquireAsync(folder.GetPath("inventory"), clock, cancellationToken).ConfigureAwait(false);
        try
        {
            var warnings = new List<string>();
            StoreManifest? manifest = Load(folder, warnings);
            if (manifest is null && !IsFirst(folder))
                throw Damaged(folder);
            manifest ??= new StoreManifest { Host = host ?? throw NoStore(folder) };
            if (host is not null && !manifest.Host.Equals(host, StringComparison.OrdinalIgnoreCase))
            {
                throw new InventoryException("KandjiOtherTenant",
                    $"The inventory '{folder.Path}' is of {manifest.Host}, and the session is with {host}. Nothing was read. Use a folder "
                        + "for each tenant.");
            }
            var store = new InventoryStore(folder, taken, manifest);
            store._warnings.AddRange(warnings);
            return store;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Opens a store for reading. A run may be under way.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InventoryException">It is not there, damaged beyond use, or of a newer version.</exception>
    public static InventoryStore OpenRead(StoreFolder folder)
    {
        RequireStore(folder);
        var warnings = new List<string>();
        StoreManifest manifest = Load(folder, warnings) ?? throw Damaged(folder);
        var store = new InventoryStore(folder, null, manifest);
        store._warnings.AddRange(warnings);
        return store;
    }

    /// <summary>The time of the first run of a kind, in UTC; null where there was none.</summary>
    public DateTime? GetBeginning(InventoryKind kind) =>
        _manifest.Kinds.TryGetValue(kind.Name, out StoredKind? stored) ? stored.Began : null;

    /// <summary>
    /// The last state of a kind whose files are whole; null where the kind was never read.
    /// </summary>
    /// <exception cref="InventoryException">No state's files are whole.</exception>
    public StoredState? Find(InventoryKind kind)
    {
        if (!_manifest.Kinds.TryGetValue(kind.Name, out StoredKind? stored))
            return null;
        if (_checked.Contains(kind.Name))
            return stored.Current;
        List<PendingRun> lost = FindLost(kind, stored.Current);
        string? problem = FindDamage(stored.Current)
            ?? (lost.Count > 0 ? $"'{_folder.GetPath(GetJournal(kind).FileName)}' is damaged." : null);
        if (problem is not null && stored.Previous is { } older && FindDamage(older) is null && FindLost(kind, older).Count == 0)
        {
            _warnings.Add(string.Format(CultureInfo.CurrentCulture,
                "{0} The state of {1:g} is used instead: changes since then may be written again.", problem, older.AsOf.ToLocalTime()));
            stored.Current = older;
            stored.Previous = null;
        }
        else if (problem is not null)
        {
            if (FindDamage(stored.Current) is not null)
            {
                throw new InventoryException("KandjiInventoryDamaged",
                    $"{problem} There is no older state of the {Words(kind)} that could be used instead. Restore the folder from a backup, "
                        + "or begin a new one.");
            }
            _warnings.Add($"{problem} Changes that nobody had taken are lost. Compare what received them with Get-KandjiInventory.");
            stored.Current.Pending.RemoveAll(lost.Contains);
        }
        _checked.Add(kind.Name);
        return stored.Current;
    }

    /// <summary>Opens the rows of a state.</summary>
    public SnapshotReader OpenSnapshot(StoredState state)
    {
        SnapshotIndex index;
        using (FileStream stream = _folder.OpenRead(state.Index.File))
            index = SnapshotIndex.Read(stream, state.Count);
        return new SnapshotReader(_folder.OpenRead(state.Snapshot.File), index);
    }

    /// <summary>The journal of a kind.</summary>
    public Journal GetJournal(InventoryKind kind) => new(_folder, kind);

    /// <summary>The runs of a kind that found changes, with warnings for what is damaged.</summary>
    public List<JournalFrame> ReadFrames(InventoryKind kind, StoredState state)
    {
        Journal journal = GetJournal(kind);
        List<JournalFrame> frames = journal.ReadFrames(state, _warnings);
        foreach (JournalFrame broken in frames.Where(frame => !journal.IsIntact(frame)).ToList())
        {
            frames.Remove(broken);
            _warnings.Add(string.Format(CultureInfo.CurrentCulture,
                "The changes of {0:g} in '{1}' are damaged, and left out.", broken.At.ToLocalTime(), _folder.GetPath(journal.FileName)));
        }
        return frames;
    }

    /// <summary>Makes a new state of a kind the one that counts. Its files are on the disk.</summary>
    public void Commit(InventoryKind kind, StoredState state)
    {
        StoredKind? stored = _manifest.Kinds.TryGetValue(kind.Name, out StoredKind? known) ? known : null;
        _manifest.Kinds[kind.Name] = new StoredKind
        {
            Began = stored?.Began ?? state.AsOf,
            Current = state,
            Previous = stored?.Current,
        };
        Save();
        _checked.Add(kind.Name);
    }

    /// <summary>Takes pending changes: all of them, or those of some ids.</summary>
    /// <param name="ids">The ids; null for all.</param>
    /// <returns>How many were taken, and the ids that no change has. One that was taken before may be taken again.</returns>
    public (int Taken, IReadOnlyCollection<string> Unknown) Take(IReadOnlyCollection<string>? ids)
    {
        var left = new HashSet<string>(ids ?? [], StringComparer.OrdinalIgnoreCase);
        int taken = 0;
        foreach (InventoryKind kind in InventoryKind.Stored.Where(kind => _manifest.Kinds.ContainsKey(kind.Name)))
        {
            StoredState state = Find(kind)!;
            if (ids is null)
            {
                taken += state.Pending.Sum(CountLeft);
                state.Pending.Clear();
            }
            else
            {
                taken += Take(kind, state, left);
            }
            // The older state has the same changes pending; where it is needed, what was taken is not written again.
            if (_manifest.Kinds[kind.Name].Previous is { } previous)
            {
                previous.Pending = previous.Pending
                    .Select(run => state.Pending.Find(now => now.Run == run.Run)).OfType<PendingRun>().Select(run => run.Clone()).ToList();
            }
        }
        if (taken > 0)
            Save();
        RemoveTaken(left);
        return (taken, left);
    }

    /// <summary>The pending changes of a kind, the oldest first.</summary>
    public IEnumerable<(JournalFrame Frame, StoredChange Change)> ReadPending(InventoryKind kind, StoredState state)
    {
        if (state.Pending.Count == 0)
            yield break;
        Journal journal = GetJournal(kind);
        Dictionary<long, JournalFrame> frames = journal.ReadFrames(state, null).ToDictionary(frame => frame.Run);
        foreach (PendingRun run in state.Pending)
        {
            JournalFrame frame = frames[run.Run];
            byte[] bits = run.GetBits();
            int at = 0;
            foreach (ArraySegment<byte> line in journal.ReadLines(frame))
            {
                if (!IsSet(bits, at++))
                    yield return (frame, StoredChange.Read(line));
            }
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _lock?.Dispose();

    private int Take(InventoryKind kind, StoredState state, HashSet<string> left)
    {
        if (left.Count == 0 || state.Pending.Count == 0)
            return 0;
        Journal journal = GetJournal(kind);
        Dictionary<long, JournalFrame> frames = journal.ReadFrames(state, null).ToDictionary(frame => frame.Run);
        int taken = 0;
        foreach (PendingRun run in state.Pending)
        {
            byte[] bits = run.GetBits();
            int at = 0;
            foreach (ArraySegment<byte> line in journal.ReadLines(frames[run.Run]))
            {
                if (left.Remove(StoredChange.ReadId(line)) && !IsSet(bits, at))
                {
                    bits[at / 8] |= (byte)(1 << (at % 8));
                    taken++;
                }
                at++;
            }
            run.Taken = Convert.ToBase64String(bits);
        }
        state.Pending.RemoveAll(run => CountLeft(run) == 0);
        return taken;
    }

    // Whoever is not sure that it went well the last time takes the same again.
    private void RemoveTaken(HashSet<string> ids)
    {
        foreach (InventoryKind kind in InventoryKind.Stored.Where(kind => ids.Count > 0 && _manifest.Kinds.ContainsKey(kind.Name)))
        {
            Journal journal = GetJournal(kind);
            foreach (JournalFrame frame in ReadFrames(kind, Find(kind)!))
            {
                foreach (ArraySegment<byte> line in journal.ReadLines(frame))
                    ids.Remove(StoredChange.ReadId(line));
            }
        }
    }

    private static int CountLeft(PendingRun run)
    {
        byte[] bits = run.GetBits();
        return Enumerable.Range(0, run.Count).Count(at => !IsSet(bits, at));
    }

    private static bool IsSet(byte[] bits, int at) => (bits[at / 8] & (1 << (at % 8))) != 0;

    // The file before is kept under another name first: at every moment one of the two is whole.
    private void Save()
    {
        if (Read(_folder, ManifestName) is { } last)
            _folder.Write(PreviousManifestName, last.ToUtf8());
        _folder.Write(ManifestName, _manifest.ToUtf8());
        Clean();
    }

    // Files that neither manifest names: older states, and what interrupted runs left.
    private void Clean()
    {
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string manifest in new[] { ManifestName, PreviousManifestName })
        {
            if (Read(_folder, manifest) is { } known)
                named.UnionWith(known.Kinds.Values.SelectMany(GetFiles));
        }
        foreach (string name in _folder.GetNames().ToList())
        {
            bool isState = name.EndsWith(".snapshot.gz", StringComparison.Ordinal) || name.EndsWith(".index.gz", StringComparison.Ordinal);
            if ((isState && !named.Contains(name)) || name.EndsWith(".part", StringComparison.Ordinal))
                Delete(name);
        }
    }

    private void Delete(string name)
    {
        try
        {
            _folder.Delete(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody reads it. The run has happened, and the next one deletes it.
        }
    }

    private static IEnumerable<string> GetFiles(StoredKind kind) =>
        new[] { kind.Current, kind.Previous }.OfType<StoredState>().SelectMany(state => new[] { state.Snapshot.File, state.Index.File });

    private static StoreManifest? Load(StoreFolder folder, List<string> warnings)
    {
        if (Read(folder, ManifestName) is { } manifest)
            return manifest;
        if (Read(folder, PreviousManifestName) is { } previous)
        {
            warnings.Add($"'{folder.GetPath(ManifestName)}' is damaged or missing. The one before is used instead: changes may be written "
                + "again.");
            return previous;
        }
        return IsThere(folder) ? throw Damaged(folder) : null;
    }

    private static StoreManifest? Read(StoreFolder folder, string name)
    {
        if (!File.Exists(folder.GetPath(name)))
            return null;
        using FileStream stream = folder.OpenRead(name);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return StoreManifest.Parse(folder.GetPath(name), content.ToArray());
    }

    // A first run that was interrupted left files and no manifest.
    private static bool IsFirst(StoreFolder folder) =>
        folder.GetNames().Where(name => name.EndsWith(".snapshot.gz", StringComparison.Ordinal))
            .All(name => name.EndsWith(".000001.snapshot.gz", StringComparison.Ordinal));

    private string? FindDamage(StoredState state)
    {
        foreach (StoredFile file in new[] { state.Snapshot, state.Index })
        {
            string path = _folder.GetPath(file.File);
            if (!File.Exists(path))
                return $"'{path}' is missing.";
            using FileStream stream = _folder.OpenRead(file.File);
            if (stream.Length != file.Length || HexText.Hash(stream, file.Length) != file.Sha256)
                return $"'{path}' is damaged.";
        }
        return null;
    }

    // The runs whose changes nobody has taken and nobody can read. Comparing with an older state finds these changes again.
    private List<PendingRun> FindLost(InventoryKind kind, StoredState state)
    {
        if (state.Pending.Count == 0)
            return [];
        Journal journal = GetJournal(kind);
        Dictionary<long, JournalFrame> frames = journal.ReadFrames(state, null).ToDictionary(frame => frame.Run);
        return state.Pending.FindAll(run =>
            !frames.TryGetValue(run.Run, out JournalFrame? frame) || frame.Count != run.Count || !journal.IsIntact(frame));
    }

    private static void RequireStore(StoreFolder folder)
    {
        if (!IsThere(folder))
            throw NoStore(folder);
    }

    /// <summary>Indicates whether there is an inventory in a folder.</summary>
    public static bool IsThere(StoreFolder folder) =>
        File.Exists(folder.GetPath(ManifestName)) || File.Exists(folder.GetPath(PreviousManifestName));

    private static InventoryException NoStore(StoreFolder folder) => File.Exists(folder.Path)
        ? new("KandjiFileError", $"'{folder.Path}' is a file. A folder is expected.")
        : new("KandjiNotFound", $"There is no inventory in '{folder.Path}'. Sync-KandjiInventory makes one.");

    private static InventoryException Damaged(StoreFolder folder) =>
        new("KandjiInventoryDamaged",
            $"'{folder.GetPath(ManifestName)}' is damaged, and so is the one before. Restore the folder from a backup, or begin a new "
                + "one.");

    private static string Words(InventoryKind kind) => Configuration.ConfigurationKinds.Plural(kind.Kind);
}
