using Kandji.Client.Model;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>One difference between the files of a repository and a tenant.</summary>
public sealed class ConfigurationFileDifference
{
    /// <summary>The kind of the thing.</summary>
    public ConfigurationKind Kind { get; internal set; }

    /// <summary>The name of the thing.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Indicates which side was changed since both were last the same.</summary>
    public ConfigurationFileChange Change { get; internal set; }

    /// <summary>The property that is different; null for a thing that only one side has.</summary>
    public string? Property { get; internal set; }

    /// <summary>The value in the files; null when there is none.</summary>
    public object? Local { get; internal set; }

    /// <summary>The value in the tenant; null when there is none.</summary>
    public object? Remote { get; internal set; }

    /// <summary>
    /// The differences of a text by lines, as a unified diff: lines of the tenant begin with a minus sign, lines of the files with a plus
    /// sign. Null for what is not a text.
    /// </summary>
    public TextList? Lines { get; internal set; }

    /// <summary>The file that describes the thing, or described it; null when there never was one.</summary>
    public string? Path { get; internal set; }

    /// <summary>The id of the thing in the tenant; null when it has none.</summary>
    public string? Id { get; internal set; }

    /// <summary>The tenant.</summary>
    public string Tenant { get; internal set; } = "";

    /// <summary>The differences of one thing: one for each property, or a single one for a thing that only one side has.</summary>
    internal static IEnumerable<ConfigurationFileDifference> From(MemberChange change, ConfigurationWorkspace workspace)
    {
        string? path = change.Local?.Path
            ?? (change.State is { } state ? System.IO.Path.Combine(workspace.Repository.Root, state.Path) : null);
        foreach (PropertyChange property in change.Properties)
        {
            ConfigurationFileDifference difference = Create();
            difference.Property = property.Name;
            difference.Local = property.ShownLocal;
            difference.Remote = property.ShownRemote;
            difference.Lines = property.Lines;
            yield return difference;
        }
        if (change.MissingBlueprints.Count > 0)
        {
            ConfigurationFileDifference difference = Create();
            difference.Property = "EnsureBlueprints";
            difference.Local = change.MissingBlueprints.Select(id => workspace.Names.Blueprints.FindName(id) ?? id).ToArray();
            yield return difference;
        }
        if (change.Properties.Count == 0 && change.MissingBlueprints.Count == 0)
            yield return Create();

        ConfigurationFileDifference Create() => new()
        {
            Kind = change.Kind, Name = change.Name, Change = change.Change, Path = path, Id = (change.Remote ?? change.Local)!.Id,
            Tenant = workspace.Client.Identity.Name,
        };
    }

    /// <summary>The change, the kind, the name, and the property.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() =>
        PrintableText.Sanitize($"{Change}: {Kind} {Name}{(Property is null ? "" : "." + Property)}");
}
