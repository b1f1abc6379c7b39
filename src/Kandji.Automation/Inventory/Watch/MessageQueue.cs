using System.Globalization;
using System.Text;
using Kandji.Automation.Files;

namespace Kandji.Automation.Inventory.Watch;

/// <summary>
/// Messages on the disk, in their order, until they have arrived. They are appended to files of numbered names, and flushed before they
/// count; a small file says how far they have been dealt with, and a file that has been dealt with goes. Whatever ends the process leaves
/// each message in the queue that was not dealt with, and at most the last one that was.
/// </summary>
internal sealed class MessageQueue : IDisposable
{
    private const int MaxFileLength = 4 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly StoreFolder _folder;
    private readonly FileLock _lock;
    private readonly string _host;
    private readonly List<string> _warnings = [];
    private readonly Queue<QueueSlot> _slots = new();
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private TaskCompletionSource<bool> _changed = NewSignal();
    private long _firstFile;
    private long _lastFile;
    private long _lastLength;

    private MessageQueue(StoreFolder folder, FileLock taken, string host)
    {
        _folder = folder;
        _lock = taken;
        _host = host;
    }

    /// <summary>The number of messages.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _slots.Count;
        }
    }

    /// <summary>The number of messages that were refused.</summary>
    public int RefusedCount { get; private set; }

    /// <summary>The path of the file of refused messages.</summary>
    public string RefusedPath => _folder.GetPath(QueueFiles.Refused);

    /// <summary>The damage that was found.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Opens a queue, which nobody else can do meanwhile. One that is not there is made.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="host">The host of the tenant.</param>
    /// <param name="clock">The clock to wait for others by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InventoryException">It is of another tenant, or of a newer version of the module.</exception>
    /// <exception cref="LockedFileException">Another watch uses it.</exception>
    public static async Task<MessageQueue> OpenAsync(
        StoreFolder folder, string host, TimeProvider clock, CancellationToken cancellationToken)
    {
        folder.Create();
        FileLock taken = await FileLock.AcquireAsync(folder.GetPath("queue"), clock, cancellationToken).ConfigureAwait(false);
        try
        {
            var queue = new MessageQueue(folder, taken, host);
            queue.Load();
            return queue;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Is complete when a message has come or gone since this was read.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    /// <summary>Wakes whoever waits for <see cref="Changed"/>.</summary>
    public void Signal()
    {
        TaskCompletionSource<bool> changed;
        lock (_gate)
            (changed, _changed) = (_changed, NewSignal());
        changed.TrySetResult(true);
    }

    /// <summary>Appends messages, which are on the disk when this returns. One whose id is in the queue is not appended again.</summary>
    /// <returns>How many were appended.</returns>
    public int Append(IReadOnlyList<WatchMessage> messages)
    {
        var added = new List<QueueSlot>();
        lock (_gate)
        {
            if (_lastLength >= MaxFileLength)
                (_lastFile, _lastLength) = (_lastFile + 1, 0);
            using var content = new MemoryStream();
            foreach (WatchMessage message in messages)
            {
                if (_ids.ContainsKey(message.Id) || added.Exists(slot => slot.Id == message.Id))
                    continue;
                byte[] line = Encoding.UTF8.GetBytes(message.ToLine() + "\n");
                added.Add(new QueueSlot(message.Id, _lastFile, _lastLength + content.Length, line.Length));
                content.Write(line, 0, line.Length);
            }
            if (added.Count == 0)
                return 0;
            content.Position = 0;
            // Whatever a disk that was full left behind is written over.
            _lastLength = _folder.Append(QueueFiles.GetName(_lastFile), _lastLength, content);
            added.ForEach(Add);
        }
        Signal();
        return added.Count;
    }

    /// <summary>The oldest message.</summary>
    /// <returns>The message; null where the queue is empty.</returns>
    /// <exception cref="InvalidDataException">It was changed since it was written.</exception>
    public WatchMessage? Peek()
    {
        lock (_gate)
        {
            while (_slots.Count > 0)
            {
                QueueSlot slot = _slots.Peek();
                if (slot.Id.Length > 0)
                {
                    return WatchMessage.Parse(ReadLine(slot))
                        ?? throw new InvalidDataException($"'{_folder.GetPath(QueueFiles.GetName(slot.File))}' was damaged just now.");
                }
                // Found damaged when the queue was opened, of which a warning told.
                AppendRefused(ReadLine(slot));
                MoveOn();
            }
            return null;
        }
    }

    /// <summary>Takes the oldest message out: it has arrived.</summary>
    public void Remove()
    {
        lock (_gate)
            MoveOn();
        Signal();
    }

    /// <summary>Moves the oldest message to the file of refused messages.</summary>
    /// <param name="reason">The answer of the receiver.</param>
    /// <param name="at">The time of the last try, in UTC.</param>
    public void Refuse(string reason, DateTime at)
    {
        lock (_gate)
        {
            AppendRefused(Peek()!.ToRefusedLine(reason, at));
            MoveOn();
        }
        Signal();
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _lock.Dispose();

    private void Load()
    {
        QueuePosition? position = ReadPosition();
        if (position is not null)
            CheckLength(position);
        List<long> numbers = QueueFiles.Find(_folder);
        foreach (long number in numbers.Where(number => number < position?.File).ToList())
        {
            _folder.Delete(QueueFiles.GetName(number));
            numbers.Remove(number);
        }
        _lastFile = Math.Max(numbers.LastOrDefault(), position?.File ?? 1);
        _firstFile = numbers.Count > 0 ? numbers[0] : _lastFile;
        if (position is null)
            SavePosition(_firstFile, 0);
        foreach (long number in numbers)
        {
            long end = LoadFile(number, number == position?.File ? position.Offset : 0, isLast: number == _lastFile);
            if (number == _lastFile)
                _lastLength = end;
        }
        RefusedCount = CountRefused();
    }

    // What is appended to a file that was cut off, or taken away, would stand before the position, and count as dealt with.
    private void CheckLength(QueuePosition position)
    {
        string name = QueueFiles.GetName(position.File);
        long length = _folder.GetLength(name);
        if (position.Offset <= length)
            return;
        _warnings.Add($"'{_folder.GetPath(name)}' is shorter than it was, or missing. What was lost of it is not sent. Compare what "
            + "received the other messages with Get-KandjiInventory.");
        position.Offset = length;
        SavePosition(position.File, position.Offset);
    }

    // Returns the end of what counts. The rest after the last line break of the last file was cut off while it was written, and its
    // messages are given again.
    private long LoadFile(long number, long offset, bool isLast)
    {
        string name = QueueFiles.GetName(number);
        byte[] content = ReadAll(name);
        long end = Math.Min(offset, content.Length);
        int damaged = 0;
        while (end < content.Length)
        {
            int at = Array.IndexOf(content, (byte)'\n', (int)end);
            if (at < 0 && isLast)
                break;
            int next = at < 0 ? content.Length : at + 1;
            WatchMessage? message = WatchMessage.Parse(Encoding.UTF8.GetString(content, (int)end, next - (int)end).TrimEnd('\n'));
            if (message is null)
                damaged++;
            Add(new QueueSlot(message?.Id ?? "", number, end, next - (int)end));
            end = next;
        }
        if (damaged > 0)
        {
            _warnings.Add(string.Format(CultureInfo.CurrentCulture,
                "{0} messages in '{1}' are damaged, and are not sent. They are moved to '{2}'. Compare what received the others with "
                    + "Get-KandjiInventory.", damaged, _folder.GetPath(name), RefusedPath));
        }
        return end;
    }

    private QueuePosition? ReadPosition()
    {
        string path = _folder.GetPath(QueueFiles.Position);
        if (!File.Exists(path))
            return null;
        QueuePosition? position = QueuePosition.Parse(path, ReadAll(QueueFiles.Position));
        if (position is null)
        {
            _warnings.Add($"'{path}' is damaged. Messages that have arrived may be sent again, with the same ids.");
        }
        else if (!position.Host.Equals(_host, StringComparison.OrdinalIgnoreCase))
        {
            throw new InventoryException("KandjiOtherTenant",
                $"The queue '{_folder.Path}' has messages of {position.Host}, and the session is with {_host}. Nothing was sent.");
        }
        return position;
    }

    private void Add(QueueSlot slot)
    {
        _slots.Enqueue(slot);
        if (slot.Id.Length > 0)
            _ids[slot.Id] = _ids.TryGetValue(slot.Id, out int count) ? count + 1 : 1;
    }

    private void MoveOn()
    {
        QueueSlot slot = _slots.Peek();
        SavePosition(slot.File, slot.Offset + slot.Length);
        _slots.Dequeue();
        if (slot.Id.Length > 0 && --_ids[slot.Id] == 0)
            _ids.Remove(slot.Id);
        for (; _firstFile < slot.File; _firstFile++)
            _folder.Delete(QueueFiles.GetName(_firstFile));
    }

    private void SavePosition(long file, long offset) =>
        _folder.Write(QueueFiles.Position, new QueuePosition { Host = _host, File = file, Offset = offset }.ToUtf8());

    private void AppendRefused(string line)
    {
        string name = QueueFiles.Refused;
        // A line that was cut off stays a line by itself.
        string before = ReadLastByte(name) is { } last && last != '\n' ? "\n" : "";
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(before + line + "\n"));
        _folder.Append(name, long.MaxValue, content);
        RefusedCount++;
    }

    private string ReadLine(QueueSlot slot)
    {
        byte[] line = new byte[slot.Length];
        using FileStream stream = _folder.OpenRead(QueueFiles.GetName(slot.File));
        stream.Position = slot.Offset;
        for (int at = 0; at < line.Length;)
        {
            int read = stream.Read(line, at, line.Length - at);
            if (read == 0)
                return "";
            at += read;
        }
        return Encoding.UTF8.GetString(line).TrimEnd('\n');
    }

    private byte[] ReadAll(string name)
    {
        using FileStream stream = _folder.OpenRead(name);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private int? ReadLastByte(string name)
    {
        if (_folder.GetLength(name) == 0)
            return null;
        using FileStream stream = _folder.OpenRead(name);
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte();
    }

    private int CountRefused() => _folder.GetLength(QueueFiles.Refused) == 0 ? 0 : ReadAll(QueueFiles.Refused).Count(b => b == '\n');

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
