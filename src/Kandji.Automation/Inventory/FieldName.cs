namespace Kandji.Automation.Inventory;

/// <summary>The name of a field, with what it means for the inventory.</summary>
internal sealed class FieldName
{
    /// <summary>Describes a name.</summary>
    /// <param name="kind">The kind of the rows.</param>
    /// <param name="text">The name.</param>
    public FieldName(InventoryKind kind, string text)
    {
        Text = text;
        Utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        IsSecret = StoredRow.IsSecret(text);
        IsVolatile = kind.VolatileFields.Contains(text);
        Identifies = text.Length > 0 && (text == kind.IdField || text == kind.NameField || text == kind.SerialField);
        // FNV-1a: the same for the same name in every run of a process.
        Hash = Utf8.Aggregate(14695981039346656037, static (hash, next) => unchecked((hash ^ next) * 1099511628211));
    }

    /// <summary>The name.</summary>
    public string Text { get; }

    /// <summary>The bytes of the name.</summary>
    public byte[] Utf8 { get; }

    /// <summary>A number that the same names have in common.</summary>
    public ulong Hash { get; }

    /// <summary>Indicates whether the value may be a secret.</summary>
    public bool IsSecret { get; }

    /// <summary>Indicates whether the value of such a field of a row always moves.</summary>
    public bool IsVolatile { get; }

    /// <summary>Indicates whether such a field of a row is its id, its name or its serial number.</summary>
    public bool Identifies { get; }

    /// <summary>The next name in the same place of a table.</summary>
    public FieldName? Next { get; init; }
}
