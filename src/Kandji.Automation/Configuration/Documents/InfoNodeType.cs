namespace Kandji.Automation.Configuration.Documents;

/// <summary>The types of values in an info document.</summary>
internal enum InfoNodeType
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>A text.</summary>
    Text,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A number, whose text is kept.</summary>
    Number,

    /// <summary>A time of a property list, whose text is kept.</summary>
    Time,

    /// <summary>Bytes of a property list.</summary>
    Data,

    /// <summary>A list.</summary>
    List,

    /// <summary>Keys with values.</summary>
    Map,
}
