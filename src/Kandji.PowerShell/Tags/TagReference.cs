using System.Linq;
using System.Management.Automation;
using Kandji.Client.Tags;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Tags;

/// <summary>What a person has in hand of a tag: its id, its name, or an object that names it (a tag, an audit event about one, a row).</summary>
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.List), When = "for a tag given by id or name")]
public sealed class TagReference
{
    /// <summary>Refers to a tag by id or name.</summary>
    /// <param name="text">A UUID is an id; anything else is a name.</param>
    public TagReference(string text)
        : this(ReferenceText.IsUuid(text.Trim()) ? text.Trim() : null, text.Trim(), null)
    {
    }

    /// <summary>Refers to a tag that was read before.</summary>
    /// <param name="tag">The tag.</param>
    public TagReference(Tag tag)
        : this(tag.Id, tag.Name ?? tag.Id ?? "", tag)
    {
    }

    private TagReference(string? id, string text, Tag? tag)
    {
        Id = id;
        Text = text;
        Tag = tag;
    }

    /// <summary>The id, when it is known.</summary>
    public string? Id { get; }

    /// <summary>The tag, when it was read before.</summary>
    public Tag? Tag { get; }

    /// <summary>What was given.</summary>
    public string Text { get; }

    /// <summary>What was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Text;

    internal static TagReference? From(object input)
    {
        object plain = input is PSObject wrapped ? wrapped.BaseObject : input;
        if (plain is TagReference reference)
            return reference;
        if (plain is Tag tag)
            return new TagReference(tag);
        if (ReferenceText.TextOf(input) is { } text)
            return text.Length == 0 ? null : new TagReference(text);
        return ReferenceText.Column(input, "tagid", "tag", "tagname", "id", "name") is { } column ? new TagReference(column) : null;
    }
}

/// <summary>Makes tag references of ids, names, tags and rows.</summary>
internal sealed class TagReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ReferenceText.Items(inputData)
            .Select(item => TagReference.From(item) ?? throw new ArgumentTransformationMetadataException(
                $"'{item}' names no tag. Give an id, a name, or a tag object."))
            .ToArray();
}
