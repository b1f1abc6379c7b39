using System.Diagnostics.CodeAnalysis;

namespace Kandji.PowerShell;

/// <summary>Takes values out of the objects that PowerShell wraps them in.</summary>
internal static class PSObjectExtensions
{
    /// <summary>Gets the value itself, which PowerShell may have wrapped on its way through a pipeline or a variable.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static object? Unwrap(this object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
