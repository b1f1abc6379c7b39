using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// The base of the attributes that turn ids, names, objects and rows into references. It is not generic: Windows PowerShell reads
/// attributes through a runtime that is older than generic attributes.
/// </summary>
/// <param name="reference">The type of the references.</param>
internal abstract class ReferenceTransformationAttribute(Type reference) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (ArgumentValues.Flatten(inputData).ToList() is { Count: > 0 } given && given.TrueForAll(item => item is null))
        {
            throw new ArgumentTransformationMetadataException(
                "The value is null: a variable is empty, or an object does not have the property.");
        }
        ObjectReference[] references = GetSources(inputData).Where(item => !IsIgnored(item)).Select(Require).ToArray();
        // The engine converts an array of the parameter's own type no further.
        Array typed = Array.CreateInstance(reference, references.Length);
        Array.Copy(references, typed, references.Length);
        return typed;
    }

    /// <summary>Indicates whether an item names nothing and is no mistake.</summary>
    private protected virtual bool IsIgnored(object item) => false;

    /// <summary>Makes a reference of an item, or fails.</summary>
    private protected ObjectReference Require(object item)
    {
        ArgumentValues.RefuseScriptBlock(item);
        ObjectReference made;
        try
        {
            made = From(item) ?? throw new ArgumentTransformationMetadataException(Describe(item));
        }
        catch (ObjectException e)
        {
            made = ReferenceConverter.FromText(reference, item.ToString() ?? "");
            made.Failure = e;
        }
        if (!ReferenceEquals(made, item.Unwrap()) && ReferenceText.GetText(item) is null)
            made.Source = item;
        made.Origin ??= ObjectOrigin.From(item);
        return made;
    }

    /// <summary>
    /// The items of an argument. A reference that the parameter of another command was given, such as a proxy's, stands for what it was
    /// made of: each parameter takes something else.
    /// </summary>
    private protected static IEnumerable<object> GetSources(object? inputData) =>
        ArgumentValues.Given(inputData)
            .SelectMany(item => item.Unwrap() is ObjectReference { Source: { } source } ? ReferenceText.Items(source) : [item]);

    /// <summary>Makes a reference of an item; null when the item names nothing that the parameter takes.</summary>
    private protected abstract ObjectReference? From(object item);

    /// <summary>Says why an item is refused, and what to give instead.</summary>
    private protected abstract string Describe(object item);
}
