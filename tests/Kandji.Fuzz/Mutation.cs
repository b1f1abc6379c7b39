using System.Text;

namespace Kandji.Fuzz;

/// <summary>An answer of the service, broken in a way that the seed tells.</summary>
internal sealed class Mutation(int seed)
{
    private static readonly byte[][] Samples =
    [
        Utf8(
            """[{"device_id":"5d1f0b52-6a0e-4c3a-9b7e-2f6f0d9a1c01","device_name":"Zoë’s 💻","platform":"Mac","user":"""
                + """{"id":4711,"name":"Zoë","email":"zoe@example.com","is_archived":false},"mdm_enabled":"True","""
                + """ "last_check_in":"2024-07-23T14:11:37.150080Z","tags":["a","b"],"new_field":{"x":[1,2.5,null]}},"""
                + """{"device_id":"5d1f0b52-6a0e-4c3a-9b7e-2f6f0d9a1c02","user":"","is_missing":null,"""
                + """ "first_enrollment":"2024-01-26 16:15:36.087016+00:00"}]"""),
        Utf8(
            """{"count":2,"next":"https://northwind.kandji.io/api/v1/blueprints?offset=300","previous":null,"results":["""
                + """{"id":"b1","name":"A","params":{"deep":[[[{}]]]},"computers_count":"8","enrollment_code":"""
                + """{"code":"004117","is_active":"Yes"}},"""
                + """{"id":"b2","computers_count":1e2}]}"""),
        Utf8(
            """{"device_id":"d","commands":{"count":1,"next":null,"results":["""
                + """{"id":"c1","created_at":"Feb 27, 2024 at 7:34:21 AM","integration":{"id":9007199254740993}}]}}"""),
        Utf8("""{"offset":null,"limit":300,"total":1,"total":1,"data":[{"device_id":"x","serial_number":12345678901234567890123}]}"""),
        Utf8("""{"detail":"Command already running","request_id":"9f2c"}"""),
        Utf8("<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>…</body></html>"),
    ];

    // Pieces that mean something to a reader of JSON or of what this service puts in it.
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-", "0", "1e400", "99999999999999999999999999999", "\\", "\\u0000",
            "\\ud83d", "\\udcbb", "\\ud83d\\udcbb",
            "\"\"", "{}", "[]", "\"id\":", "\"results\":", "\"next\":", "\"count\":", "2024-02-30", "T25:61:61.", "+99:99", "GB", "%",
            "<title", "\u202f", "//", "/*", "NaN",
        }.Select(Utf8),
        [0xEF, 0xBB, 0xBF], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x00],
    ];

    private readonly Random _random = new(seed);

    public byte[] Make()
    {
        List<byte> bytes = [.. Pick(Samples)];
        for (int change = _random.Next(1, 4); change > 0; change--)
        {
            int at = _random.Next(bytes.Count + 1);
            int length = Math.Min(_random.Next(1, 24), bytes.Count - at);
            switch (_random.Next(7))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, Pick(Pieces));
                    break;
                case 4:
                    byte[] other = Pick(Samples);
                    int from = _random.Next(other.Length);
                    bytes.InsertRange(at, other.Skip(from).Take(_random.Next(60)));
                    break;
                case 5:
                    byte[] piece = length > 0 && _random.Next(2) == 0 ? [.. bytes.Skip(at).Take(length)] : Pick(Pieces);
                    bytes.InsertRange(at, Enumerable.Repeat(piece, _random.Next(1, _random.Next(1, 400))).SelectMany(p => p));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }

    private byte[] Pick(byte[][] from) => from[_random.Next(from.Length)];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
