using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Library;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Library;

/// <summary>What a person has in hand of a category of Self Service: its id, its name, or the category.</summary>
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListSelfServiceCategories), When = "for a category given by name")]
public sealed class SelfServiceCategoryReference
{
    /// <summary>Refers to a category by id or name.</summary>
    /// <param name="text">A UUID is an id; anything else is a name.</param>
    public SelfServiceCategoryReference(string text)
    {
        Text = text.Trim();
        Id = ReferenceText.IsUuid(Text) ? Text : null;
    }

    /// <summary>Refers to a category that was read before.</summary>
    /// <param name="category">The category.</param>
    public SelfServiceCategoryReference(SelfServiceCategory category)
    {
        Id = category.Id;
        Text = category.ToString();
    }

    /// <summary>The id, when it is known.</summary>
    public string? Id { get; }

    /// <summary>What was given.</summary>
    public string Text { get; }

    /// <summary>What was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Text;

    internal async Task<string> ResolveAsync(KandjiClient client, CancellationToken cancellationToken) => Id
        ?? OnlyOne.Named(
            Text, "Self Service category", "Self Service categories", await client.Library.GetSelfServiceCategoriesAsync(cancellationToken).ConfigureAwait(false), c => c.Name, c => c.Id).Id!;
}

/// <summary>Makes a category reference of an id, a name, or a category.</summary>
internal sealed class SelfServiceCategoryReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return plain switch
        {
            SelfServiceCategoryReference reference => reference,
            SelfServiceCategory category => new SelfServiceCategoryReference(category),
            _ when ReferenceText.TextOf(inputData) is { Length: > 0 } text => new SelfServiceCategoryReference(text),
            _ => throw new ArgumentTransformationMetadataException($"'{inputData}' names no category. Give an id, a name, or a category."),
        };
    }
}
