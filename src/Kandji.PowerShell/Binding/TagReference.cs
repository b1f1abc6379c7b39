using System.ComponentModel;
using Kandji.Client.Tags;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Binding;

/// <summary>A reference to a tag: its id, its name, or an object that names it (a tag, an audit event about one, a row).</summary>
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.List), When = "for a tag given by id or name")]
[TypeConverter(typeof(ReferenceConverter))]
public sealed class TagReference : ObjectReference<Tag>
{
    /// <summary>Refers to a tag by id or name.</summary>
    /// <param name="text">A UUID is an id; anything else is a name.</param>
    public TagReference(string text)
        : base(text)
    {
    }

    /// <summary>Refers to a tag that was read before.</summary>
    /// <param name="tag">The tag.</param>
    public TagReference(Tag tag)
        : this(tag.Id, tag.Name ?? tag.Id ?? "", tag)
    {
    }

    private TagReference(string? id, string text, Tag? tag)
        : base(id, text, tag)
    {
    }

    /// <summary>The tag, when it was read before.</summary>
    public Tag? Tag => Known;

    internal static TagReference? From(object input) =>
        From(input, tag => new TagReference(tag), text => new TagReference(text), "tagid", "tag", "tagname", "id", "name");
}
