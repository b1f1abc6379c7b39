namespace Kandji.PowerShell.Binding;

/// <summary>
/// Refuses an object of this module that cannot be copied where one of a type can: one of another type, or one that Import-Clixml or a job
/// brought back. PowerShell would say only that it fits no parameter. All other input is left to PowerShell and the other parameters.
/// </summary>
/// <param name="type">The type of the objects that can be copied.</param>
internal sealed class CopyTransformationAttribute(Type type) : ArgumentTransformationAttribute
{
    /// <summary>The type whose objects another parameter takes from the pipeline; null for none.</summary>
    public Type? Except { get; set; }

    /// <summary>
    /// Keeps PowerShell from making an object of a row or a hashtable whose columns have the names of its properties. It is not an error:
    /// another parameter may take the row.
    /// </summary>
    public bool NoRows { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null || type.IsInstanceOfType(inputData.Unwrap()) || ReferenceText.DescribeType(inputData) is not { } kind)
            return PassOn(inputData);
        IReadOnlyList<string> types = ReferenceText.GetModuleTypes(inputData);
        bool wasOne = types.Contains(type.FullName!);
        if (!wasOne && Except is not null && types.Contains(Except.FullName!))
            return PassOn(inputData);
        throw new ArgumentTransformationMetadataException(wasOne
            ? $"'{inputData}' is {kind} that a file or a job brought back, which is not copied. Read the original again with "
                + $"Get-Kandji{type.Name}."
            : $"'{inputData}' is {kind}, not {ReferenceText.WithArticle(type.Name)}.");
    }

    // Text is converted to no object of this module.
    private object? PassOn(object? input) =>
        NoRows && input.Unwrap() is PSCustomObject or System.Collections.IDictionary ? input!.ToString() ?? "" : input;
}
