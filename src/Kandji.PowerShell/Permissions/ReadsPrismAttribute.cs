using Kandji.Client.Prism;

namespace Kandji.PowerShell.Permissions;

/// <summary>Says of a cmdlet which categories of Prism it reads.</summary>
/// <param name="categories">The categories.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class ReadsPrismAttribute(params PrismCategory[] categories) : Attribute
{
    /// <summary>The categories.</summary>
    public PrismCategory[] Categories { get; } = categories;

    /// <summary>When they are read, if not always: words that follow 'needed'.</summary>
    public string? When { get; set; }
}
