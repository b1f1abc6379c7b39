using System.Text;
using System.Text.Json.Nodes;
using Kandji.Automation.Inventory;
using Kandji.Automation.Inventory.Watch;
using Kandji.Client.Model;

namespace Kandji.Automation.Tests.Inventory.Watch;

/// <summary>The queue on the disk: what it holds after cuts, damages and a full disk.</summary>
public sealed class MessageQueueTests : IDisposable
{
    private const string Host = InventoryFolder.Host;

    private readonly InventoryFolder _folder = new();

    private Action<string>? _beforeStep;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Queue_AfterItIsOpenedAgain_HasWhatWasNotTakenOutInItsOrder()
    {
        using (MessageQueue queue = await OpenAsync())
        {
            queue.Append(Messages(1, 5));
            queue.Remove();
            queue.Append(Messages(6, 2));
            queue.Remove();
        }

        using MessageQueue again = await OpenAsync();

        Assert.Equal(Ids(3, 5), Drain(again));
        Assert.Null(again.Peek());
    }

    [Fact]
    public async Task Append_OfAnIdThatIsInTheQueue_AppendsNothing()
    {
        using MessageQueue queue = await OpenAsync();

        Assert.Equal(3, queue.Append(Messages(1, 3)));
        Assert.Equal(1, queue.Append([.. Messages(2, 3), .. Messages(4, 1)]));
        queue.Remove();
        Assert.Equal(1, queue.Append(Messages(1, 1)));

        Assert.Equal([.. Ids(2, 3), .. Ids(1, 1)], Drain(queue));
    }

    [Fact]
    public async Task Queue_OfManyMessages_GoesOnInFurtherFilesAndDeletesThoseThatAreDone()
    {
        using (MessageQueue queue = await OpenAsync())
        {
            for (int i = 0; i < 12; i++)
                queue.Append([Message(i, new string('x', 1_000_000))]);
            Assert.True(Files().Length > 2, string.Join(' ', Files()));
            for (int i = 0; i < 7; i++)
                queue.Remove();
        }
        using MessageQueue again = await OpenAsync();

        Assert.Equal(Ids(7, 5), Drain(again));
        again.Append(Messages(20, 1));
        again.Append([Message(21, new string('x', 5_000_000))]);
        again.Append(Messages(22, 1));
        Assert.Equal(Ids(20, 3), Drain(again));
        Assert.True(Files().Length <= 2, string.Join(' ', Files()));
    }

    [Fact]
    public async Task Queue_CutAtAnyStep_HasEachMessageThatWasAppendedAndNotTakenOut()
    {
        for (int cut = 1; ; cut++)
        {
            using var folder = new InventoryFolder();
            var appended = new List<string>();
            var maybeAppended = new List<string>();
            int done = 0, step = 0;
            bool wasCut = false;
            var refused = new List<string>();
            try
            {
                using MessageQueue queue = await OpenAsync(folder, _ => Cut(++step, cut));
                for (int i = 0; i < 3; i++)
                {
                    maybeAppended.AddRange(Ids(i * 3, 3));
                    queue.Append(Messages(i * 3, 3));
                    appended.AddRange(Ids(i * 3, 3));
                    queue.Remove();
                    done++;
                    string id = queue.Peek()!.Id;
                    queue.Refuse("no", DateTime.UtcNow);
                    refused.Add(id);
                    done++;
                }
            }
            catch (CutException)
            {
                wasCut = true;
            }

            using MessageQueue again = await OpenAsync(folder, null);

            Assert.Empty(again.Warnings);
            List<string> left = Drain(again);
            List<string> expected = appended.Skip(done).ToList();
            // Whole but for the last that was dealt with, and for messages whose append was not answered for.
            Assert.True(expected.All(left.Contains), $"Cut {cut}: {string.Join(' ', left)}, expected {string.Join(' ', expected)}");
            Assert.True(left.Count <= expected.Count + 1 + maybeAppended.Count - appended.Count, $"Cut {cut}");
            string[] lines = File.Exists(again.RefusedPath) ? File.ReadAllLines(again.RefusedPath) : [];
            Assert.All(refused, id => Assert.Contains(lines, line => line.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal)));
            if (!wasCut)
            {
                Assert.True(cut > 30, $"Only {cut} steps were seen.");
                return;
            }
        }
    }

    // Cut off, or taken away: what comes next would stand before the position, and count as dealt with.
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(-1)]
    public async Task Queue_WithAFileThatIsShorterThanItsPosition_WarnsAndLosesNothingThatComesNext(int length)
    {
        using (MessageQueue queue = await OpenAsync())
        {
            queue.Append(Messages(1, 3));
            queue.Remove();
            queue.Remove();
        }
        string file = Path.Combine(_folder.Path, Files().Single());
        if (length < 0)
            File.Delete(file);
        else
            using (FileStream stream = File.OpenWrite(file))
                stream.SetLength(length);

        using (MessageQueue queue = await OpenAsync())
        {
            Assert.Contains("is shorter than it was, or missing", Assert.Single(queue.Warnings), StringComparison.Ordinal);
            queue.Append(Messages(10, 2));
        }
        using MessageQueue again = await OpenAsync();

        Assert.Empty(again.Warnings);
        Assert.Equal(Ids(10, 2), Drain(again));
    }

    [Fact]
    public async Task Append_OnAFullDisk_FailsAndTheNextAppendIsWhole()
    {
        bool isFull = false;
        _beforeStep = step =>
        {
            if (isFull && step.StartsWith("append the rest", StringComparison.Ordinal))
                throw new IOException("No space left on device");
        };
        using (MessageQueue queue = await OpenAsync())
        {
            queue.Append(Messages(1, 2));
            isFull = true;
            Assert.Throws<IOException>(() => queue.Append(Messages(3, 2)));
            isFull = false;
            queue.Append(Messages(5, 2));
            Assert.Equal(4, queue.Count);
        }

        using MessageQueue again = await OpenAsync();
        Assert.Equal([.. Ids(1, 2), .. Ids(5, 2)], Drain(again));
    }

    [Fact]
    public async Task Open_AfterTheLastLineWasCutOff_LeavesItOutWithoutAWarning()
    {
        using (MessageQueue queue = await OpenAsync())
            queue.Append(Messages(1, 3));
        string file = Path.Combine(_folder.Path, Files().Single());
        byte[] content = File.ReadAllBytes(file);
        File.WriteAllBytes(file, content[..^10]);

        using MessageQueue again = await OpenAsync();

        Assert.Empty(again.Warnings);
        again.Append(Messages(3, 1));
        Assert.Equal(Ids(1, 3), Drain(again));
    }

    [Fact]
    public async Task Open_WithALineThatIsDamaged_WarnsKeepsItApartAndSendsTheOthers()
    {
        using (MessageQueue queue = await OpenAsync())
            queue.Append(Messages(1, 4));
        string file = Path.Combine(_folder.Path, Files().Single());
        string[] lines = File.ReadAllLines(file);
        lines[1] = lines[1].Replace("\"n\":2", "\"n\":7", StringComparison.Ordinal);
        File.WriteAllText(file, string.Join('\n', lines) + "\n");

        using MessageQueue again = await OpenAsync();

        Assert.Contains("1 messages", Assert.Single(again.Warnings), StringComparison.Ordinal);
        Assert.Equal([.. Ids(1, 1), .. Ids(3, 2)], Drain(again));
        Assert.Equal(lines[1], Assert.Single(File.ReadAllLines(again.RefusedPath)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"schema\":1,\"host\":\"acme.api.kandji.io\",\"file\":1,\"offset\":9999,\"check\":\"0000000000000000\"}\n")]
    public async Task Open_WithADamagedPosition_SendsEverythingThatIsThereWithAWarning(string content)
    {
        using (MessageQueue queue = await OpenAsync())
        {
            queue.Append(Messages(1, 4));
            queue.Remove();
        }
        File.WriteAllText(Path.Combine(_folder.Path, "queue.position.json"), content);

        using MessageQueue again = await OpenAsync();

        Assert.Contains("same ids", Assert.Single(again.Warnings), StringComparison.Ordinal);
        Assert.Equal(Ids(1, 4), Drain(again));
    }

    [Fact]
    public async Task Open_WithMessagesOfAnotherTenant_IsAnError()
    {
        (await OpenAsync()).Dispose();

        InventoryException e = await Assert.ThrowsAsync<InventoryException>(() => MessageQueue.OpenAsync(
            new StoreFolder(_folder.Path), "globex.api.kandji.io", TimeProvider.System, CancellationToken.None));

        Assert.Equal("KandjiOtherTenant", e.Id);
    }

    [Fact]
    public async Task Queue_FilesAreTheOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
            return;
        using MessageQueue queue = await OpenAsync();
        queue.Append(Messages(1, 2));
        queue.Refuse("no", DateTime.UtcNow);

        foreach (string name in new[] { Files().Single(), "refused.jsonl", "queue.position.json", "queue.lock", "queue.locked-by" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.Path, name)));
    }

    private Task<MessageQueue> OpenAsync() => OpenAsync(_folder, step => _beforeStep?.Invoke(step));

    private static Task<MessageQueue> OpenAsync(InventoryFolder folder, Action<string>? beforeStep) => MessageQueue.OpenAsync(
        new StoreFolder(folder.Path) { BeforeStep = beforeStep }, Host, TimeProvider.System, CancellationToken.None);

    private string[] Files() => Directory.GetFiles(_folder.Path, "queue.0*.jsonl").Select(path => Path.GetFileName(path)!).ToArray();

    private static WatchMessage[] Messages(int first, int count) =>
        Enumerable.Range(first, count).Select(number => Message(number, "")).ToArray();

    private static WatchMessage Message(int number, string text)
    {
        var change = new StoredChange { Id = Id(number), Object = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["n"] = number,
            ["text"] = text,
        }.ToJsonString()) };
        return WatchMessage.Create(
            new WatchEntry(InventoryKind.Device, new JournalFrame { At = DateTime.UnixEpoch }, change),
            new TenantIdentity(new Uri("https://" + Host)));
    }

    private static List<string> Drain(MessageQueue queue)
    {
        var ids = new List<string>();
        while (queue.Peek() is { } message)
        {
            Assert.Equal(message.Id, (string?)JsonNode.Parse(message.Body)!["data"]!["id"]);
            ids.Add(message.Id);
            queue.Remove();
        }
        return ids;
    }

    private static IEnumerable<string> Ids(int first, int count) => Enumerable.Range(first, count).Select(Id);

    private static string Id(int number) => $"change{number:D26}";

    private static void Cut(int step, int at)
    {
        if (step >= at)
            throw new CutException();
    }

    private sealed class CutException : Exception;
}
