namespace Kandji.Automation.Configuration.Files;

/// <summary>The types of values that a key of a member takes.</summary>
internal enum InfoKeyType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A time.</summary>
    Time,

    /// <summary>The name and the SHA-256 sum of an installer.</summary>
    File,

    /// <summary>Blueprints, as names, ids, or maps with <c>blueprint</c> and <c>node</c>.</summary>
    Blueprints,

    /// <summary>Library items, as names, ids, or maps with <c>id</c>, <c>name</c> and <c>node</c>.</summary>
    LibraryItems,

    /// <summary>One blueprint, as a name, an id, or a map with both.</summary>
    Blueprint,

    /// <summary>A map of texts with a fixed set of keys.</summary>
    Settings,

    /// <summary>A list of texts without an order.</summary>
    Texts,

    /// <summary>Anything.</summary>
    FreeForm,
}
