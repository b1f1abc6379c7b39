using Kandji.Client.Model;

namespace Kandji.Client.Blueprints;

/// <summary>A blueprint: the set of library items and settings that its devices get.</summary>
public sealed class Blueprint : TenantObject, INullAware, INamedObject
{
    /// <summary>The blueprint's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The name. Names need not be unique.</summary>
    public string? Name { get; set; }

    /// <summary>The name of the icon.</summary>
    public string? Icon { get; set; }

    /// <summary>The name of the colour.</summary>
    public string? Color { get; set; }

    /// <summary>The description of the blueprint.</summary>
    public string? Description { get; set; }

    /// <summary>The parameters of a classic blueprint, by id: free-form, or null where there are none.</summary>
    public object? Params { get; set; }

    /// <summary>How many devices are in the blueprint.</summary>
    public int? ComputersCount { get; set; }

    /// <summary>How many of them have not been heard from for long. Only told after a change.</summary>
    public int? MissingComputersCount { get; set; }

    /// <summary>The code with which devices enroll into the blueprint.</summary>
    public EnrollmentCode? EnrollmentCode { get; set; }

    /// <summary><c>classic</c>, or <c>map</c> for an assignment map.</summary>
    public string? Type { get; set; }

    ICollection<string>? INullAware.NullFields { get; set; }
}
