using System.Text;
using Kandji.Automation.Files;
using Kandji.Client.Http;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Plans.Apply;

/// <summary>
/// The record of a plan's runs, one line after another, each on the disk before what comes after it is sent. It is the lock of the plan,
/// too: as long as a process holds it open, no other can. Before each step that changes something on the disk, a test may end the process,
/// as it were, or let the disk be full.
/// </summary>
internal sealed class PlanJournal : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly string _path;
    private readonly string _holder;
    private readonly FileStream _stream;
    private readonly TimeProvider _clock;
    private readonly Action<string>? _beforeStep;
    private readonly int _countAt;

    // The lines that are written next, by whichever thread is writing.
    private List<(byte[] Line, TaskCompletionSource<bool> Written)> _queue = [];
    private bool _isWriting;
    private Exception? _failure;
    private long _sequence;
    private string _lastHash;
    private long _onDisk;

    private PlanJournal(string path, FileStream stream, JournalContent content, int countAt, TimeProvider clock, Action<string>? beforeStep)
    {
        _path = path;
        _holder = GetHolder(path);
        _stream = stream;
        _countAt = countAt;
        _clock = clock;
        _beforeStep = beforeStep;
        Entries = content.Entries;
        WasCutOff = content.HasHalfLine;
        _sequence = _onDisk = content.Entries.Count;
        _lastHash = content.LastHash;
    }

    /// <summary>The lines of earlier runs.</summary>
    public IReadOnlyList<JournalEntry> Entries { get; }

    /// <summary>Indicates whether the last line of an earlier run was not whole, and was cut off.</summary>
    public bool WasCutOff { get; }

    /// <summary>Opens a journal for a run, or begins it. Nobody else can until it is disposed of.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Its first line.</param>
    /// <param name="clock">The clock to wait by, and to write times by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="beforeStep">Is called before each step that changes something on the disk; null outside tests.</param>
    /// <exception cref="PlanException">Another run holds it, it is damaged, or it is of another plan.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static async Task<PlanJournal> OpenAsync(
        string path, JournalHeader header, TimeProvider clock, CancellationToken cancellationToken, Action<string>? beforeStep = null)
    {
        await CreateAsync(path, header, cancellationToken, beforeStep).ConfigureAwait(false);
        FileStream stream = await LockAsync(path, FileAccess.ReadWrite, clock, cancellationToken).ConfigureAwait(false);
        try
        {
            byte[] bytes = ReadAll(stream);
            if (JournalText.IsEmpty(bytes))
                bytes = WriteHeader(stream, header);
            JournalContent content = JournalText.Read(path, bytes, header);
            int first = Array.IndexOf(bytes, (byte)'\n') + 1;
            beforeStep?.Invoke("cut the journal");
            stream.SetLength(content.Length);
            LockHolder.Write(GetHolder(path));
            return new PlanJournal(path, stream, content, JournalText.FindCount(bytes.AsSpan(0, first).ToArray()), clock, beforeStep);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a journal without changing it; null when there is none, or when it tells of nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Its first line.</param>
    /// <param name="clock">The clock to wait by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="PlanException">A run holds it, it is damaged, or it is of another plan.</exception>
    public static async Task<JournalContent?> ReadAsync(
        string path, JournalHeader header, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;
        using FileStream stream = await LockAsync(path, FileAccess.Read, clock, cancellationToken).ConfigureAwait(false);
        byte[] bytes = ReadAll(stream);
        return JournalText.IsEmpty(bytes) ? null : JournalText.Read(path, bytes, header);
    }

    /// <summary>Indicates whether there is a journal that tells of something, or that cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">The clock to wait by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="PlanException">A run holds it.</exception>
    public static async Task<bool> ExistsAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return false;
        using FileStream stream = await LockAsync(path, FileAccess.Read, clock, cancellationToken).ConfigureAwait(false);
        return !JournalText.IsEmpty(ReadAll(stream));
    }

    /// <summary>Adds a line. It is on the disk when the task ends.</summary>
    /// <param name="entry">The line; its number, its hash and its time are set here.</param>
    /// <exception cref="IOException">It cannot be written. Nothing more is written then.</exception>
    public Task AppendAsync(JournalEntry entry)
    {
        var written = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_failure is not null)
                throw new IOException($"The journal '{_path}' could not be written before, and nothing is sent any more.", _failure);
            byte[] line = JournalText.Write(
                entry with { Sequence = ++_sequence, Previous = _lastHash, Time = _clock.GetUtcNow().UtcDateTime });
            _lastHash = JournalText.Hash(line, 0, line.Length);
            _queue.Add((line, written));
            if (_isWriting)
                return written.Task;
            _isWriting = true;
        }
        // Lines that come meanwhile are flushed together: a flush takes longer than a line.
        Task.Run(WriteQueued);
        return written.Task;
    }

    /// <summary>Marks the journal as whole to its last line, at the end of a run.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_failure is null && !_isWriting)
                Write([]);
        }
    }

    /// <summary>Gives the journal back.</summary>
    public void Dispose()
    {
        // While it is still held: another run says so as soon as it is not.
        File.Delete(_holder);
        _stream.Dispose();
    }

    private void WriteQueued()
    {
        while (true)
        {
            List<(byte[] Line, TaskCompletionSource<bool> Written)> batch;
            lock (_gate)
            {
                if (_queue.Count == 0)
                {
                    _isWriting = false;
                    return;
                }
                (batch, _queue) = (_queue, []);
            }
            try
            {
                Write(batch.ConvertAll(one => one.Line));
            }
            catch (Exception e)
            {
                Fail(batch, e);
                return;
            }
            foreach ((_, TaskCompletionSource<bool> written) in batch)
                written.TrySetResult(true);
        }
    }

    private void Fail(List<(byte[] Line, TaskCompletionSource<bool> Written)> batch, Exception e)
    {
        lock (_gate)
        {
            _failure = e;
            _isWriting = false;
            batch.AddRange(_queue);
            _queue = [];
        }
        foreach ((_, TaskCompletionSource<bool> written) in batch)
            written.TrySetException(e);
    }

    // The number in the first line is that of the lines that were flushed before, so that it is right whichever part the disk keeps.
    private void Write(List<byte[]> lines)
    {
        _beforeStep?.Invoke("count the lines");
        byte[] count = Encoding.ASCII.GetBytes(JournalText.FormatCount(_onDisk));
        _stream.Position = _countAt;
        _stream.Write(count, 0, count.Length);
        _stream.Position = _stream.Length;
        foreach (byte[] line in lines)
        {
            // In two pieces where a test may cut between them.
            int first = _beforeStep is null ? line.Length : line.Length / 2;
            _beforeStep?.Invoke("write a line");
            _stream.Write(line, 0, first);
            if (first < line.Length)
            {
                _stream.Flush();
                _beforeStep?.Invoke("write the rest of a line");
                _stream.Write(line, first, line.Length - first);
            }
        }
        _beforeStep?.Invoke("flush the journal");
        _stream.Flush(flushToDisk: true);
        _onDisk += lines.Count;
    }

    // It gets its name with its first line, so that one without is never a new one.
    private static async Task CreateAsync(
        string path, JournalHeader header, CancellationToken cancellationToken, Action<string>? beforeStep)
    {
        if (File.Exists(path))
            return;
        beforeStep?.Invoke("create the journal");
        try
        {
            await AtomicFile.WriteAsync(path, JournalText.Write(header, 0), overwrite: false, cancellationToken, isPrivate: true)
                .ConfigureAwait(false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another run was quicker. One of the two gets the lock.
        }
    }

    private static async Task<FileStream> LockAsync(
        string path, FileAccess access, TimeProvider clock, CancellationToken cancellationToken)
    {
        long began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                // On Unix only one that shares with nobody is refused where another holds it.
                return new FileStream(
                    path, FileMode.Open, access, access == FileAccess.Read ? FileShare.Read : FileShare.None, bufferSize: 1);
            }
            // Only an IOException itself is a refusal: those of folders that are missing, and of rights, derive from it or are others.
            catch (IOException e) when (e.GetType() == typeof(IOException))
            {
                // Whoever only reads has it for a moment.
                if (clock.GetElapsedTime(began) >= MaxWait)
                {
                    throw new PlanException("KandjiPlanInUse", path,
                        $"The plan is being applied by another run ({LockHolder.Read(GetHolder(path))}), which holds '{path}'. Nothing was "
                            + "sent by this one.", e);
                }
            }
            await clock.Wait(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // A journal that tells of nothing may be that of a plan which had this name before.
    private static byte[] WriteHeader(FileStream stream, JournalHeader header)
    {
        byte[] bytes = JournalText.Write(header, 0);
        stream.Position = 0;
        stream.Write(bytes, 0, bytes.Length);
        stream.SetLength(bytes.Length);
        stream.Flush(flushToDisk: true);
        return bytes;
    }

    private static byte[] ReadAll(FileStream stream)
    {
        byte[] content = new byte[stream.Length];
        for (int at = 0; at < content.Length;)
        {
            int read = stream.Read(content, at, content.Length - at);
            if (read == 0)
                throw new EndOfStreamException($"'{stream.Name}' was cut while it was read.");
            at += read;
        }
        return content;
    }

    private static string GetHolder(string path) => path + ".locked-by";
}
