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
        ObjectReference[] references = ReferenceText.Items(inputData).Where(item => !IsIgnored(GetSource(item))).Select(Require).ToArray();
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
        object source = GetSource(item);
        ArgumentValues.RefuseScriptBlock(source);
        ObjectReference made = From(source) ?? throw new ArgumentTransformationMetadataException(Describe(source));
        if (!ReferenceEquals(made, source.Unwrap()) && ReferenceText.GetText(source) is null)
            made.Source = source;
        return made;
    }

    // The references of another command's parameter, such as a proxy's, are made anew: each parameter takes something else.
    private static object GetSource(object item) => item.Unwrap() is ObjectReference { Source: { } source } ? source : item;

    /// <summary>Makes a reference of an item; null when the item names nothing that the parameter takes.</summary>
    private protected abstract ObjectReference? From(object item);

    /// <summary>Says why an item is refused, and what to give instead.</summary>
    private protected abstract string Describe(object item);
}
