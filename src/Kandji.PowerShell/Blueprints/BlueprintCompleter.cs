using Kandji.Client;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Blueprints;

/// <summary>Completes to a blueprint's name, or to its id where several share the name.</summary>
internal sealed class BlueprintCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) => NameSuggestions.FromAsync(
        client.Blueprints.ListAsync(), b => b.Name, b => b.Id, b => $"{b.Name}, devices: {b.ComputersCount}. {b.Description}".Trim());
}
