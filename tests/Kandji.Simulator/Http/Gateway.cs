using System.Globalization;

namespace Kandji.Simulator.Http;

/// <summary>
/// Counts requests in fixed windows aligned to the clock. A refused request does not count, and the
/// <c>RateLimit-*</c> headers describe whichever window has the least left: so does the gateway product that the
/// recorded headers come from.
/// </summary>
internal sealed class Gateway(GatewayLimits limits, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private long _second = long.MinValue;
    private long _hour = long.MinValue;
    private int _inSecond;
    private int _inHour;

    public readonly record struct GatewayDecision(bool Refused, IReadOnlyList<KeyValuePair<string, string>> Headers);

    public GatewayDecision Admit()
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            Roll(now);
            var refused = limits.Enabled && (_inSecond >= limits.PerSecond || _inHour >= limits.PerHour);
            if (!refused)
            {
                _inSecond++;
                _inHour++;
            }

            return new GatewayDecision(refused, Headers(now, refused));
        }
    }

    public void Spend(int requests)
    {
        lock (_gate)
        {
            Roll(clock.GetUtcNow());
            _inSecond += requests;
            _inHour += requests;
        }
    }

    private void Roll(DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        var hour = second / 3600;
        if (hour != _hour)
        {
            _hour = hour;
            _inHour = 0;
        }

        if (second != _second)
        {
            _second = second;
            _inSecond = limits.OtherClientsPerSecond;
            _inHour += limits.OtherClientsPerSecond;
        }
    }

    private List<KeyValuePair<string, string>> Headers(DateTimeOffset now, bool refused)
    {
        var secondLeft = Math.Max(0, limits.PerSecond - _inSecond);
        var hourLeft = Math.Max(0, limits.PerHour - _inHour);
        var hourIsScarcer = hourLeft < secondLeft || (hourLeft == 0 && secondLeft == 0);
        var reset = hourIsScarcer ? 3600 - (_second % 3600) : 1;

        var headers = new List<KeyValuePair<string, string>>(8);
        if (limits is { SendHeaders: true, Enabled: true })
        {
            Add("RateLimit-Limit", hourIsScarcer ? limits.PerHour : limits.PerSecond);
            Add("RateLimit-Remaining", hourIsScarcer ? hourLeft : secondLeft);
            Add("RateLimit-Reset", reset);
            Add("X-RateLimit-Limit-Second", limits.PerSecond);
            Add("X-RateLimit-Remaining-Second", secondLeft);
            Add("X-RateLimit-Limit-Hour", limits.PerHour);
            Add("X-RateLimit-Remaining-Hour", hourLeft);
        }

        if (refused && limits.RetryAfterStyle == RetryAfterStyle.Seconds)
            Add("Retry-After", reset);
        else if (refused && limits.RetryAfterStyle == RetryAfterStyle.HttpDate)
            headers.Add(
                new("Retry-After", DateTimeOffset.FromUnixTimeSeconds(_second + reset).ToString("R", CultureInfo.InvariantCulture)));

        return headers;

        void Add(string name, long value) => headers.Add(new(name, value.ToString(CultureInfo.InvariantCulture)));
    }
}
