namespace Kandji.Client.Json;

/// <summary>Marks a count of bytes that the API writes as text with a unit: <c>228.27 GB</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ByteSizeAttribute : Attribute;
