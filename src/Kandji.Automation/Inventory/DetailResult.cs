using System.Runtime.ExceptionServices;
using Kandji.Client.Http;

namespace Kandji.Automation.Inventory;

/// <summary>The result of a run's reading of device details.</summary>
internal sealed class DetailResult
{
    /// <summary>How many were read.</summary>
    public int Read { get; init; }

    /// <summary>How many are to be read and were not.</summary>
    public int Left { get; init; }

    /// <summary>The details that could not be read, with the reason.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>The result of the comparison.</summary>
    public SyncResult Compared { get; init; } = new();

    /// <summary>The failure that ended the reading before its end; null where there was none. What was read before is kept.</summary>
    public KandjiApiException? Ended { get; init; }

    /// <summary>Throws the failure that ended the reading, if one did.</summary>
    /// <exception cref="KandjiApiException">The reading ended before its end.</exception>
    public void ThrowIfEnded()
    {
        if (Ended is not null)
            ExceptionDispatchInfo.Capture(Ended).Throw();
    }
}
