using Kandji.Client.Model;

namespace Kandji.Client.Prism;

/// <summary>The parameters of a Prism export.</summary>
public class PrismExportArguments : KandjiObject
{
    /// <summary>The conditions.</summary>
    public object? Filter { get; set; }

    /// <summary>The columns; empty for all.</summary>
    public TextList? Columns { get; set; }

    /// <summary>The field sorted by.</summary>
    public string? SortBy { get; set; }

    /// <summary>The ids of blueprints.</summary>
    public TextList? BlueprintIds { get; set; }

    /// <summary>The device families.</summary>
    public TextList? DeviceFamilies { get; set; }
}
