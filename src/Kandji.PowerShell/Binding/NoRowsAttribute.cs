namespace Kandji.PowerShell.Binding;

/// <summary>
/// Keeps PowerShell from making an object of this module of a row or a hashtable whose columns have the names of its properties. It is not
/// an error: another parameter may take the row.
/// </summary>
internal sealed class NoRowsAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        // Text is converted to no object of this module.
        inputData is not null && inputData.Unwrap() is PSCustomObject or System.Collections.IDictionary
            ? inputData.ToString() ?? ""
            : inputData;
}
