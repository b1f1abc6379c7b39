using System.Text;
using Kandji.Client.Http.Files;

namespace Kandji.Client.Http;

/// <summary>
/// The file in which the processes of a user on a machine keep what each of them has sent to a tenant lately. A process has it alone while
/// it reads and writes; the operating system gives it free when the process ends, however it ends.
/// </summary>
/// <param name="path">The file's name. It is made when it is first used, readable for its owner alone.</param>
internal sealed class PaceFile(string path)
{
    // Each of some hundred processes with a thousand requests would be more; nobody has these.
    private const int MaxBytes = 256 * 1024;
    private const int MaxSections = 512;
    private const uint Mark = 0x3150_444B;

    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private byte[] _buffer = new byte[4096];

    /// <summary>Reads the sections, lets them be changed, and writes them.</summary>
    /// <param name="change">Changes the sections.</param>
    /// <returns>False when another process has the file at the moment; then nothing was done.</returns>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read or write it.</exception>
    public bool TryChange(Action<List<PaceSection>> change)
    {
        FileStream? stream = TryOpen();
        if (stream is null)
            return false;
        using (stream)
        {
            List<PaceSection> sections = Read(stream);
            change(sections);
            byte[] content = Format(sections);
            stream.Position = 0;
            stream.Write(content, 0, content.Length);
            if (stream.Length > content.Length)
                stream.SetLength(content.Length);
        }
        return true;
    }

    private FileStream? TryOpen()
    {
        try
        {
            return Open(FileMode.Open);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            string folder = Path.GetDirectoryName(path)!;
            AtomicFile.CreatePrivateFolder(folder);
            RemoveForgotten(folder);
        }
        catch (IOException e) when (IsTaken(e))
        {
            return null;
        }
        try
        {
            return Open(FileMode.OpenOrCreate);
        }
        catch (IOException e) when (IsTaken(e))
        {
            return null;
        }
    }

    private FileStream Open(FileMode mode)
    {
#if NET8_0_OR_GREATER
        if (!OperatingSystem.IsWindows())
        {
            var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
            if (mode != FileMode.Open)
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new FileStream(path, options);
        }
#endif
        return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
    }

    // Windows: a sharing or lock violation. Elsewhere the error is that a lock would have to be waited for: 11 on Linux, 35 on macOS. Mono
    // uses the numbers of Windows.
    private static bool IsTaken(IOException e) => (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35;

    // Tenants that were of use once leave nothing behind for long.
    private static void RemoveForgotten(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "*.pace"))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) <= Forgotten)
                continue;
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody uses it again, and it is not in the way.
            }
        }
    }

    // A half-written record of a process that was killed counts as nothing.
    private List<PaceSection> Read(FileStream stream)
    {
        var sections = new List<PaceSection>();
        if (stream.Length is 0 or > MaxBytes)
            return sections;
        int length = (int)stream.Length, read = 0;
        if (_buffer.Length < length)
            _buffer = new byte[2 * length];
        while (read < length && stream.Read(_buffer, read, length - read) is > 0 and int count)
            read += count;
        if (read < 16 || BitConverter.ToUInt64(_buffer, read - 8) != Sum(_buffer, read - 8))
            return sections;
        using var reader = new BinaryReader(new MemoryStream(_buffer, 0, read - 8, writable: false));
        try
        {
            if (reader.ReadUInt32() != Mark)
                return sections;
            int sectionCount = reader.ReadInt32();
            for (int i = 0; i < sectionCount; i++)
            {
                var section = new PaceSection
                {
                    Owner = reader.ReadInt64(),
                    SeenAt = reader.ReadInt64(),
                    Waiting = reader.ReadInt32(),
                    Claimed = reader.ReadInt32(),
                    ClaimedUntil = reader.ReadInt64(),
                    ClosedUntil = reader.ReadInt64(),
                };
                for (int left = reader.ReadInt32(); left > 0; left--)
                    section.FreeAt.Add(reader.ReadInt64());
                sections.Add(section);
            }
        }
        catch (EndOfStreamException)
        {
            sections.Clear();
        }
        return sections;
    }

    private static byte[] Format(List<PaceSection> sections)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(Mark);
        writer.Write(Math.Min(sections.Count, MaxSections));
        foreach (PaceSection section in sections.Take(MaxSections))
        {
            writer.Write(section.Owner);
            writer.Write(section.SeenAt);
            writer.Write(section.Waiting);
            writer.Write(section.Claimed);
            writer.Write(section.ClaimedUntil);
            writer.Write(section.ClosedUntil);
            writer.Write(section.FreeAt.Count);
            foreach (long freeAt in section.FreeAt)
                writer.Write(freeAt);
        }
        writer.Flush();
        writer.Write(Sum(memory.GetBuffer(), (int)memory.Length));
        writer.Flush();
        return memory.ToArray();
    }

    private static ulong Sum(byte[] bytes, int length)
    {
        ulong sum = 14695981039346656037;
        for (int i = 0; i < length; i++)
            sum = (sum ^ bytes[i]) * 1099511628211;
        return sum;
    }
}
