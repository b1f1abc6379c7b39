using Kandji.Client.Paging;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Paging;

/// <summary>
/// How many requests the device list's style costs, and how long it takes, where the length of the list is not known, known, or known
/// wrongly. A page takes 100 ms; it has a hundred items, of which one is in the page before it, too.
/// </summary>
public sealed class ListLengthTests
{
    private const string Name = "/api/v1/array?filter";

    private static readonly ApiOperation Bare = new("GET", "/api/v1/array", "Things", "Thing list") { Query = ["limit", "offset"] };

    private readonly FakeTimeProvider _clock = new();
    private readonly List<int> _requests = [];

    public static TheoryData<int> Pages => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void UnknownLength_OfAnyNumberOfPages_CostsFewRequestsBeyondTheEnd(int pages)
    {
        foreach (int length in Lengths(pages))
        {
            double seconds = List(Caller(length), length);
            AssertFewBeyond(length);

            // Requests beyond the limit of a second are sent a second later.
            Assert.True(seconds <= (_requests.Count <= 49 ? 0.801 : 1.801), $"{length} items took {seconds} s.");
        }
    }

    [Fact]
    public void UnknownLength_OfTenThousandDevices_IsFiveTimesAsFastAsOnePageAfterTheOther()
    {
        // 34 pages, as 10,000 devices have, would take 3.4 seconds.
        double seconds = List(Caller(3350), 3350);

        Assert.InRange(seconds, 0.4, 0.601);
        Assert.InRange(_requests.Count(request => request >= 3350), 0, 34 / 4);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void KnownLength_OfAnyNumberOfPages_TakesTwoRoundsAndCostsNothingBeyondTheEnd(int pages)
    {
        foreach (int length in Lengths(pages))
        {
            ApiConnection caller = Caller(length);
            caller.Lengths.Remember(Name, length);

            double seconds = List(caller, length);

            // One more shows that no other follows the last item.
            Assert.InRange(_requests.Count, 1, 1 + ((length - 2) / 99) + 1);
            Assert.DoesNotContain(_requests, request => request >= length);
            Assert.InRange(seconds, 0, _requests.Count <= 49 ? 0.201 : 1.301);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(250)]
    [InlineData(1000)]
    [InlineData(3290)]
    [InlineData(3351)]
    [InlineData(3500)]
    [InlineData(4000)]
    [InlineData(30_000)]
    [InlineData(1_000_000_000)]
    public void WrongLength_OfAnyKind_GivesEachItemOnceInOrderAndCostsFewRequestsBeyondTheEnd(int remembered)
    {
        foreach (int length in new[] { 0, 1, 99, 100, 101, 300, 999, 1000, 2000, 3050, 3350, 5400 })
        {
            ApiConnection caller = Caller(length);
            caller.Lengths.Remember(Name, remembered);
            List(caller, length);
            AssertFewBeyond(length);
            Assert.Equal(length, caller.Lengths.Find(Name));
        }
    }

    [Theory]
    [InlineData(0, 10_000)]
    [InlineData(300, 10_000)]
    [InlineData(3350, 0)]
    [InlineData(3350, 3350)]
    [InlineData(3350, 3250)]
    [InlineData(3350, 3700)]
    [InlineData(3350, int.MaxValue)]
    public void CountedLength_RightOrWrong_GivesEachItemOnceInOrder(int length, int counted)
    {
        double seconds = List(Caller(length), length, count: counted);
        Assert.InRange(seconds, 0, counted == length ? 0.301 : 0.701);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(100, 3)]
    public void KnownLength_WhenTheConsumerHasEnough_HasNotAskedForTheRest(int wanted, int most)
    {
        ApiConnection caller = Caller(3350);
        caller.Lengths.Remember(Name, 3350);
        int taken = 0;
        _clock.Run(async () =>
        {
            await foreach (Sample _ in Stream(caller, null, null).ConfigureAwait(false))
            {
                if (++taken == wanted)
                    break;
            }
        });
        Assert.InRange(_requests.Count, 1, most);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(1000, 11)]
    [InlineData(3349, 34)]
    public void KnownLength_WhenOnlyTheFirstAreWanted_AsksForNoPageBeyondThem(int first, int requests)
    {
        ApiConnection caller = Caller(3350);
        caller.Lengths.Remember(Name, 3350);
        List(caller, first, first);
        Assert.Equal(requests, _requests.Count);
    }

    [Fact]
    public void Consumer_SlowerThanTheService_HasFewPagesReadAhead()
    {
        ApiConnection caller = Caller(5400);
        caller.Lengths.Remember(Name, 5400);
        int most = 0, taken = 0;
        _clock.Run(async () =>
        {
            await foreach (Sample _ in Stream(caller, null, null).ConfigureAwait(false))
            {
                most = Math.Max(most, _requests.Count - (taken / 99));
                if (++taken % 99 == 0)
                    await Task.Delay(TimeSpan.FromSeconds(1), _clock).ConfigureAwait(false);
            }
        });
        Assert.Equal(5400, taken);
        Assert.InRange(most, 2, 11);
    }

    [Fact]
    public void Length_OfAListThatGrewAndShrank_IsTheLastOne()
    {
        int length = 1000;
        ApiConnection caller = Caller(() => length);
        foreach (int now in new[] { 1000, 3400, 3400, 120, 0, 5000 })
        {
            length = now;
            List(caller, now);
            Assert.Equal(now, caller.Lengths.Find(Name));
        }
    }

    [Fact]
    public void Length_OfAListThatWasNotReadToItsEnd_IsNotRemembered()
    {
        ApiConnection caller = Caller(1000);
        List(caller, 200, first: 200);
        Assert.Null(caller.Lengths.Find(Name));
    }

    [Fact]
    public void Lengths_OfManyLists_AreForgottenBeginningWithTheOldest()
    {
        var lengths = new ListLengths();
        for (int i = 0; i < ListLengths.Capacity; i++)
            lengths.Remember($"list {i}", i);
        lengths.Remember("list 0", 7);
        lengths.Remember("another", 1);
        Assert.Equal((7, null, 2, 1), (lengths.Find("list 0"), lengths.Find("list 1"), lengths.Find("list 2"), lengths.Find("another")));
    }

    [Fact]
    public void Lengths_UsedByManyThreads_StayWithinTheirBounds()
    {
        var lengths = new ListLengths();
        Parallel.For(0, 20_000, i =>
        {
            lengths.Remember($"list {i % 1000}", i % 1000);
            Assert.True(lengths.Find($"list {i % 997}") is null or < 1000);
        });
        Assert.Equal(ListLengths.Capacity, Enumerable.Range(0, 1000).Count(i => lengths.Find($"list {i}") == i));
    }

    [Fact]
    public void Estimate_OfAListThatWasRead_DoesNotReplaceItsLength()
    {
        var lengths = new ListLengths();
        lengths.Estimate("one", 5);
        lengths.Remember("two", 6);
        lengths.Estimate("two", 7);
        Assert.Equal((5, 6), (lengths.Find("one"), lengths.Find("two")));
    }

    private static int[] Lengths(int pages) => [(100 * pages) - 99, (100 * pages) - 50, (100 * pages) - 1, 100 * pages];

    private void AssertFewBeyond(int length)
    {
        int beyond = _requests.Count(request => request >= Math.Max(1, length));
        int pages = Math.Max(1, (length + 99) / 100);
        Assert.True(beyond <= Math.Max(2, pages / 4), $"{beyond} requests beyond the end of {length} items.");
    }

    private double List(ApiConnection caller, int expected, long? first = null, long? count = null)
    {
        _requests.Clear();
        DateTimeOffset began = _clock.GetUtcNow();
        List<Sample> given = _clock.Run(() => Stream(caller, first, count).ToListAsync(), stepMilliseconds: 1);
        double seconds = (_clock.GetUtcNow() - began).TotalSeconds;
        Assert.Equal(Enumerable.Range(0, expected).Select(Id), given.Select(item => item.Id));
        _clock.Advance(TimeSpan.FromSeconds(3));
        return seconds;
    }

    private IAsyncEnumerable<Sample> Stream(ApiConnection caller, long? first, long? count) => ArrayPaging.StreamAsync<Sample>(
        caller, (limit, offset) => new ApiRequest(Bare).With("limit", limit).With("offset", offset), 100, item => item.Id ?? "", 0, first,
        false, CancellationToken.None, Name, count is null ? null : async token =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(95), _clock, token).ConfigureAwait(false);
            return count;
        });

    private ApiConnection Caller(int length) => Caller(() => length);

    private ApiConnection Caller(Func<int> length) => TestPipeline.Caller(
        new StubHandler(async (sent, token) =>
        {
            int offset = sent.Number("offset", 0);
            _requests.Add(offset);
            int count = Math.Max(0, Math.Min(sent.Number("limit", 100), length() - offset));
            string page = "[" + string.Join(",", Enumerable.Range(offset, count).Select(i => $$"""{"id":"{{Id(i)}}"}""")) + "]";
            await Task.Delay(TimeSpan.FromMilliseconds(100), _clock, token).ConfigureAwait(false);
            return StubResponse.Json(page);
        }),
        _clock);

    private static string Id(int index) => index.ToString("d6", System.Globalization.CultureInfo.InvariantCulture);
}
