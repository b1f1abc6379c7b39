using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// Takes commands and results of actions, also those that a file, a job or JSON brought back, and refuses anything else in words:
/// PowerShell's own are about parameter sets.
/// </summary>
internal sealed class CommandOrResultAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object[] items = ArgumentValues.Given(inputData).Select(item => DeserializedObjects.CommandOrResult(item) ?? throw Reject(item))
            .ToArray();
        return items.Length == 1 ? items[0] : items;
    }

    private static ArgumentTransformationMetadataException Reject(object item) => new(
        $"It is a {(item is PSObject wrapped ? wrapped.BaseObject : item).GetType().Name}, not a command or the result of an action. "
        + "Give what Get-KandjiDeviceCommand or Invoke-KandjiDeviceAction returned, or -Device and -CommandId.");
}
