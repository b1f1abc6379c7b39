using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Blueprints;

/// <summary>A template that the vendor offers for blueprints.</summary>
public class BlueprintTemplate : TenantObject
{
    /// <summary>The template's id, a number.</summary>
    public int? Id { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The description of the template.</summary>
    public string? Description { get; set; }

    /// <summary>The id of the category that the template is in.</summary>
    public int? Category { get; set; }

    /// <summary>The name of the icon.</summary>
    public string? Icon { get; set; }

    /// <summary>The name of the colour.</summary>
    public string? Color { get; set; }

    /// <summary>The parameters that the template turns on, by id: free-form.</summary>
    public object? Params { get; set; }

    /// <summary>How strict the template is, from 0 to 100.</summary>
    public int? Rating { get; set; }

    /// <summary>The name of the category that the template is in.</summary>
    [NotFromApi]
    public string? CategoryName { get; set; }

    /// <summary>The weight of the category: lighter ones are shown first.</summary>
    [NotFromApi]
    public int? CategoryWeight { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(Name);
}
