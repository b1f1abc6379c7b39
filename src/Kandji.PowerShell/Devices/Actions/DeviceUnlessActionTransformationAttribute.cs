using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>
/// Makes device references, but leaves the name of an action as it is: the first value on the command line then goes to -Action. Where only
/// -Device can take it, because it was named or came from the pipeline, the engine converts the text to a reference.
/// </summary>
internal sealed class DeviceUnlessActionTransformationAttribute : DeviceReferenceTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object[] items = GetSources(inputData).ToArray();
        bool isAction = items.Length == 1
            && (items[0].Unwrap() is DeviceAction
                || (ReferenceText.GetText(items[0]) is { } text && DeviceActionNames.Find(text) is not null));
        return isAction ? inputData : base.Transform(engineIntrinsics, inputData);
    }
}
