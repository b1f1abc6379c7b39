namespace Kandji.Client.Json;

/// <summary>Names the field of the API where it is not the property's name in snake case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ApiNameAttribute(string name) : Attribute
{
    /// <summary>The API's name.</summary>
    public string Name { get; } = name;
}
