namespace Kandji.Automation.Configuration.Documents;

/// <summary>Writes documents of one format, and parts of them.</summary>
internal abstract class InfoWriter
{
    /// <summary>The writer of a format.</summary>
    public static InfoWriter For(ConfigurationFormat format) => format switch
    {
        ConfigurationFormat.Plist => new PlistInfoWriter(),
        ConfigurationFormat.Json => new JsonInfoWriter(),
        _ => new YamlInfoWriter(),
    };

    /// <summary>A whole document.</summary>
    /// <exception cref="InfoSyntaxException">The format cannot hold a text: a control character in a property list.</exception>
    public abstract string Write(InfoMap map);

    /// <summary>A value as it stands in a document.</summary>
    /// <param name="value">The value.</param>
    /// <param name="depth">How many levels of maps and lists it is in.</param>
    public abstract string WriteValue(object? value, int depth);

    /// <summary>Replaces a value in a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="entry">The entry whose value it is.</param>
    /// <param name="value">The new value.</param>
    /// <param name="depth">How many levels of maps and lists it is in.</param>
    public virtual InfoEdit Replace(string text, InfoEntry entry, object value, int depth) =>
        new(entry.Value.Start, entry.Value.End, WriteValue(value, depth));

    /// <summary>Inserts a key and its value in a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="map">The map that gets the key.</param>
    /// <param name="before">The entry that it comes after; null when it comes first.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="depth">How many levels of maps and lists the value is in.</param>
    public abstract InfoEdit Insert(string text, InfoNode map, InfoEntry? before, string key, object value, int depth);

    /// <summary>Takes a key and its value out of a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="map">The map that has it.</param>
    /// <param name="entry">The entry.</param>
    public abstract InfoEdit Remove(string text, InfoNode map, InfoEntry entry);

    /// <summary>The entry after another; null for the last.</summary>
    protected static InfoEntry? Next(InfoNode map, InfoEntry entry) => map.Entries.FirstOrDefault(other => other.Start > entry.Start);

    /// <summary>The entry before another; null for the first.</summary>
    protected static InfoEntry? Previous(InfoNode map, InfoEntry entry) => map.Entries.LastOrDefault(other => other.Start < entry.Start);
}
