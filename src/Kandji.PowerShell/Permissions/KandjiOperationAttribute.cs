using System.Reflection;
using Kandji.Client.Http;

namespace Kandji.PowerShell.Permissions;

/// <summary>
/// Names the operations of the API that something calls. On a cmdlet: whenever it runs. On a parameter: when the parameter is used. On the
/// type of a parameter (a reference): when such a value has to be looked up. Help, <c>Test-KandjiPermission -For</c> and the tests read it.
/// </summary>
/// <param name="area">The class of the client that holds the operations: <c>typeof(DeviceOperations)</c>.</param>
/// <param name="names">The fields that hold them: <c>nameof(DeviceOperations.List)</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
internal sealed class KandjiOperationAttribute(Type area, params string[] names) : Attribute
{
    /// <summary>
    /// When the operations are called, if not always: words that follow 'needed', for example <c>to find a device by its id</c>. With
    /// it the operations count as needed only sometimes.
    /// </summary>
    public string? When { get; set; }

    /// <summary>The operations.</summary>
    /// <exception cref="InvalidOperationException">A field is not there, or is no operation.</exception>
    public IEnumerable<ApiOperation> Operations => names.Select(name =>
        area.GetField(name, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)?.GetValue(null) as ApiOperation
        ?? throw new InvalidOperationException($"{area.Name} has no operation '{name}'."));
}
