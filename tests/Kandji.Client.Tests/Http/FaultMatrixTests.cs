using System.Net.Sockets;
using System.Text;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Http.Files;
using Kandji.Simulator;

namespace Kandji.Client.Tests.Http;

/// <summary>
/// Every kind of operation against every fault of a network, a gateway and a service. The table is the promise: "right" is the whole
/// and true result; anything else is the one error that ends the call, and how often the request was sent. PagingTests has
/// the lists whose pages shift, repeat and loop.
/// </summary>
public sealed class FaultMatrixTests : IDisposable
{
    private const string Right = "right";

    private const int DeviceCount = 25;

    private static readonly string[] Lists = ["devices", "blueprints", "tags", "users", "commands"];

    private static readonly Dictionary<string, Func<Fault>> Faults = new()
    {
        ["reset before the answer"] = Fault.ResetBeforeResponse,
        ["executed, then reset"] = Fault.ExecuteThenReset,
        ["reset during the body"] = () => Fault.ResetDuringBody(1),
        ["no answer at all"] = Fault.Hang,
        ["executed, then no answer"] = Fault.ExecuteThenHang,
        ["truncated JSON"] = Fault.TruncatedJson,
        ["empty body"] = Fault.EmptyBody,
        ["wrong content type"] = () => Fault.WrongContentType(),
        ["no content type"] = () => Fault.WrongContentType(null),
        ["HTML error page"] = () => Fault.HtmlPage(502),
        ["HTML page as success"] = () => Fault.HtmlPage(200),
        ["slow first byte"] = () => Fault.SlowFirstByte(TimeSpan.FromMilliseconds(50)),
        ["slow body"] = () => Fault.SlowBody(TimeSpan.FromMilliseconds(5), 64),
        ["429"] = () => Fault.Status(429),
        ["429, seconds"] = () => Fault.Status(429, retryAfter: "3"),
        ["429, zero"] = () => Fault.Status(429, retryAfter: "0"),
        ["429, date"] = () => Fault.Status(429, retryAfter: DateTimeOffset.UtcNow.AddSeconds(30).ToString("R")),
        ["429, date gone by"] = () => Fault.Status(429, retryAfter: "Sat, 01 Jan 2000 00:00:00 GMT"),
        ["429, absurd"] = () => Fault.Status(429, retryAfter: "2000000000"),
        ["429, nonsense"] = () => Fault.Status(429, retryAfter: "a while"),
        ["500"] = () => Fault.Status(500, """{"error":"Oops"}"""),
        ["502"] = () => Fault.Status(502),
        ["503"] = () => Fault.Status(503),
        ["503, seconds"] = () => Fault.Status(503, retryAfter: "3"),
        ["504"] = () => Fault.Status(504),
        ["redirect to the same host"] = () => Fault.Redirect("#again"),
        ["redirect that repeats"] = () => Fault.Redirect("#again", 307),
        ["redirect elsewhere"] = () => Fault.Redirect("https://elsewhere.example.com/api/v1/devices"),
        ["connection refused"] = () => throw new NotSupportedException(),
        ["name not known"] = () => throw new NotSupportedException(),
        ["no TLS"] = () => throw new NotSupportedException(),
    };

    // fault | a read or list, when it happens once | when it happens always | a change that answers with an object | an action whose answer
    // may be empty
    private static readonly string[] Table =
    [
        "reset before the answer   | right 2      | NoAnswer 5        | OutcomeUnknown 1 | OutcomeUnknown 1",
        "executed, then reset      | right 2      | NoAnswer 5        | OutcomeUnknown 1 | OutcomeUnknown 1",
        "reset during the body     | right 2      | NoAnswer 5        | OutcomeUnknown 1 | -",
        "no answer at all          | right 2      | NoAnswer 5        | OutcomeUnknown 1 | OutcomeUnknown 1",
        "executed, then no answer  | right 2      | NoAnswer 5        | OutcomeUnknown 1 | OutcomeUnknown 1",
        "truncated JSON            | right 2      | InvalidResponse 5 | OutcomeUnknown 1 | right 1",
        "empty body                | right 2      | InvalidResponse 5 | OutcomeUnknown 1 | right 1",
        "wrong content type        | right 1      | right 1           | right 1          | right 1",
        "no content type           | right 1      | right 1           | right 1          | right 1",
        "HTML error page           | right 2      | ServerError 5     | OutcomeUnknown 1 | OutcomeUnknown 1",
        "HTML page as success      | right 2      | InvalidResponse 5 | OutcomeUnknown 1 | OutcomeUnknown 1",
        "slow first byte           | right 1      | right 1           | right 1          | right 1",
        "slow body                 | right 1      | right 1           | right 1          | right 1",
        "429                       | right 2      | RateLimited *     | right 2          | right 2",
        "429, seconds              | right 2      | RateLimited *     | right 2          | right 2",
        "429, zero                 | right 2      | RateLimited *     | right 2          | right 2",
        "429, date                 | right 2      | RateLimited *     | right 2          | right 2",
        "429, date gone by         | right 2      | RateLimited *     | right 2          | right 2",
        "429, absurd               | RateLimited 1| RateLimited 1     | RateLimited 1    | RateLimited 1",
        "429, nonsense             | right 2      | RateLimited *     | right 2          | right 2",
        "500                       | right 2      | ServerError 5     | OutcomeUnknown 1 | OutcomeUnknown 1",
        "502                       | right 2      | ServerError 5     | OutcomeUnknown 1 | OutcomeUnknown 1",
        "503                       | right 2      | ServerError 5     | OutcomeUnknown 1 | OutcomeUnknown 1",
        "503, seconds              | right 2      | ServerError 5     | right 2          | right 2",
        "504                       | right 2      | ServerError 5     | OutcomeUnknown 1 | OutcomeUnknown 1",
        "redirect to the same host | right 2      | Redirected 4      | OutcomeUnknown 1 | OutcomeUnknown 1",
        "redirect that repeats     | right 2      | Redirected 4      | Redirected 1     | Redirected 1",
        "redirect elsewhere        | Redirected 1 | Redirected 1      | OutcomeUnknown 1 | OutcomeUnknown 1",
        "connection refused        | -            | Unreachable 5     | Unreachable 5    | Unreachable 5",
        "name not known            | -            | Unreachable 5     | Unreachable 5    | Unreachable 5",
        "no TLS                    | -            | Unreachable 5     | Unreachable 5    | Unreachable 5",
    ];

    // fault | an upload to the store, when it happens once | always | a download from it, once | always
    // The store's answer to an upload has no body that could break off. Half of a file that is said to be all of it cannot be told from it.
    private static readonly string[] TransferTable =
    [
        "reset before the answer   | right 2       | NoAnswer 3        | right 2           | NoAnswer 3",
        "executed, then reset      | right 2       | NoAnswer 3        | right 2           | NoAnswer 3",
        "reset during the body     | -             | -                 | right 2           | NoAnswer 3",
        "no answer at all          | right 2       | NoAnswer 3        | right 2           | NoAnswer 3",
        "executed, then no answer  | right 2       | NoAnswer 3        | right 2           | NoAnswer 3",
        "truncated JSON            | right 1       | right 1           | -                 | -",
        "empty body                | right 1       | right 1           | right 2           | InvalidResponse 3",
        "wrong content type        | right 1       | right 1           | right 1           | right 1",
        "no content type           | right 1       | right 1           | right 1           | right 1",
        "HTML error page           | right 2       | ServerError 3     | right 2           | ServerError 3",
        "HTML page as success      | right 2       | InvalidResponse 3 | right 2           | InvalidResponse 3",
        "slow first byte           | right 1       | right 1           | right 1           | right 1",
        "slow body                 | right 1       | right 1           | right 1           | right 1",
        "429                       | right 2       | RateLimited 3     | right 2           | RateLimited 3",
        "429, seconds              | right 2       | RateLimited 3     | right 2           | RateLimited 3",
        "429, zero                 | right 2       | RateLimited 3     | right 2           | RateLimited 3",
        "429, date                 | right 2       | RateLimited 3     | right 2           | RateLimited 3",
        "429, date gone by         | right 2       | RateLimited 3     | right 2           | RateLimited 3",
        "429, absurd               | RateLimited 1 | RateLimited 1     | RateLimited 1     | RateLimited 1",
        "429, nonsense             | right 2       | RateLimited 3     | right 2           | RateLimited 3",
        "500                       | right 2       | ServerError 3     | right 2           | ServerError 3",
        "502                       | right 2       | ServerError 3     | right 2           | ServerError 3",
        "503                       | right 2       | ServerError 3     | right 2           | ServerError 3",
        "503, seconds              | right 2       | ServerError 3     | right 2           | ServerError 3",
        "504                       | right 2       | ServerError 3     | right 2           | ServerError 3",
        "redirect to the same host | Redirected 1  | Redirected 1      | Redirected 1      | Redirected 1",
        "redirect that repeats     | Redirected 1  | Redirected 1      | Redirected 1      | Redirected 1",
        "redirect elsewhere        | Redirected 1  | Redirected 1      | Redirected 1      | Redirected 1",
        "connection refused        | -             | Unreachable 3     | -                 | Unreachable 3",
        "name not known            | -             | Unreachable 3     | -                 | Unreachable 3",
        "no TLS                    | -             | Unreachable 3     | -                 | Unreachable 3",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("kandji-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string, bool, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, bool, string>();
            foreach (string[] row in Table.Select(line => line.Split('|', StringSplitOptions.TrimEntries)))
            {
                void Add(string operation, bool always, string promise)
                {
                    if (promise != "-")
                        cells.Add(row[0], operation, always, promise);
                }

                foreach (string read in Lists.Append("a device"))
                {
                    Add(read, false, row[1]);
                    Add(read, true, row[2]);
                }
                Add("update", false, row[3]);
                Add("erase", false, row[4]);
                Add("delete", false, row[4]);
            }
            return cells;
        }
    }

    public static TheoryData<string, string, bool, string> TransferCells
    {
        get
        {
            var cells = new TheoryData<string, string, bool, string>();
            foreach (string[] row in TransferTable.Select(line => line.Split('|', StringSplitOptions.TrimEntries)))
            {
                for (int i = 1; i < row.Length; i++)
                {
                    if (row[i] != "-")
                        cells.Add(row[0], i < 3 ? "upload" : "download", i % 2 == 0, row[i]);
                }
            }
            return cells;
        }
    }

    [Fact]
    public void Tables_WhenFaultsAreAdded_NameEveryOne()
    {
        Assert.Equal(Faults.Keys.Order(), Table.Select(line => line.Split('|')[0].Trim()).Order());
        Assert.Equal(Faults.Keys.Order(), TransferTable.Select(line => line.Split('|')[0].Trim()).Order());
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Call_WhenAFaultHappens_EndsAsPromised(string fault, string operation, bool always, string promise)
    {
        await using SimulatedTenant tenant =
            await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = DeviceCount, Limits = new() { Enabled = false } });
        tenant.State.PageSizes.Offset = tenant.State.PageSizes.Page = 4;
        tenant.State.PageSizes.Cursor = 8;
        tenant.State.PageSizes.Nested = 1;
        var observer = new RecordingObserver();
        bool isHang = fault.Contains("no answer", StringComparison.Ordinal);
        using var client = new KandjiClient(new KandjiClientOptions
        {
            BaseAddress = fault == "no TLS" ? new UriBuilder(tenant.BaseAddress) { Scheme = "https" }.Uri : tenant.BaseAddress,
            Token = TestPipeline.Secure(tenant.Token),
            Clock = new InstantTimeProvider { Hangs = isHang ? () => tenant.Faults.Hits : null },
            Handler = CreateHandler(fault),
        });
        KandjiClient observed = client.ObservedBy(observer);

        // On a warm connection, which is where a stack would send again by itself. Of a list, the second page fails.
        bool isTransport = CreateHandler(fault) is not null || fault == "no TLS";
        if (!isTransport)
        {
            await client.Devices.GetAsync(KnownFleet.MacId);
            tenant.Log.Clear();
            int after = Lists.Contains(operation) ? 1 : 0;
            tenant.Faults.Add(RequestMatch.Where(IsWithinList), Faults[fault](), always ? int.MaxValue : 1, after);
        }
        int erasures = Erasures(tenant);
        object expected = Expected(tenant, operation);
        string[] promised = promise.Split(' ');
        string path;
        if (promised[0] == Right)
        {
            Assert.Equal(expected, await CallAsync(observed, operation));
            path = MostTried(observer);
        }
        else
        {
            var e = await Assert.ThrowsAsync<KandjiApiException>(() => CallAsync(observed, operation));
            Assert.Equal(promised[0], e.Kind.ToString());
            Assert.DoesNotContain(tenant.Token, e + observer.Everything, StringComparison.Ordinal);
            path = e.Path!;
        }

        int attempts = observer.Attempts.Count(attempt => attempt.Path == path);
        if (promised[1] != "*")
            Assert.Equal(int.Parse(promised[1], System.Globalization.CultureInfo.InvariantCulture), attempts);
        if (!isTransport)
            Assert.Equal(attempts, tenant.Log.Entries.Count(entry => entry.RawTarget == path));

        // Nothing was executed twice, even where an answer claimed otherwise.
        if (operation is "erase")
            Assert.InRange(Erasures(tenant) - erasures, 0, 1);
    }

    [Theory]
    [MemberData(nameof(TransferCells))]
    public async Task Transfer_WhenAFaultHappens_EndsAsPromised(string fault, string operation, bool always, string promise)
    {
        await using SimulatedTenant tenant = await SimulatedTenant.StartAsync();
        bool isTransport = CreateHandler(fault) is not null || fault == "no TLS";
        if (!isTransport)
            tenant.Faults.Add("/storage/**", Faults[fault](), always ? int.MaxValue : 1);
        bool isHang = fault.Contains("no answer", StringComparison.Ordinal);
        using var files = new FileTransfer(new KandjiClientOptions
        {
            BaseAddress = tenant.BaseAddress,
            Token = TestPipeline.Secure(tenant.Token),
            Clock = new InstantTimeProvider { Hangs = isHang ? () => tenant.Faults.Hits : null },
            Handler = CreateHandler(fault),
        });
        string content = string.Concat(Enumerable.Range(0, 400).Select(i => $"{i},row\n"));
        string path = Path.Combine(_folder, "rows.csv");
        var address = new UriBuilder(
            new Uri(tenant.BaseAddress,
                operation == "upload" ? "/storage/northwind-library" : tenant.State.Store.Publish(Encoding.ASCII.GetBytes(content))));
        if (fault == "no TLS")
            address.Scheme = "https";
        var observer = new RecordingObserver();
        Func<Task> transfer;
        Func<string?> arrived;
        if (operation == "upload")
        {
            File.WriteAllText(path, content);
            KeyValuePair<string, string>[] form = [.. tenant.State.Store.IssueForm("rows.csv", DateTimeOffset.UnixEpoch)];
            transfer = () => files.UploadAsync(address.Uri, form, path, null, observer, TestContext.Current.CancellationToken);
            arrived = () => tenant.State.Store.Find("rows.csv") is { } bytes ? Encoding.ASCII.GetString(bytes) : null;
        }
        else
        {
            transfer =
                () => files.DownloadAsync(address.Uri, path, overwrite: false, null, observer, TestContext.Current.CancellationToken);
            arrived = () => File.Exists(path) ? File.ReadAllText(path) : null;
        }

        string[] promised = promise.Split(' ');
        int attempts = int.Parse(promised[1], System.Globalization.CultureInfo.InvariantCulture);
        if (promised[0] == Right)
        {
            await transfer();
            Assert.Equal(content, arrived());
        }
        else
        {
            var e = await Assert.ThrowsAsync<KandjiApiException>(transfer);
            Assert.Equal((promised[0], attempts), (e.Kind.ToString(), e.Attempts));
            Assert.DoesNotContain("signature", e + observer.Everything, StringComparison.OrdinalIgnoreCase);

            // An upload may have arrived though no answer tells so; half a file never has its name.
            Assert.True(arrived() is null || (operation == "upload" && arrived() == content));
        }
        Assert.Equal(attempts, observer.Attempts.Count);
        Assert.Single(Directory.GetFiles(_folder).Append(path).Distinct());
        if (!isTransport)
            Assert.Equal(attempts, tenant.Log.Count);
        Assert.All(tenant.Log.Entries, entry => Assert.DoesNotContain("Authorization", entry.Headers.Keys));
    }

    private static int Erasures(SimulatedTenant tenant) =>
        tenant.State.Devices.Single(d => d.Id == KnownFleet.MacId).Record.Commands.Count(c => c.RequestType == "EraseDevice");

    private static HttpMessageHandler? CreateHandler(string fault)
    {
        if (fault is not ("connection refused" or "name not known"))
            return null;
        var handler = (SocketsHttpHandler)HttpTransport.CreateHandler();
        handler.ConnectCallback = (_, _) =>
            throw new SocketException((int)(fault == "name not known" ? SocketError.HostNotFound : SocketError.ConnectionRefused));
        return handler;
    }

    // The request that was sent most often: the one that failed, where one did.
    private static string MostTried(RecordingObserver observer) =>
        observer.Attempts.GroupBy(attempt => attempt.Path).MaxBy(group => group.Count())!.Key;

    private static object Expected(SimulatedTenant tenant, string operation) => operation switch
    {
        "devices" => string.Join(",", tenant.State.Devices.Select(d => d.Id).Order(StringComparer.Ordinal)),
        "blueprints" => string.Join(",", tenant.State.Blueprints.Select(b => b.Id)),
        "tags" => string.Join(",", tenant.State.Tags.Select(t => t.Id)),
        "users" => string.Join(",", tenant.State.Users.Select(u => u.Id)),
        "commands" => tenant.State.Devices.Single(d => d.Id == KnownFleet.MacId).Record.Commands.Count,
        "a device" => KnownFleet.MacSerial,
        "update" => "NEW-TAG",
        _ => "done",
    };

    // A page beyond the end is asked for ahead, and given up as soon as the end is known, whatever became of it.
    private static bool IsWithinList(RequestEntry entry) =>
        entry.Path != "/api/v1/devices"
        || !int.TryParse(System.Web.HttpUtility.ParseQueryString(entry.Query)["offset"], out int offset)
        || offset < DeviceCount;

    private static async Task<object> CallAsync(KandjiClient client, string operation)
    {
        switch (operation)
        {
            case "devices":
                return Join(await client.Devices.ListAsync(new DeviceQuery { PageSize = 9 }).ToListAsync(), d => d.DeviceId);
            case "blueprints":
                return Join(await client.Blueprints.ListAsync().ToListAsync(), b => b.Id);
            case "tags":
                return Join(await client.Tags.ListAsync().ToListAsync(), t => t.Id);
            case "users":
                return Join(await client.Users.ListAsync().ToListAsync(), u => u.Id);
            case "commands":
                return (await client.Devices.GetCommandsAsync(KnownFleet.MacId).ToListAsync()).Count;
            case "a device":
                return (await client.Devices.GetAsync(KnownFleet.MacId)).SerialNumber!;
            case "update":
                return (await client.Devices.UpdateAsync(KnownFleet.MacId, new DeviceChange().WithAssetTag("NEW-TAG"))).AssetTag!;
            case "erase":
                await client.Devices.SendActionAsync(KnownFleet.MacId, DeviceActionRequest.Erase());
                return "done";
            default:
                await client.Devices.DeleteAsync(KnownFleet.MacId);
                return "done";
        }
    }

    private static string Join<T>(IEnumerable<T> items, Func<T, string?> id) => string.Join(",", items.Select(id));
}
