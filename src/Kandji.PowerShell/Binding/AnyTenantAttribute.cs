namespace Kandji.PowerShell.Binding;

/// <summary>
/// Declares that what a parameter takes may be of any tenant: an object to make a new one of, or something that is of no tenant at all.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AnyTenantAttribute : Attribute;
