namespace Kandji.Client.Json;

/// <summary>Marks a property that the module fills, not the API.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotFromApiAttribute : Attribute;
