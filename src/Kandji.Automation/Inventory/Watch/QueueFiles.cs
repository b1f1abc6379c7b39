using System.Globalization;

namespace Kandji.Automation.Inventory.Watch;

/// <summary>The names of the files of a queue.</summary>
internal static class QueueFiles
{
    /// <summary>The file of <see cref="QueuePosition"/>.</summary>
    public const string Position = "queue.position.json";

    /// <summary>The messages that the receiver refused, a line each.</summary>
    public const string Refused = "refused.jsonl";

    private const string Prefix = "queue.";
    private const string Suffix = ".jsonl";

    /// <summary>The name of the file of some messages.</summary>
    public static string GetName(long number) => Prefix + number.ToString("D6", CultureInfo.InvariantCulture) + Suffix;

    /// <summary>The numbers of the files of messages, in their order.</summary>
    public static List<long> Find(StoreFolder folder)
    {
        var numbers = new List<long>();
        foreach (string name in folder.GetNames())
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
                && name.Length > Prefix.Length + Suffix.Length
                && long.TryParse(name.Substring(Prefix.Length, name.Length - Prefix.Length - Suffix.Length), NumberStyles.None,
                    CultureInfo.InvariantCulture, out long number))
                numbers.Add(number);
        }
        numbers.Sort();
        return numbers;
    }
}
