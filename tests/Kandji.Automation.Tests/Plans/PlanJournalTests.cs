using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.Automation.Tests.Configuration.Files;

namespace Kandji.Automation.Tests.Plans;

/// <summary>The journal of a plan's runs.</summary>
public sealed class PlanJournalTests : IDisposable
{
    private static readonly JournalHeader Header = new() { Plan = new string('a', 64), Host = "acme.api.kandji.io", Purpose = "apply" };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.Path, "q4.kplan.journal.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_ManyAtOnce_KeepsEachInOrderAndTheChainWhole()
    {
        using (PlanJournal journal = await OpenAsync())
        {
            await Task.WhenAll(Enumerable.Range(1, 200).Select(i => journal.AppendAsync(Intent(i))));
            journal.Close();
        }

        JournalContent content = (await PlanJournal.ReadAsync(File, Header, TimeProvider.System, Token))!;

        Assert.Equal(200, content.Entries.Count);
        Assert.Equal(Enumerable.Range(1, 200), content.Entries.Select(entry => entry.Step!.Value).Order());
        Assert.False(content.HasHalfLine);
    }

    [Fact]
    public async Task Open_WhileAnotherRunHoldsIt_SaysWhoDoesSinceWhen()
    {
        using PlanJournal journal = await OpenAsync();

        PlanException e = await Assert.ThrowsAsync<PlanException>(() => OpenAsync());

        Assert.Equal("KandjiPlanInUse", e.Id);
        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}, since 20", e.Message);
    }

    [Fact]
    public async Task Open_AfterItWasGivenBack_GoesOnWithTheNextLine()
    {
        await WriteAsync(3);

        using (PlanJournal journal = await OpenAsync())
        {
            Assert.Equal(3, journal.Entries.Count);
            await journal.AppendAsync(Intent(4));
        }

        JournalContent content = (await PlanJournal.ReadAsync(File, Header, TimeProvider.System, Token))!;
        Assert.Equal([1L, 2, 3, 4], content.Entries.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task Open_WithHalfALastLine_CutsItOffAndTells()
    {
        await WriteAsync(3, closes: false);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, whole[..^20]);

        using PlanJournal journal = await OpenAsync();

        Assert.True(journal.WasCutOff);
        Assert.Equal(2, journal.Entries.Count);
    }

    [Fact]
    public async Task Open_OfAJournalThatWasCutAnywhere_NeverForgetsALineThatWasFollowed()
    {
        await WriteAsync(6, closes: false);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        int last = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (int length = 0; length < last; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            PlanException e = await Assert.ThrowsAsync<PlanException>(() => OpenAsync());
            Assert.Equal("KandjiPlanJournalDamaged", e.Id);
            Assert.Contains(File, e.Message);
        }
    }

    [Fact]
    public async Task Open_WithAByteChangedAnywhere_IsAnErrorOrChangesNothing()
    {
        await WriteAsync(4);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        int refused = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            System.IO.File.WriteAllBytes(File, changed);
            try
            {
                JournalContent content = (await PlanJournal.ReadAsync(File, Header, TimeProvider.System, Token))!;
                // The number of lines in the first line may be smaller than it was; a last line break may be missing.
                Assert.InRange(content.Entries.Count, 3, 4);
                Assert.Equal(Enumerable.Range(1, content.Entries.Count), content.Entries.Select(entry => entry.Step!.Value));
            }
            catch (PlanException e)
            {
                Assert.Equal("KandjiPlanJournalDamaged", e.Id);
                refused++;
            }
        }
        Assert.InRange(refused, whole.Length - 12, whole.Length);
    }

    [Fact]
    public async Task Open_OfAnotherPlan_IsAnError()
    {
        await WriteAsync(1);

        PlanException e = await Assert.ThrowsAsync<PlanException>(() => PlanJournal.OpenAsync(
            File, Header with { Plan = new string('b', 64) }, TimeProvider.System, Token));

        Assert.Equal("KandjiPlanJournalDamaged", e.Id);
        Assert.Contains("another plan", e.Message);
    }

    [Fact]
    public async Task Append_OnAFullDisk_FailsAndNothingIsWrittenAnyMore()
    {
        bool isFull = false;
        using PlanJournal journal = await PlanJournal.OpenAsync(File, Header, TimeProvider.System, Token, step =>
        {
            if (isFull && step == "flush the journal")
                throw new IOException("No space left on device");
        });
        await journal.AppendAsync(Intent(1));
        isFull = true;

        await Assert.ThrowsAsync<IOException>(() => journal.AppendAsync(Intent(2)));

        isFull = false;
        await Assert.ThrowsAsync<IOException>(() => journal.AppendAsync(Intent(3)));
    }

    private Task<PlanJournal> OpenAsync() => PlanJournal.OpenAsync(File, Header, TimeProvider.System, Token);

    private async Task WriteAsync(int lines, bool closes = true)
    {
        using PlanJournal journal = await OpenAsync();
        for (int i = 1; i <= lines; i++)
            await journal.AppendAsync(Intent(i));
        if (closes)
            journal.Close();
    }

    private static JournalEntry Intent(int step) => new() { Event = JournalEvent.Intent, Step = step, Message = "é" };
}
