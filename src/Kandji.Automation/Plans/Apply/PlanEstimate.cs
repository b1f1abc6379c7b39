using System.Globalization;
using Kandji.Automation.Configuration;

namespace Kandji.Automation.Plans.Apply;

/// <summary>How many requests the steps of a plan need, and about how long they take.</summary>
/// <param name="Requests">The number of requests.</param>
/// <param name="Duration">The time, as long as the hour's requests are enough.</param>
internal sealed record PlanEstimate(int Requests, TimeSpan Duration)
{
    // About what a request takes, and how many a second a tenant allows.
    private const double SecondsPerRequest = 0.3;
    private const double RequestsPerSecond = 49;

    /// <summary>Estimates steps.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="throttleLimit">How many that destroy nothing are sent at once.</param>
    public static PlanEstimate Create(IEnumerable<PlanStep> steps, int throttleLimit)
    {
        int alone = 0, together = 0;
        foreach (PlanStep step in steps)
        {
            int uploads = 2 * step.Files.Count(file => file.Path is not null);
            if (step.IsDestructive)
                alone += 2 + uploads + (step.Target.Kind == ConfigurationKind.Device && WaveMonitor.CanFollow(step) ? 1 : 0);
            else
                together += 1 + uploads;
        }
        double seconds = (alone * SecondsPerRequest)
            + Math.Max(together / RequestsPerSecond, together * SecondsPerRequest / throttleLimit);
        return new PlanEstimate(alone + together, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>The estimate in words, for the question.</summary>
    /// <param name="remaining">The requests that are left of everybody's hour; null when that is not known.</param>
    /// <param name="limit">The requests of an hour; null when that is not known.</param>
    public string Describe(int? remaining, int? limit)
    {
        string requests = string.Format(CultureInfo.CurrentCulture, "{0:N0} request{1}", Requests, Requests == 1 ? "" : "s");
        if (remaining is not { } left)
            return $"It takes about {Format(Duration)}, and {requests} of everybody's hour.";
        if (Requests <= left)
            return string.Format(
                CultureInfo.CurrentCulture, "It takes about {0}, and {1} of the {2:N0} that are left of everybody's hour.",
                Format(Duration), requests, left);
        int hours = 1 + ((Requests - left - 1) / Math.Max(1, limit ?? 10_000));
        return string.Format(
            CultureInfo.CurrentCulture, "It needs {0}, and {1:N0} are left of everybody's hour: it waits for {2}, and leaves nothing of it "
                + "to others.", requests, left, hours == 1 ? "the next hour" : $"{hours} more hours");
    }

    private static string Format(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => "a few seconds",
        { TotalMinutes: < 2 } => $"{Math.Round(time.TotalSeconds):0} seconds",
        { TotalHours: < 2 } => $"{Math.Ceiling(time.TotalMinutes):0} minutes",
        _ => $"{Math.Ceiling(time.TotalHours):0} hours",
    };
}
