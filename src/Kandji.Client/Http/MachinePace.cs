using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Kandji.Client.Http;

/// <summary>
/// The pace that all sessions of a user with one tenant share on a machine, whatever their processes. Before requests leave, their session
/// claims so many in a file, for a fraction of a second; what the others have sent and claimed is subtracted. A session that is alone
/// claims in advance, and looks into the file a few times a second. Its members belong to the session's <see cref="RateLimiter"/>, under
/// whose lock they are called.
/// </summary>
internal sealed class MachinePace
{
    /// <summary>The environment variable that switches sharing off: <c>0</c>, <c>false</c>, <c>no</c> or <c>off</c>.</summary>
    public const string Variable = "KANDJI_SHARE_PACE";

    private const long Millisecond = 1000;

    // Claimed requests may leave until the claim is over, and are counted for a second after that, and a little for the way.
    private const long Second = 1030 * Millisecond;
    private const long ClaimAlone = 250 * Millisecond;
    private const long ClaimTogether = 100 * Millisecond;

    // A session that waits looks into the file again before this is over; one that does not has ended, or hangs.
    private const long MaxSilence = 1500 * Millisecond;

    // A request that no longer counts is still of use to those who ask what a gateway's second held.
    private const long KeptFor = 500 * Millisecond;

    // Times further ahead than any can be: another boot of the machine.
    private const long MaxAhead = 10_000 * Millisecond;

    private const int SmallestClaim = 4;
    private const int LargestClaim = 24;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    // Another process has the file for less than a millisecond. One that was stopped while it had it must not stop the others.
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan MaxBusy = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RestWhenBusy = TimeSpan.FromSeconds(5);

    private readonly PaceFile _file;
    private readonly TimeProvider _clock;
    private readonly long _owner = BitConverter.ToInt64(Guid.NewGuid().ToByteArray(), 0);
    private readonly List<PaceSection> _siblings = new();
    private int _claimSize = SmallestClaim;
    private long _claimedUntil;
    private long _seenAt = long.MinValue;
    private long? _busySince;
    private long _restsUntil = long.MinValue;
    private bool _isOff;
    private string? _notice;

    /// <summary>Makes one. Nothing is read or written yet.</summary>
    /// <param name="path">The file's name.</param>
    /// <param name="clock">A clock whose time stamps are the same in all processes of the machine.</param>
    /// <param name="opensInBackground">Indicates whether the first requests need not wait for the file.</param>
    public MachinePace(string path, TimeProvider clock, bool opensInBackground = false)
    {
        OpensInBackground = opensInBackground;
        _file = new PaceFile(path);
        _clock = clock;
    }

    /// <summary>Indicates whether the first requests need not wait for the file.</summary>
    public bool OpensInBackground { get; }

    /// <summary>How often the file was used. For tests.</summary>
    internal int Uses { get; private set; }

    /// <summary>Indicates whether another session was seen when that was looked at last.</summary>
    public bool HasSiblings => _siblings.Count > 0;

    /// <summary>Indicates whether requests leave without being claimed, because the file cannot be used.</summary>
    public bool IsOff => _isOff || _clock.GetTimestamp() < _restsUntil;

    /// <summary>The folder of the files, in the user's own folder for local data; null where there is none.</summary>
    public static string? DefaultFolder
    {
        get
        {
            string local = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return local.Length == 0 ? null : Path.Combine(local, "Kandji", "pace");
        }
    }

    /// <summary>Indicates whether the user has not switched sharing off.</summary>
    public static bool IsWanted =>
        Environment.GetEnvironmentVariable(Variable)?.Trim().ToUpperInvariant() is not ("0" or "FALSE" or "NO" or "OFF");

    /// <summary>
    /// The name of a tenant's file. It does not show the tenant's name. Another machine that has the same folder has other files.
    /// </summary>
    public static string GetPath(string folder, Uri tenant)
    {
        byte[] name = Encoding.UTF8.GetBytes(tenant.Authority.ToLowerInvariant() + "\n" + Environment.MachineName);
        using var sha = SHA256.Create();
        return Path.Combine(folder, BitConverter.ToString(sha.ComputeHash(name), 0, 12).Replace("-", "").ToLowerInvariant() + ".pace");
    }

    /// <summary>Why the pace is not shared any more, once.</summary>
    public string? TakeNotice()
    {
        string? notice = _notice;
        _notice = null;
        return notice;
    }

    /// <summary>Uses the file for the first time. Nothing else may be called before this is over.</summary>
    public void Open() => Try(_ => { });

    /// <summary>Claims requests.</summary>
    /// <param name="own">
    /// For each request of the session that left, the time from which on it counts no more, in ticks of its clock.
    /// </param>
    /// <param name="waiting">How many wait; 0 only to tell the others of the session.</param>
    /// <param name="room">How many requests all sessions may have counted in one second.</param>
    /// <param name="closedUntil">Until when the gateway lets nothing of the session through, in ticks of its clock.</param>
    public PaceGrant Claim(List<long> own, int waiting, int room, long closedUntil)
    {
        long now = Microseconds(_clock.GetTimestamp());
        PaceGrant grant = default;
        bool done = Try(sections => grant = Claim(sections, now, own, waiting, room, closedUntil));
        if (done)
            return grant;
        return IsOff ? new PaceGrant(waiting, long.MaxValue, TimeSpan.Zero, long.MinValue) : new PaceGrant(0, 0, BusyPause, long.MinValue);
    }

    /// <summary>Looks at what the others have done, unless that was done just now.</summary>
    /// <returns>False when it cannot be told.</returns>
    public bool Look()
    {
        long now = Microseconds(_clock.GetTimestamp());
        if (now - _seenAt <= 50 * Millisecond)
            return true;
        return Try(sections => See(sections, now));
    }

    /// <summary>
    /// The requests that other sessions had sent when that was looked at last: the time from which on requests count no more, in ticks of
    /// the session's clock, and how many these are. Claimed requests count as sent.
    /// </summary>
    public IEnumerable<(long FreeAt, int Count)> Siblings
    {
        get
        {
            foreach (PaceSection sibling in _siblings)
            {
                if (sibling.Claimed > 0)
                    yield return (Ticks(sibling.ClaimedUntil + Second), sibling.Claimed);
                foreach (long freeAt in sibling.FreeAt)
                    yield return (Ticks(freeAt), 1);
            }
        }
    }

    private PaceGrant Claim(List<PaceSection> sections, long now, List<long> own, int waiting, int room, long closedUntil)
    {
        See(sections, now);
        sections.RemoveAll(section => section.Owner == _owner);
        int used = 0;
        var mine = new PaceSection { Owner = _owner, SeenAt = now, Waiting = waiting };
        foreach (long tick in own)
        {
            long freeAt = Microseconds(tick);
            used += freeAt > now ? 1 : 0;
            if (freeAt > now - KeptFor)
                mine.FreeAt.Add(freeAt);
        }

        // The requests that others may send in the coming second, and the number if all got the same.
        int usedByOthers = 0, rivals = 0;
        long closed = long.MinValue;
        foreach (PaceSection sibling in _siblings)
        {
            usedByOthers += UsedBy(sibling, now);
            rivals += IsWaiting(sibling, now) ? 1 : 0;
            closed = Math.Max(closed, sibling.ClosedUntil);
        }
        int fair = Math.Max(1, room / (rivals + 1));
        int left = room;
        foreach (PaceSection sibling in _siblings)
        {
            int has = UsedBy(sibling, now);
            left -= IsWaiting(sibling, now) ? Math.Min(Math.Max(fair, has), has + sibling.Waiting) : has;
        }

        bool isAlone = usedByOthers == 0 && rivals == 0;
        bool usedLastOnes = _claimedUntil > now;
        if (!isAlone || !usedLastOnes)
            _claimSize = SmallestClaim;
        else
            _claimSize = Math.Min(LargestClaim, _claimSize * 2);
        int count = waiting == 0 ? 0
            : isAlone ? Math.Min(room, Math.Max(waiting, _claimSize))
            : Math.Max(0, Math.Min(waiting, Math.Min(room - usedByOthers - used, Math.Max(fair, left) - used)));
        long until = now + (isAlone ? ClaimAlone : ClaimTogether);
        if (count > 0)
        {
            mine.Waiting = Math.Max(0, waiting - count);
            mine.Claimed = count;
            mine.ClaimedUntil = _claimedUntil = until;
        }
        if (Microseconds(closedUntil) is var end && closedUntil > 0 && end > now)
            mine.ClosedUntil = Math.Min(end, now + MaxAhead / 2);
        sections.Add(mine);
        TimeSpan pause = count > 0 ? TimeSpan.Zero : PauseUntilFree(mine, now);
        return new PaceGrant(count, Ticks(until), pause, closed > now ? Ticks(closed) : long.MinValue);
    }

    // The sections of others stay in the file, but for what is over.
    private void See(List<PaceSection> sections, long now)
    {
        sections.RemoveAll(section =>
            section.SeenAt > now + MaxAhead || section.ClaimedUntil > now + MaxAhead
            || section.FreeAt.Exists(freeAt => freeAt > now + MaxAhead)
            || (section.Owner != _owner && section.SeenAt < now - MaxSilence && section.ClaimedUntil + Second < now
                && !section.FreeAt.Exists(freeAt => freeAt > now - KeptFor)));
        _siblings.Clear();
        _siblings.AddRange(sections.Where(section => section.Owner != _owner));
        _seenAt = now;
    }

    private static int UsedBy(PaceSection section, long now)
    {
        int used = section.ClaimedUntil + Second > now ? section.Claimed : 0;
        foreach (long freeAt in section.FreeAt)
            used += freeAt > now ? 1 : 0;
        return used;
    }

    private static bool IsWaiting(PaceSection section, long now) => section.Waiting > 0 && section.SeenAt > now - MaxSilence;

    // Until the next request of anybody counts no more.
    private TimeSpan PauseUntilFree(PaceSection mine, long now)
    {
        long next = long.MaxValue;
        foreach (PaceSection section in _siblings.Append(mine))
        {
            if (section.Claimed > 0 && section.ClaimedUntil + Second > now)
                next = Math.Min(next, section.ClaimedUntil + Second);
            foreach (long freeAt in section.FreeAt)
                next = freeAt > now ? Math.Min(next, freeAt) : next;
        }
        var pause = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(next - now, 1000 * Millisecond) / (double)Millisecond));
        return pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause;
    }

    private bool Try(Action<List<PaceSection>> change)
    {
        if (IsOff)
            return false;
        try
        {
            Uses++;
            if (_file.TryChange(change))
            {
                _busySince = null;
                return true;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or SecurityException)
        {
            SwitchOff(e.Message);
            return false;
        }
        long now = _clock.GetTimestamp();
        _busySince ??= now;
        if (_clock.GetElapsedTime(_busySince.Value, now) >= MaxBusy)
        {
            _busySince = null;
            _restsUntil = now + (long)(RestWhenBusy.TotalSeconds * _clock.TimestampFrequency);
            _notice = "Another process does not give the file free in which the sessions of this machine share their pace. "
                + "For five seconds the session keeps its pace by itself.";
        }
        return false;
    }

    private void SwitchOff(string why)
    {
        _isOff = true;
        _notice = "The session does not share its pace with other processes of this machine, and keeps it by itself: " + why;
    }

    private long Microseconds(long ticks) => (long)(ticks * (1e6 / _clock.TimestampFrequency));

    private long Ticks(long microseconds) => (long)(microseconds * (_clock.TimestampFrequency / 1e6));
}
