using System.Text;
using Kandji.Client.Json;
using Kandji.Client.Paging;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Paging;

/// <summary>
/// Every paging style against a list in memory that can shift, repeat and break off. In all of them, every item that
/// was there all the time comes exactly once and in order, or there is an error.
/// </summary>
/// <remarks>One of them listens to what the whole process leaves unobserved.</remarks>
[Collection(SequentialCollection.Name)]
public sealed class PagingTests
{
    private static readonly ApiOperation Operation =
        new("GET", "/api/v1/things", "Things", "Thing list") { Query = ["limit", "offset", "page", "cursor"] };

    private static readonly ApiOperation Bare = new("GET", "/api/v1/array", "Things", "Thing list") { Query = ["limit", "offset"] };

    private readonly FakeTimeProvider _clock = new();

    private int _requests;

    // The bare array of the device list.

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(1000)]
    public void Array_WhenNothingChanges_GivesEachItemOnceInOrder(int count)
    {
        List<string> list = Ids(count);
        Assert.Equal(list, Array(ArrayOf(list)));
        Assert.InRange(_requests, 1, (count / 9) + 9);
    }

    [Fact]
    public void Array_WhenOneItemPerPage_GivesEachItemOnceInOrder()
    {
        List<string> list = Ids(10);
        Assert.Equal(list, Array(ArrayOf(list), pageSize: 1));
    }

    [Fact]
    public void Array_WhenStartedLater_GivesTheRest()
    {
        List<string> list = Ids(50);
        Assert.Equal(list.Skip(17), Array(ArrayOf(list), start: 17));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(19, 2)]
    [InlineData(20, 3)]
    [InlineData(1000, 6)]
    public void Array_WhenOnlyTheFirstAreWanted_AsksForNoPageBeyondThem(int first, int requests)
    {
        List<string> list = Ids(50);
        Assert.Equal(list.Take(first), Array(ArrayOf(list), first: first));
        Assert.InRange(_requests, requests, first < 50 ? requests : 20);
    }

    [Fact]
    public void Array_WhenASingleObjectComes_IsThatOneItem() =>
        Assert.Equal(["a"], Array(_ => StubResponse.Json("""{"id":"a"}"""), isFiltered: true));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"detail":"Something else"}""")]
    [InlineData("""{"total":1,"results":[{"id":"a"}]}""")]
    [InlineData("\"text\"")]
    [InlineData("[null]")]
    [InlineData("""[{"id":"a"},"b"]""")]
    public void Array_WhenTheAnswerIsNoArrayOfThem_IsAnError(string json) =>
        Assert.Equal(KandjiErrorKind.InvalidResponse, Fails(() => Array(_ => StubResponse.Json(json))).Kind);

    [Theory]
    [MemberData(nameof(Moments))]
    public void Array_WhenItemsVanishWhileListing_GivesAllOthersOnceInOrder(int moment, int vanishing)
    {
        // Before some request, items near the front, which have been given out already, vanish: all that follow move up.
        List<string> list = Ids(100);
        List<string> remaining = [.. list.Skip(vanishing)];
        List<string> given = Array(sent =>
        {
            if (_requests == moment)
                list.RemoveRange(0, vanishing);
            return ArrayOf(list)(sent);
        });
        Assert.Equal(remaining, given.Where(remaining.Contains));
        Assert.Equal(given.Count, given.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void Array_WhenItemsAppearWhileListing_GivesAllOldOnesOnceInOrder(int moment, int appearing)
    {
        List<string> list = Ids(100);
        List<string> old = [.. list];
        List<string> given = Array(sent =>
        {
            if (_requests == moment)
                list.InsertRange(0, Enumerable.Range(0, appearing % 9).Select(i => "000-new" + i));
            return ArrayOf(list)(sent);
        });
        Assert.Equal(old, given.Where(old.Contains));
        Assert.Equal(given.Count, given.Distinct().Count());
    }

    public static TheoryData<int, int> Moments
    {
        get
        {
            var moments = new TheoryData<int, int>();
            foreach (int moment in new[] { 2, 3, 4, 5, 8, 11, 12 })
            {
                foreach (int count in new[] { 1, 5, 9, 10, 25 })
                    moments.Add(moment, count);
            }
            return moments;
        }
    }

    [Fact]
    public void Array_WhenItShiftsAtRandomAllTheTime_GivesWhatStayedOnceInOrder()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            List<string> list = Ids(random.Next(1, 150));
            var stayed = new HashSet<string>(list);
            _requests = 0;
            List<string> given = Array(sent =>
            {
                HttpResponseMessage page = ArrayOf(list)(sent);
                if (random.Next(3) == 0 && list.Count > 0)
                {
                    int at = random.Next(list.Count);
                    stayed.Remove(list[at]);
                    list.RemoveAt(at);
                }
                return page;
            });
            Assert.Equal(list.Where(stayed.Contains), given.Where(stayed.Contains));
            Assert.Equal(given.Count, given.Distinct().Count());
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("\"count\":0,", true)]
    [InlineData("\"count\":-1,", false)]
    public void Offset_WithoutACount_WhenItemsVanishWhileListing_GivesWhatStayedOrAnError(string count, bool hasKey)
    {
        int errors = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            List<string> list = Ids(random.Next(1, 150));
            int vanishing = random.Next(2, 9);
            HttpResponseMessage Answer(Sent sent)
            {
                if (random.Next(vanishing) == 0 && list.Count > 0)
                    list.RemoveAt(random.Next(list.Count));
                return StubResponse.Json("{" + count + "\"results\":" + Json(list.Skip(sent.Number("offset", 0)).Take(10)) + "}");
            }
            try
            {
                List<string> given = Run(
                    caller => CountedPaging.ByOffset(
                        caller, (limit, offset) => new ApiRequest(Operation).With("limit", limit).With("offset", offset), 10, Envelope,
                        hasKey ? item => item.Id : null, CancellationToken.None),
                    Answer);
                Assert.Empty(list.Except(given));
                Assert.Equal(given.Count, given.Distinct().Count());
            }
            catch (KandjiApiException e)
            {
                Assert.Equal(KandjiErrorKind.IncompleteList, e.Kind);
                errors++;
            }
        }
        Assert.InRange(errors, hasKey ? 0 : 1, hasKey ? 150 : 250);
    }

    [Fact]
    public void Array_WhenAPageInTheMiddleIsCutShort_StillGivesEverything()
    {
        List<string> list = Ids(100);
        Assert.Equal(list, Array(sent => _requests == 5 ? StubResponse.Json("[]") : ArrayOf(list)(sent)));
    }

    [Fact]
    public void Array_WhenThePageRepeats_IsAnError()
    {
        List<string> list = Ids(10);
        var e = Fails(() => Array(_ => StubResponse.Json(Json(list))));
        Assert.Equal(KandjiErrorKind.IncompleteList, e.Kind);
        Assert.Equal(10, e.Data["given"]);
    }

    [Fact]
    public void Array_WhenItemsHaveNoKey_GivesThemAll() =>
        Assert.Equal(2, Array(_ => StubResponse.Json("""[{"text":"a"},{"text":"b"}]""")).Count);

    [Theory]
    [InlineData("null")]
    [InlineData("{\"id\":\"a\"}")]
    public void Array_OfEverything_IsNeitherNullNorOneObject(string json) =>
        Assert.Equal(KandjiErrorKind.InvalidResponse, Fails(() => Array(_ => StubResponse.Json(json))).Kind);

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(7)]
    public void Array_WhenTheServiceHasALowerLimit_GivesEverythingIfTheLimitIsSeen(int limit)
    {
        // A first page of seven can only be the whole list: one request more for each list would be too many.
        List<string> list = Ids(70);
        List<string> given = Array(
            sent => StubResponse.Json(Json(list.Skip(sent.Number("offset", 0)).Take(Math.Min(limit, sent.Number("limit", 30))))),
            pageSize: 30);
        Assert.Equal(limit % 10 == 0 ? list : list.Take(limit), given);
    }

    [Fact]
    public void Array_WhenTheServicesLimitBecomesLower_StillGivesEverything()
    {
        List<string> list = Ids(200);
        Assert.Equal(list, Array(
            sent => StubResponse.Json(
                Json(list.Skip(sent.Number("offset", 0)).Take(Math.Min(_requests > 3 ? 7 : 30, sent.Number("limit", 30))))), pageSize: 30));
    }

    [Theory]
    [InlineData(27)]
    [InlineData(54)]
    [InlineData(63)]
    public void Array_WhenAPageStaysEmpty_IsAnError(int offset)
    {
        List<string> list = Ids(70);
        var e = Fails(() => Array(sent => sent.Number("offset", 0) == offset ? StubResponse.Json("[]") : ArrayOf(list)(sent)));
        Assert.Equal(KandjiErrorKind.IncompleteList, e.Kind);
        Assert.Equal(offset + 1, e.Data["given"]);
        Assert.InRange(_requests, 10, 80);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void Array_WhenNothingComes_IsAskedOnceMoreUnlessItIsFiltered(bool isFiltered, int requests)
    {
        Assert.Empty(Array(ArrayOf([]), isFiltered: isFiltered));
        Assert.Equal(requests, _requests);
    }

    [Fact]
    public void Array_WhenAPageComesAgain_IsReadOnceMore()
    {
        List<string> list = Ids(100);
        Assert.Equal(list,
            Array(
                sent => _requests == 4 ? StubResponse.Json(Json(list.Skip(sent.Number("offset", 0) - 9).Take(10))) : ArrayOf(list)(sent)));
    }

    // limit and offset, or page numbers, with a count.

    [Theory]
    [MemberData(nameof(Counted))]
    public void Counted_WhenNothingChanges_GivesEachItemOnceInOrder(bool byNumber, int count)
    {
        List<string> list = Ids(count);
        Assert.Equal(list, CountedList(byNumber, CountedOf(list)));
        Assert.Equal(Math.Max(1, (count + 9) / 10), _requests);
    }

    public static TheoryData<bool, int> Counted
    {
        get
        {
            var cases = new TheoryData<bool, int>();
            foreach (int count in new[] { 0, 1, 9, 10, 11, 95, 100 })
            {
                cases.Add(true, count);
                cases.Add(false, count);
            }
            return cases;
        }
    }

    [Fact]
    public void Counted_WhenTheServerGivesFewerThanAsked_GoesByWhatItGives()
    {
        List<string> list = Ids(35);
        Assert.Equal(list, CountedList(byNumber: false, sent =>
        {
            int offset = sent.Number("offset", 0);
            return StubResponse.Json(Envelope(list.Skip(offset).Take(4), list.Count, offset + 4 < list.Count));
        }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Counted_WhenAnItemVanishesWhileListing_GivesAllOthersOnce(bool byNumber)
    {
        for (int moment = 2; moment <= 6; moment++)
        {
            List<string> list = Ids(60);
            List<string> remaining = [.. list.Skip(1)];
            _requests = 0;
            List<string> given = CountedList(byNumber, sent =>
            {
                if (_requests == moment)
                    list.RemoveAt(0);
                return CountedOf(list)(sent);
            });
            Assert.Equal(remaining, given.Where(remaining.Contains).Order());
            Assert.Equal(given.Count, given.Distinct().Count());
        }
    }

    [Fact]
    public void Counted_WhenTheLastPageIsGoneMeanwhile_IsTheRest()
    {
        // By page number, a page past the end is not empty but not found.
        List<string> list = Ids(21);
        List<string> given = CountedList(byNumber: true, sent =>
        {
            if (_requests == 2)
                list.RemoveAt(20);
            return CountedOf(list)(sent);
        });
        Assert.Equal(list, given);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Counted_WhenItEndsBeforeItsCount_IsAnError(bool byNumber)
    {
        List<string> list = Ids(25);
        var e = Fails(() => CountedList(byNumber, CountedOf(list, total: 40)));
        Assert.Equal(KandjiErrorKind.IncompleteList, e.Kind);
        Assert.Contains("25 of 40", e.Message, StringComparison.Ordinal);
        Assert.Equal(25, e.Data["given"]);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Counted_WhenAPageRepeats_IsAnError(bool byNumber, bool isTheLast)
    {
        List<string> list = Ids(40);
        var e = Fails(() => CountedList(byNumber, _ => StubResponse.Json(Envelope(list.Take(10), isTheLast ? 20 : 1_000_000_000))));
        Assert.Equal(KandjiErrorKind.IncompleteList, e.Kind);
        Assert.InRange(_requests, 2, 40);
    }

    [Fact]
    public void Counted_WhenItChangesEveryTime_IsAnError()
    {
        int total = 1000;
        var e = Fails(() => CountedList(byNumber: false, sent => CountedOf(Ids(30), total: total++)(sent)));
        Assert.Equal(KandjiErrorKind.IncompleteList, e.Kind);
    }

    [Fact]
    public void Counted_WhenTheCountIsAbsurd_Ends()
    {
        var e = Fails(() => CountedList(byNumber: false, CountedOf(Ids(30), total: long.MaxValue)));
        Assert.Equal(KandjiErrorKind.IncompleteList, e.Kind);
        Assert.InRange(_requests, 4, 60);
    }

    [Theory]
    [InlineData("""{"total":2,"page":1,"total":2,"results":[{"id":"a"},{"id":"b"}]}""")]
    [InlineData("""{"offset":null,"limit":300,"total":2,"results":[{"id":"a"},{"id":"b"}]}""")]
    [InlineData("""{"total_count":2,"results":[{"id":"a"},{"id":"b"}],"next":null}""")]
    [InlineData("""{"results":[{"id":"x"}],"results":[{"id":"a"},{"id":"b"}],"count":"many","next":""}""")]
    public void Counted_WhenTheEnvelopeIsOdd_IsReadAllTheSame(string json) =>
        Assert.Equal(["a", "b"], CountedList(byNumber: false, _ => StubResponse.Json(json)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Counted_WhenTwoCountsAreSentAndOneIsThePagesNumber_IsReadToTheEnd(bool countFirst)
    {
        List<string> list = Ids(25);
        Assert.Equal(list, CountedList(byNumber: true, sent =>
        {
            int page = sent.Number("page", 1);
            (int first, int second) = countFirst ? (list.Count, page) : (page, list.Count);
            return StubResponse.Json(
                "{\"total\":" + first + ",\"size\":10,\"total\":" + second + ",\"results\":" + Json(list.Skip((page - 1) * 10).Take(10))
                    + "}");
        }));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"count":0}""")]
    [InlineData("""{"detail":"Something else"}""")]
    [InlineData("""{"count":1,"results":{"id":"a"}}""")]
    public void Counted_WhenTheAnswerIsNoEnvelope_IsAnError(string json) =>
        Assert.Equal(KandjiErrorKind.InvalidResponse, Fails(() => CountedList(byNumber: false, _ => StubResponse.Json(json))).Kind);

    [Fact]
    public void Counted_WhenTheEnvelopeLiesOneLevelDown_IsRead()
    {
        List<string> list = Ids(25);
        List<string> given = Run(caller => CountedPaging.ByOffset(
            caller,
            (limit, offset) => new ApiRequest(Operation).With("limit", limit).With("offset", offset),
            10,
            response => PageReader.ReadEnvelope<Sample>(response, new StringPool(), envelopeKey: "commands"),
            item => item.Id,
            CancellationToken.None), sent =>
            StubResponse.Json(
                "{\"device_id\":\"d\",\"commands\":"
                    + Envelope(list.Skip(sent.Number("offset", 0)).Take(10), 25, sent.Number("offset", 0) < 20) + "}"));
        Assert.Equal(list, given);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(25)]
    public void Counted_WhenThereIsNoCountButNext_GoesByNext(int count)
    {
        List<string> list = Ids(count);
        List<string> given = CountedList(byNumber: true, sent =>
        {
            int page = sent.Number("page", 1);
            string next = page * 10 < count ? "\"https://elsewhere.example.com/?page=" + (page + 1) + "\"" : "null";
            return StubResponse.Json("{\"next\":" + next + ",\"results\":" + Json(list.Skip((page - 1) * 10).Take(10)) + "}");
        });
        Assert.Equal(list, given);
        Assert.Equal(Math.Max(1, (count + 9) / 10), _requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(25)]
    public void Counted_WhenNothingTellsOfTheEnd_ReadsUntilAPageIsEmpty(int count)
    {
        List<string> list = Ids(count);
        Assert.Equal(list,
            CountedList(
                byNumber: false, sent => StubResponse.Json("{\"results\":" + Json(list.Skip(sent.Number("offset", 0)).Take(10)) + "}")));
    }

    [Fact]
    public void Counted_WhenNextPromisesMoreThanThereIs_IsAnError() =>
        Assert.Equal(
            KandjiErrorKind.IncompleteList,
            Fails(
                () => CountedList(byNumber: true,
                    sent => StubResponse.Json(
                        "{\"next\":\"?page=9\",\"results\":" + (sent.Number("page", 1) < 3 ? Json([sent.Query("page") + "x"]) : "[]")
                            + "}"))).Kind);

    [Theory]
    [InlineData("\"cursor\":null,", "end")]
    [InlineData("\"cursor\":\"\",", "end")]
    [InlineData("\"cursor\":17,", "more")]
    [InlineData("\"cursor\":\"17\",", "more")]
    [InlineData("\"cursor\":{\"at\":17},", "error")]
    [InlineData("\"cursor\":[17],", "error")]
    [InlineData("\"cursor\":true,", "error")]
    [InlineData("", "end")]
    public void CursorOrOffset_OfACursorInAnyForm_FollowsItOrEndsOrFails(string cursor, string expected)
    {
        List<string> Read() => Rows(sent => sent.Query("cursor") is { } asked
            ? StubResponse.Json("{\"cursor\":null,\"data\":" + Json([asked]) + "}")
            : StubResponse.Json("{" + cursor + "\"data\":" + Json(["1", "2"]) + "}"));
        if (expected == "error")
            Assert.Equal(KandjiErrorKind.IncompleteList, Fails(() => Read()).Kind);
        else
            Assert.Equal(expected == "more" ? ["1", "2", "17"] : ["1", "2"], Read());
    }

    [Theory]
    [InlineData("\"total\":25,", true)]
    [InlineData("\"cursor\":null,\"total\":25,", true)]
    [InlineData("", true)]
    [InlineData("\"cursor\":null,", false)]
    public void CursorOrOffset_WhenTheOffsetIsNotApplied_IsAnErrorUnlessTheEndWasNamed(string beside, bool isError)
    {
        List<string> Read() => Rows(_ => StubResponse.Json("{" + beside + "\"data\":" + Json(Ids(10)) + "}"));
        if (isError)
            Assert.Equal(10, Fails(() => Read()).Data["given"]);
        else
            Assert.Equal(Ids(10), Read());
        Assert.InRange(_requests, 2, 3);
    }

    [Fact]
    public void CursorOrOffset_WhenOnlyTheFirstAreWanted_AsksForNoMore()
    {
        Assert.Equal(["1", "2"], Rows(_ => StubResponse.Json("{\"cursor\":\"x\",\"data\":" + Json(["1", "2"]) + "}"), first: 2));
        Assert.Equal(1, _requests);
    }

    private List<string> Rows(Func<Sent, HttpResponseMessage> answer, long? first = null) => Run(
        caller => CountedPaging.ByCursorOrOffset(
            caller,
            (limit, offset, cursor) => new ApiRequest(Operation).With("limit", limit).With("offset", offset).With("cursor", cursor),
            10,
            response => PageReader.ReadEnvelope<Sample>(response, new StringPool(), "data", nextKey: "cursor"),
            null,
            CancellationToken.None,
            first),
        answer);

    // Cursors.

    [Theory]
    [InlineData("https://northwind.kandji.io/api/v1/users?cursor={0}")]
    [InlineData("https://evil.example.com/steal?limit=1&cursor={0}&x=y")]
    [InlineData("?cursor={0}")]
    [InlineData("{0}")]
    public void Cursor_WhenNextHasAnyForm_TakesOnlyTheCursorAndStaysOnItsHost(string form)
    {
        List<string> list = Ids(35);
        bool isUrl = form.Contains('?', StringComparison.Ordinal);
        var hosts = new HashSet<string>();
        List<string> given = CursorList(sent =>
        {
            hosts.Add(sent.Uri.Host + sent.Uri.AbsolutePath);
            int from = sent.Query("cursor") is { } cursor
                ? int.Parse(cursor.TrimStart('='), System.Globalization.CultureInfo.InvariantCulture) : 0;
            string text = "==" + (from + 10);
            string next = from + 10 < list.Count
                ? "\"" + form.Replace("{0}", isUrl ? Uri.EscapeDataString(text) : text, StringComparison.Ordinal) + "\"" : "null";
            return StubResponse.Json("{\"next\":" + next + ",\"previous\":null,\"results\":" + Json(list.Skip(from).Take(10)) + "}");
        });
        Assert.Equal(list, given);
        Assert.Equal(["northwind.api.kandji.io/api/v1/things"], hosts);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("https://northwind.kandji.io/api/v1/users?cursor=a")]
    [InlineData("?cursor=")]
    public void Cursor_WhenNextLoops_IsAnErrorAfterWhatThereWas(string next)
    {
        var e = Fails(() => CursorList(_ => StubResponse.Json("{\"next\":\"" + next + "\",\"results\":" + Json(["1", "2"]) + "}")));
        Assert.Equal(KandjiErrorKind.IncompleteList, e.Kind);
        Assert.Equal(2, e.Data["given"]);
        Assert.InRange(_requests, 2, 3);
    }

    [Theory]
    [InlineData("""[{"id":"1"}]""")]
    [InlineData("[]")]
    public void Cursor_WhenThereIsAlwaysAnotherPageWithNothingNew_IsAnError(string results)
    {
        var e = Fails(() => CursorList(_ => StubResponse.Json("{\"next\":\"c" + _requests + "\",\"results\":" + results + "}")));
        Assert.Equal(KandjiErrorKind.IncompleteList, e.Kind);
        Assert.InRange(_requests, 3, 6);
    }

    [Theory]
    [InlineData("https://northwind.kandji.io/api/v1/users?page=2")]
    [InlineData("https://northwind.kandji.io/api/v1/users")]
    public void Cursor_WhenNextHasNoCursor_IsAnErrorAndNotTheEnd(string next)
    {
        var e = Fails(() => CursorList(_ => StubResponse.Json("{\"next\":\"" + next + "\",\"results\":" + Json(["1", "2"]) + "}")));
        Assert.Equal(KandjiErrorKind.IncompleteList, e.Kind);
        Assert.Equal(2, e.Data["given"]);
    }

    [Fact]
    public void Cursor_WhenAPageBetweenIsEmpty_GoesOn()
    {
        string[] pages = ["{\"next\":\"a\",\"results\":[{\"id\":\"1\"}]}", "{\"next\":\"b\",\"results\":[]}",
            "{\"next\":null,\"results\":[{\"id\":\"2\"}]}"];
        Assert.Equal(["1", "2"], CursorList(_ => StubResponse.Json(pages[_requests - 1]), isFiltered: true));
    }

    [Theory]
    [InlineData("\"next\":{\"cursor\":10},")]
    [InlineData("\"next\":[10],")]
    [InlineData("\"next\":true,")]
    [InlineData("\"next\":false,")]
    [InlineData("")]
    public void Cursor_WhenNextCannotBeFollowed_IsAnErrorAndNotTheEnd(string next)
    {
        var e = Fails(() => CursorList(_ => StubResponse.Json("{" + next + "\"results\":" + Json(["1", "2"]) + "}")));
        Assert.Equal(KandjiErrorKind.IncompleteList, e.Kind);
        Assert.Equal(2, e.Data["given"]);
    }

    [Fact]
    public void Cursor_WhenNextIsANumber_FollowsIt()
    {
        string[] pages = ["{\"next\":18446744073709551616,\"results\":[{\"id\":\"1\"}]}", "{\"next\":null,\"results\":[{\"id\":\"2\"}]}"];
        var asked = new List<string?>();
        Assert.Equal(["1", "2"], CursorList(sent =>
        {
            asked.Add(sent.Query("cursor"));
            return StubResponse.Json(pages[_requests - 1]);
        }));
        Assert.Equal([null, "18446744073709551616"], asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cursor_WhenAPageBetweenStaysShort_IsAnErrorAfterEverythingUnlessTheListIsFiltered(bool isFiltered)
    {
        List<string> list = Ids(35);
        List<string> Read() => CursorList(sent =>
        {
            int from = sent.Number("cursor", 0);
            string next = from + 10 < list.Count ? "\"" + (from + 10) + "\"" : "null";
            return StubResponse.Json("{\"next\":" + next + ",\"results\":" + Json(list.Skip(from).Take(from == 10 ? 4 : 10)) + "}");
        }, isFiltered);
        if (isFiltered)
            Assert.Equal(29, Read().Count);
        else
            Assert.Equal(29, Fails(() => Read()).Data["given"]);
    }

    // The properties that hold for all of them.

    public static TheoryData<string> Styles => ["array", "offset", "number", "cursor"];

    [Theory]
    [MemberData(nameof(Styles))]
    public void Every_WhenOnlyTheFirstItemsAreTaken_StopsAsking(string style)
    {
        List<string> list = Ids(1000);
        List<string> given = Run(caller => First(Stream(style, caller), 5), AnyOf(list));
        Assert.Equal(list.Take(5), given);
        Assert.InRange(_requests, 1, 3);
    }

    private static async IAsyncEnumerable<Sample> First(IAsyncEnumerable<Sample> items, int count)
    {
        await foreach (Sample item in items.ConfigureAwait(false))
        {
            yield return item;
            if (--count == 0)
                yield break;
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Every_WhenAPageFailsForGood_IsThatErrorAfterThePagesBefore(string style)
    {
        List<string> list = Ids(100);
        Func<Sent, HttpResponseMessage> any = AnyOf(list);
        var e = Fails(() => Run(caller => Stream(style, caller), sent => _requests > 2 ? StubResponse.Json("{}", 403) : any(sent)));
        Assert.Equal(KandjiErrorKind.Forbidden, e.Kind);
        Assert.InRange((int)e.Data["given"]!, 19, 20);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Every_WhenRequestsFailNowAndThen_GivesEachItemOnceInOrder(string style)
    {
        List<string> list = Ids(500);
        Func<Sent, HttpResponseMessage> any = AnyOf(list);
        var random = new Random(4);
        List<string> given = Run(caller => Stream(style, caller), sent => random.Next(5) switch
        {
            0 => StubResponse.Json("{}", 500),
            1 when random.Next(2) == 0 => throw new HttpRequestException("reset"),
            _ => any(sent),
        });
        Assert.Equal(list, given);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task Every_WhenCancelled_EndsAtOnceAndLeavesNothingUnobserved(string style)
    {
        bool unobserved = false;
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) =>
            unobserved |= e.Exception.InnerException is KandjiApiException or OperationCanceledException;
        // Requests of earlier tests do not count here.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await CancelAsync(style);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }
        Assert.False(unobserved);
    }

    [Theory]
    [InlineData("""[{"id":"1"},{"id":"2"}]""", "array")]
    [InlineData("""{"results":[{"id":"1"},{"id":"2"}],"next":null,"previous":null,"count":2}""", "offset")]
    public async Task Every_WhenCancelledOnceAPageIsThere_ReadsNoMoreOfIt(string page, string style)
    {
        using var cancel = new CancellationTokenSource();
        var handler = new StubHandler(_ => StubResponse.Stream(new CancelingStream(Encoding.UTF8.GetBytes(page), cancel)));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Stream(style, TestPipeline.Caller(handler, _clock), cancel.Token).ToListAsync());
    }

    private sealed class CancelingStream(byte[] body, CancellationTokenSource cancel) : MemoryStream(body)
    {
        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            int read = await base.ReadAsync(buffer, offset, count, CancellationToken.None);
            if (read == 0)
                cancel.Cancel();
            return read;
        }
    }

    private async Task CancelAsync(string style)
    {
        Func<Sent, HttpResponseMessage> any = AnyOf(Ids(100));
        int underWay = 0;
        var handler = new StubHandler(async (sent, token) =>
        {
            if (Interlocked.Increment(ref _requests) <= 2)
                return any(sent);
            Interlocked.Increment(ref underWay);
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
            return StubResponse.Empty();
        });
        using var cancel = new CancellationTokenSource();
        int given = 0;
        async Task List()
        {
            await foreach (Sample item in Stream(style, TestPipeline.Caller(handler, _clock), cancel.Token))
            {
                if (++given == 15)
                    cancel.CancelAfter(TimeSpan.FromMilliseconds(1));
            }
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => List().WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref underWay) == 0, TimeSpan.FromSeconds(60)));
    }

    [Theory]
    [InlineData("array")]
    [InlineData("offset")]
    [InlineData("number")]
    public void Every_WhenAnswersTakeTime_ReadsSeveralPagesAtOnce(string style)
    {
        List<string> list = Ids(330);
        Func<Sent, HttpResponseMessage> any = AnyOf(list);
        var handler = new StubHandler(async (sent, token) =>
        {
            _requests++;
            await Task.Delay(TimeSpan.FromMilliseconds(100), _clock, token).ConfigureAwait(false);
            return any(sent);
        });
        List<Sample> given = _clock.Run(() => Stream(style, TestPipeline.Caller(handler, _clock)).ToListAsync(), stepMilliseconds: 1);
        Assert.Equal(list, given.Select(item => item.Id));

        // One after the other it would be 3.3 seconds and more.
        Assert.InRange((_clock.GetUtcNow() - _clock.Start).TotalSeconds, 0.3, 0.9);
    }

    private static IAsyncEnumerable<Sample> Stream(
        string style, ApiConnection caller, CancellationToken cancellationToken = default, bool isFiltered = false) => style switch
    {
        "array" => ArrayPaging.StreamAsync<Sample>(
            caller, (limit, offset) => new ApiRequest(Bare).With("limit", limit).With("offset", offset), 10, item => item.Id ?? "", 0, null,
            false, cancellationToken),
        "offset" => CountedPaging.ByOffset(
            caller, (limit, offset) => new ApiRequest(Operation).With("limit", limit).With("offset", offset), 10, Envelope, item => item.Id,
            cancellationToken),
        "number" =>
            CountedPaging.ByNumber(
                caller, page => new ApiRequest(Operation).With("page", page), Envelope, item => item.Id, cancellationToken),
        _ =>
            CursorPaging.StreamAsync(caller, cursor => new ApiRequest(Operation).With("cursor", cursor), "cursor", Envelope,
                item => item.Id, isFiltered, cancellationToken),
    };

    // Answers each style by its query.
    private static Func<Sent, HttpResponseMessage> AnyOf(List<string> list) => sent =>
    {
        if (sent.Uri.AbsolutePath == Bare.Path)
            return ArrayOf(list)(sent);
        if (sent.Query("page") is not null || sent.Query("offset") is not null)
            return CountedOf(list)(sent);
        int from = sent.Number("cursor", 0);
        string next = from + 10 < list.Count ? "\"" + (from + 10) + "\"" : "null";
        return StubResponse.Json("{\"next\":" + next + ",\"results\":" + Json(list.Skip(from).Take(10)) + "}");
    };

    private List<string> Array(
        Func<Sent, HttpResponseMessage> answer, int pageSize = 10, long start = 0, long? first = null, bool isFiltered = false) =>
        Run(caller => ArrayPaging.StreamAsync<Sample>(
            caller, (limit, offset) => new ApiRequest(Bare).With("limit", limit).With("offset", offset), pageSize, item => item.Id ?? "",
            start, first, isFiltered, CancellationToken.None), answer);

    private List<string> CountedList(bool byNumber, Func<Sent, HttpResponseMessage> answer) =>
        Run(caller => Stream(byNumber ? "number" : "offset", caller), answer);

    private List<string> CursorList(Func<Sent, HttpResponseMessage> answer, bool isFiltered = false) =>
        Run(caller => Stream("cursor", caller, isFiltered: isFiltered), answer);

    private static Page<Sample> Envelope(ApiResponse response) => PageReader.ReadEnvelope<Sample>(response, new StringPool());

    // The ids in the order in which they came. An error carries how many had come.
    private List<string> Run(Func<ApiConnection, IAsyncEnumerable<Sample>> stream, Func<Sent, HttpResponseMessage> answer)
    {
        var handler = new StubHandler(sent =>
        {
            _requests++;
            return answer(sent);
        });
        var given = new List<string>();
        _clock.Run(async () =>
        {
            try
            {
                await foreach (Sample item in stream(TestPipeline.Caller(handler, _clock)).ConfigureAwait(false))
                    given.Add(item.Id!);
            }
            catch (KandjiApiException e)
            {
                e.Data["given"] = given.Count;
                throw;
            }
        });
        return given;
    }

    private static KandjiApiException Fails(Action run) => Assert.Throws<KandjiApiException>(run);

    private static List<string> Ids(int count) =>
        [.. Enumerable.Range(1, count).Select(i => i.ToString("d6", System.Globalization.CultureInfo.InvariantCulture))];

    private static string Json(IEnumerable<string> ids) => "[" + string.Join(",", ids.Select(id => $$"""{"id":"{{id}}"}""")) + "]";

    private static string Envelope(IEnumerable<string> ids, long total, bool goesOn = false) =>
        $$"""{"count":{{total}},"next":{{(goesOn ? "\"https://elsewhere.example.com/?page=9\"" : "null")}}"""
            + $$""","previous":null,"results":{{Json(ids)}}}""";

    private static Func<Sent, HttpResponseMessage> ArrayOf(List<string> list) =>
        sent => StubResponse.Json(Json(list.Skip(sent.Number("offset", 0)).Take(sent.Number("limit", 10))));

    private static Func<Sent, HttpResponseMessage> CountedOf(List<string> list, long? total = null) => sent =>
    {
        int offset = sent.Query("page") is not null ? (sent.Number("page", 1) - 1) * 10 : sent.Number("offset", 0);
        return offset > 0 && offset >= list.Count && sent.Query("page") is not null
            ? StubResponse.Json("""{"detail":"Invalid page."}""", 404)
            : StubResponse.Json(Envelope(list.Skip(offset).Take(10), total ?? list.Count, offset + 10 < list.Count));
    };
}
