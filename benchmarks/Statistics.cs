namespace Kandji.Benchmarks;

internal static class Statistics
{
    /// <summary>The value in the middle.</summary>
    public static double Median(this IEnumerable<double> values) => values.Quantile(0.5);

    /// <summary>The distance between the quarters, as a share of the median: 0.1 is a calm machine, 0.5 a busy one.</summary>
    public static double Spread(this IReadOnlyCollection<double> values) =>
        (values.Quantile(0.75) - values.Quantile(0.25)) / values.Median();

    /// <summary>One thing over another, round by round: what disturbs a round disturbs both.</summary>
    /// <param name="ours">What was measured, one value for each round.</param>
    /// <param name="floor">What it is compared with, in the same rounds.</param>
    public static double[] Over(this IEnumerable<double> ours, IEnumerable<double> floor) =>
        [.. ours.Zip(floor, (one, other) => one / other)];

    /// <summary>The seconds that something takes.</summary>
    public static double Seconds(Action action) => Cost.Measure(action).Wall;

    private static double Quantile(this IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 == sorted.Length
            ? sorted[below]
            : sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below]));
    }
}
