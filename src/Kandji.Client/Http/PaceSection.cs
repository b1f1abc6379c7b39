namespace Kandji.Client.Http;

/// <summary>
/// The part of one session in the pace of a machine. Times are microseconds of the clock that all processes of a machine share.
/// </summary>
internal sealed class PaceSection
{
    /// <summary>The session: a number by chance.</summary>
    public long Owner { get; set; }

    /// <summary>When it was written.</summary>
    public long SeenAt { get; set; }

    /// <summary>How many requests wait for their turn.</summary>
    public int Waiting { get; set; }

    /// <summary>How many requests may leave until <see cref="ClaimedUntil"/> without another look into the file.</summary>
    public int Claimed { get; set; }

    /// <summary>When the claim is over.</summary>
    public long ClaimedUntil { get; set; }

    /// <summary>Until when the gateway lets nothing through, as it told this session.</summary>
    public long ClosedUntil { get; set; }

    /// <summary>For each request that left, the time from which on it is in no second that one leaving then would be counted in.</summary>
    public List<long> FreeAt { get; } = new();
}
