using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kandji.Client;
using Kandji.Client.Devices.Detail;
using Kandji.Client.Http;
using Kandji.Client.Json;

namespace Kandji.Automation.Inventory;

/// <summary>
/// Reads details of devices, within a number of requests: of those that have none in the store first, then of those that have checked in
/// since theirs were read, the oldest first. Details of the others stay as they are.
/// </summary>
/// <param name="store">The store, whose devices were compared before.</param>
/// <param name="options">How to compare.</param>
/// <param name="now">The time of the run.</param>
internal sealed class DetailSync(InventoryStore store, SyncOptions options, DateTimeOffset now) : IDisposable
{
    private const int MostAtOnce = 8;
    private const int ToldFailures = 3;
    private const int RequestsAnHour = 10_000;
    private const string CheckInField = "inventory_check_in";

    private readonly KindSync _sync = new(store, InventoryKind.DeviceDetail, options, now);

    /// <summary>The share of the hour's requests that details may take: half of what is left.</summary>
    /// <param name="remaining">What is left; null where the service does not tell.</param>
    public static int GetShare(int? remaining) => Math.Max(0, (remaining ?? RequestsAnHour) / 2);

    /// <summary>Reads and compares.</summary>
    /// <param name="client">The client.</param>
    /// <param name="most">How many details to read at most.</param>
    /// <param name="progress">Is told how many were read; null for nobody.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>What was read and found, also where a failure ended the reading.</returns>
    /// <exception cref="KandjiApiException">
    /// The token may not read details, or nothing can be read any more, and nothing was read before that.
    /// </exception>
    public async Task<DetailResult> RunAsync(KandjiClient client, int most, Action<int>? progress, CancellationToken cancellationToken)
    {
        StoredState devices = store.Find(InventoryKind.Device)!;
        StoredState? known = store.Find(InventoryKind.DeviceDetail);
        using SnapshotReader rows = store.OpenSnapshot(devices);
        using SnapshotReader? details = known is null ? null : store.OpenSnapshot(known);
        List<Candidate> candidates = rows.ReadAll().Select(row => NewCandidate(row, details)).ToList();
        List<Candidate> wanted = candidates.Where(candidate => options.Full || candidate.IsStale)
            .OrderBy(candidate => candidate.ReadAt ?? DateTime.MinValue).ToList();
        List<Candidate> chosen = wanted.Take(most).ToList();
        (List<string> failures, KandjiApiException? ended) =
            await ReadAsync(client.KeepingSources(), chosen, progress, cancellationToken).ConfigureAwait(false);
        int read = chosen.Count(candidate => candidate.Row is not null);
        if (ended is not null && read == 0)
            ExceptionDispatchInfo.Capture(ended).Throw();
        foreach (Candidate candidate in candidates)
        {
            if (candidate.Row is { } now)
                _sync.Add(now);
            else if (details is not null && details.Index.Find(candidate.Id) is var row and >= 0)
                _sync.Add(details.Read(row));
        }
        return new DetailResult
        {
            Read = read,
            Left = wanted.Count - (ended is null ? chosen.Count : read),
            Failures = failures,
            Ended = ended,
            Compared = _sync.Finish(),
        };
    }

    /// <summary>Takes away what was not committed.</summary>
    public void Dispose() => _sync.Dispose();

    /// <summary>Reads details back from a row.</summary>
    internal static DeviceDetail Read(byte[] row, Client.Model.TenantIdentity origin)
    {
        using JsonDocument document = JsonDocument.Parse(row);
        byte[] own = Write(json =>
        {
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (!IsOurs(member.Name))
                    member.WriteTo(json);
            }
        });
        var reader = new JsonTokenReader(own);
        reader.Read();
        StringPool context = StringPool.ForSingleResponse();
        context.Origin = origin;
        DeviceDetail detail = ModelReader<DeviceDetail>.Read(ref reader, context);
        detail.DeviceId = Text(document.RootElement, InventoryKind.DeviceDetail.IdField);
        detail.DeviceName = Text(document.RootElement, InventoryKind.DeviceDetail.NameField);
        detail.SerialNumber = Text(document.RootElement, InventoryKind.DeviceDetail.SerialField);
        return detail;
    }

    private static async Task<(List<string> Failures, KandjiApiException? Ended)> ReadAsync(
        KandjiClient client, List<Candidate> chosen, Action<int>? progress, CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(MostAtOnce);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var failed = new List<string>();
        KandjiApiException? ended = null;
        int done = 0, count = 0;
        await Task.WhenAll(chosen.Select(OneAsync)).ConfigureAwait(false);
        if (count > ToldFailures)
            failed.Add($"The details of {count - ToldFailures} more devices could not be read.");
        return (failed, ended);

        async Task OneAsync(Candidate candidate)
        {
            try
            {
                await places.WaitAsync(stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (Volatile.Read(ref ended) is not null)
            {
                return;
            }
            try
            {
                DeviceDetail detail = await client.Devices.GetDetailAsync(candidate.Id, stop.Token).ConfigureAwait(false);
                candidate.Row = NewRow(candidate, detail.ReceivedJson!);
                progress?.Invoke(Interlocked.Increment(ref done));
            }
            catch (KandjiApiException e) when (e.Kind is not (KandjiErrorKind.Unauthorized or KandjiErrorKind.Unreachable
                or KandjiErrorKind.Closed or KandjiErrorKind.Forbidden or KandjiErrorKind.RateLimited))
            {
                // Gone since the list was read, or one of which the service knows nothing: what the store has stays, and it is tried again.
                lock (failed)
                {
                    if (++count <= ToldFailures)
                        failed.Add($"The details of {candidate} could not be read. {e.Message}");
                }
            }
            catch (KandjiApiException e)
            {
                // Every other request would fail too. What was read before counts.
                Interlocked.CompareExchange(ref ended, e, null);
                stop.Cancel();
            }
            catch (OperationCanceledException) when (Volatile.Read(ref ended) is not null)
            {
                // Given up because of the failure of another.
            }
            catch
            {
                stop.Cancel();
                throw;
            }
            finally
            {
                places.Release();
            }
        }
    }

    private static Candidate NewCandidate(byte[] row, SnapshotReader? details)
    {
        using JsonDocument document = JsonDocument.Parse(row);
        JsonElement device = document.RootElement;
        var candidate = new Candidate
        {
            Id = Text(device, InventoryKind.Device.IdField) ?? "",
            Name = Text(device, InventoryKind.Device.NameField) ?? "",
            SerialNumber = Text(device, InventoryKind.Device.SerialField) ?? "",
            CheckIn = Text(device, "last_check_in") ?? "",
        };
        if (details?.Index.Find(candidate.Id) is { } known and >= 0)
        {
            using JsonDocument detail = JsonDocument.Parse(details.Read(known));
            string checkIn = Text(detail.RootElement, CheckInField) ?? "";
            candidate.ReadAt = Time(checkIn) ?? DateTime.MinValue.AddTicks(1);
            candidate.IsStale = RowComparer.Canonical("", device.TryGetProperty("last_check_in", out JsonElement now) ? now : default)
                != RowComparer.Canonical("", detail.RootElement.TryGetProperty(CheckInField, out JsonElement then) ? then : default);
        }
        return candidate;
    }

    private static byte[] NewRow(Candidate candidate, byte[] received)
    {
        using JsonDocument document = JsonDocument.Parse(received);
        return Write(json =>
        {
            json.WriteString(InventoryKind.DeviceDetail.IdField, candidate.Id);
            json.WriteString(InventoryKind.DeviceDetail.NameField, candidate.Name);
            json.WriteString(InventoryKind.DeviceDetail.SerialField, candidate.SerialNumber);
            json.WriteString(CheckInField, candidate.CheckIn);
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (!IsOurs(member.Name))
                    member.WriteTo(json);
            }
        });
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static bool IsOurs(string name) => name.StartsWith("inventory_", StringComparison.Ordinal);

    // An id may be a number.
    private static string? Text(JsonElement row, string field) => !row.TryGetProperty(field, out JsonElement value) ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    private static DateTime? Time(string text) => ApiTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTime time) ? time : null;

    private sealed class Candidate
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string SerialNumber { get; init; } = "";

        public string CheckIn { get; init; } = "";

        /// <summary>The check-in that the stored details are of; null where there are none.</summary>
        public DateTime? ReadAt { get; set; }

        public bool IsStale { get; set; } = true;

        /// <summary>The row of details that were read now.</summary>
        public byte[]? Row { get; set; }

        public override string ToString() => Client.Model.PrintableText.Sanitize($"{Name} ({SerialNumber})");
    }
}
