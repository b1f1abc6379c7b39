namespace Kandji.PowerShell.Binding;

/// <summary>
/// Lets a parameter that takes platforms take what people call them too: macOS for Mac, visionOS for Vision. Text that names no platform
/// stays as it is.
/// </summary>
internal sealed class PlatformTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>True for a parameter that takes the names of Apple's systems: OSX, iOS.</summary>
    public bool AsSystem { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (!ArgumentValues.IsCollection(inputData))
            return Known(inputData);
        return ArgumentValues.Flatten(inputData).Select(Known).ToArray();
    }

    private object? Known(object? item)
    {
        ArgumentValues.RefuseScriptBlock(item);
        return ReferenceText.GetText(item) is { } text && (AsSystem ? PlatformNames.FindSystem(text) : PlatformNames.Find(text)) is { } name
            ? name
            : item;
    }
}
