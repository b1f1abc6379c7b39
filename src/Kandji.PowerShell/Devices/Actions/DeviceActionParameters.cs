using System.Reflection;
using Kandji.Client.Devices.Actions;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>
/// The parameters that belong to one action of Invoke-KandjiDeviceAction. They appear once the action is known. The class is named as the
/// action: those of Restart are the properties of <see cref="RestartParameters"/>.
/// </summary>
public abstract class DeviceActionParameters
{
    /// <summary>
    /// Indicates whether objects of the pipeline bring values of their own, so that what is sent differs from one device to the next.
    /// </summary>
    internal bool ComeWithObjects => GetType().GetProperties().Any(property =>
        property.GetCustomAttribute<ParameterAttribute>() is { ValueFromPipelineByPropertyName: true });

    /// <summary>Makes the request, checking what was given.</summary>
    internal abstract DeviceActionRequest ToRequest();

    /// <summary>The parameters of an action; null when its request has no body.</summary>
    /// <exception cref="InvalidOperationException">The request has a body, and no class for its parameters is there.</exception>
    internal static DeviceActionParameters? Create(DeviceAction action)
    {
        if (DeviceActionAttribute.For(action).Body.Length == 0)
            return null;
        string name = $"{typeof(DeviceActionParameters).Namespace}.{action}Parameters";
        Type type = typeof(DeviceActionParameters).Assembly.GetType(name)
            ?? throw new InvalidOperationException($"There is no class {name} for the parameters of the action {action}.");
        return (DeviceActionParameters)Activator.CreateInstance(type)!;
    }
}
