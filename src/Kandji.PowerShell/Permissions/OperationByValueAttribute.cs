namespace Kandji.PowerShell.Permissions;

/// <summary>
/// Says of a parameter that each of its values stands for an operation of the API, which is called when the parameter has that value. The
/// type of the parameter is an enumeration whose values name their operations.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OperationByValueAttribute : Attribute;
