using Kandji.Client.Prism;

namespace Kandji.Automation.Health.Policies;

/// <summary>An application that a policy requires, forbids, or wants in a version at least.</summary>
internal sealed class PolicyApp
{
    private const string Extension = ".app";

    /// <summary>The identifier of its bundle; null where it is known by its name.</summary>
    public string? BundleId { get; init; }

    /// <summary>The name; null where it is known by its bundle.</summary>
    public string? Name { get; init; }

    /// <summary>The platform that it is about, as the service names it.</summary>
    public string Platform { get; init; } = "Mac";

    /// <summary>The oldest version that is still good; null for any.</summary>
    public string? Version { get; init; }

    /// <summary>The name for messages.</summary>
    public string Label => Name ?? BundleId ?? "";

    /// <summary>The names that Prism may have for an application that is known by its name: without the extension and with it.</summary>
    public IEnumerable<string> FileNames => WithoutExtension(Name) is { } name ? [name, name + Extension] : [];

    /// <summary>Indicates whether a row is this application.</summary>
    public bool Is(PrismApp app) => BundleId is not null
        ? string.Equals(app.BundleId, BundleId, StringComparison.OrdinalIgnoreCase)
        : string.Equals(WithoutExtension(app.Name), WithoutExtension(Name), StringComparison.OrdinalIgnoreCase);

    private static string? WithoutExtension(string? name) =>
        name?.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) == true ? name.Substring(0, name.Length - Extension.Length) : name;
}
