namespace Kandji.Automation.Configuration.Files;

/// <summary>How the things of one kind are kept in files: where, with which keys in which order, and with which texts.</summary>
/// <param name="kind">The kind.</param>
/// <param name="folder">The folder below the root; of a kind that is one file, that file without its extension.</param>
/// <param name="keys">The keys in the order in which they are written.</param>
internal sealed class MemberSchema(ConfigurationKind kind, string folder, IReadOnlyList<InfoKey> keys)
{
    /// <summary>The key of the id.</summary>
    public const string IdKey = "id";

    /// <summary>The key of what both sides were when they were last the same.</summary>
    public const string HashKey = "sync_hash";

    /// <summary>The key of the time of creation.</summary>
    public const string CreatedKey = "created_at";

    /// <summary>The key of the time of the last change.</summary>
    public const string UpdatedKey = "updated_at";

    /// <summary>The kind.</summary>
    public ConfigurationKind Kind { get; } = kind;

    /// <summary>The folder below the root; of a kind that is one file, that file without its extension.</summary>
    public string Folder { get; } = folder;

    /// <summary>The keys in the order in which they are written.</summary>
    public IReadOnlyList<InfoKey> Keys { get; } = keys;

    /// <summary>The texts that have files of their own, in the order in which they count.</summary>
    public IReadOnlyList<MemberText> Texts { get; init; } = [];

    /// <summary>The key of the list in the one file of the kind; null for a kind that has a folder for each thing.</summary>
    public string? ListKey { get; init; }

    /// <summary>Indicates whether the kind is one thing in one file.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Indicates whether the vendor's tool keeps this kind, so that its rules apply.</summary>
    public bool IsVendors => Texts.Count > 0;

    /// <summary>Indicates whether the kind has a folder for each thing.</summary>
    public bool HasFolders => ListKey is null && !IsSingle;

    /// <summary>The key of the name.</summary>
    public string NameKey { get; init; } = "name";

    /// <summary>The key that decides whether a thing is enforced; null where nothing does.</summary>
    public string? EnforcementKey { get; init; }

    /// <summary>The category that a thing in Self Service has when none is named; null for what cannot be there.</summary>
    public string? DefaultCategory { get; init; }

    /// <summary>Indicates whether things of the kind can be created and deleted.</summary>
    public bool CanCreate { get; init; } = true;

    /// <summary>Indicates whether nothing of the kind is ever sent.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>The key of a name; null when the kind does not have it.</summary>
    public InfoKey? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);
}
