using Kandji.Automation.Configuration;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Configuration;

/// <summary>Takes the kinds of which a tenant's configuration is made, by name or short name: Script, Profile, App.</summary>
internal sealed class ConfigurationKindTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        ArgumentValues.RefuseScriptBlock(inputData);
        return ArgumentValues.Flatten(inputData).Select(item => (object)Find(item)).ToArray();
    }

    private static ConfigurationKind Find(object? item)
    {
        ArgumentValues.RefuseScriptBlock(item);
        string text = (ReferenceText.GetText(item) ?? item.Unwrap()?.ToString() ?? "").Trim();
        if (ConfigurationKinds.Aliases.TryGetValue(text, out ConfigurationKind alias))
            return alias;
        foreach (ConfigurationKind kind in ConfigurationKinds.Comparable)
        {
            if (string.Equals(kind.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return kind;
        }
        throw new ArgumentTransformationMetadataException(
            $"'{text}' is not a kind of configuration. Give one or more of {string.Join(", ", ConfigurationKinds.Comparable)}; "
                + $"{string.Join(", ", ConfigurationKinds.Aliases.Keys)} are accepted too.");
    }
}
