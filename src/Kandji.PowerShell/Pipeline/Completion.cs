using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.Client.Tags;
using Kandji.Client.Users;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Pipeline;

/// <summary>
/// Completes an argument from the tenant of the session that the command would use. Without a session, or where the token may not read what
/// it takes, there is nothing to suggest and nothing is said.
/// </summary>
internal abstract class TenantCompleter : IArgumentCompleter
{
    // Completing must not use up what is left of the hour for the work itself.
    private const int SpareRequests = 200;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        object? given = fakeBoundParameters["Session"];
        KandjiSession? session = given.Unwrap() as KandjiSession ?? DefaultSession.Current;
        if (session is not { IsConnected: true } || session.RemainingThisHour < SpareRequests)
            return [];
        KandjiClient client = session.GetClient();
        return CompletionText.Results(session.GetCompletions().Get(GetType().Name, () => LoadAsync(client)), wordToComplete);
    }

    /// <summary>Reads from the tenant what there is to complete to.</summary>
    protected abstract IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client);
}

/// <summary>The base of the completers that suggest at most one value for each object of a list.</summary>
/// <typeparam name="T">The type of the objects.</typeparam>
internal abstract class TenantCompleter<T> : TenantCompleter
{
    /// <inheritdoc/>
    protected sealed override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        await foreach (T item in ListAsync(client).ConfigureAwait(false))
        {
            if (Suggest(item) is { } suggestion)
                yield return suggestion;
        }
    }

    /// <summary>Lists the objects.</summary>
    protected abstract IAsyncEnumerable<T> ListAsync(KandjiClient client);

    /// <summary>The suggestion for an object; null for one without the value.</summary>
    protected abstract Suggestion? Suggest(T item);
}

/// <summary>Completes to the serial number of a device, from the number itself or from the device's name.</summary>
internal sealed class DeviceCompleter : TenantCompleter<Device>
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Device> ListAsync(KandjiClient client) => client.Devices.ListAsync();

    /// <inheritdoc/>
    protected override Suggestion? Suggest(Device item) =>
        (string.IsNullOrEmpty(item.SerialNumber) ? item.DeviceId : item.SerialNumber) is { } value ? new Suggestion(value, item.DeviceName, Note(item)) : null;

    internal static string Note(Device device) =>
        string.Join(", ", new[] { device.DeviceName, device.Model, device.User?.ToString(), device.BlueprintName }.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>Completes to a device's name.</summary>
internal sealed class DeviceNameCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) =>
        DeviceValues.OfAsync(client, device => device.DeviceName, DeviceCompleter.Note);
}

/// <summary>Completes to a blueprint's name, or to its id where several share the name.</summary>
internal sealed class BlueprintCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) => NameSuggestions.OfAsync(
        client.Blueprints.ListAsync(), b => b.Name, b => b.Id, b => $"{b.Name}, devices: {b.ComputersCount}. {b.Description}".Trim());
}

/// <summary>Completes to a tag's name.</summary>
internal sealed class TagCompleter : TenantCompleter<Tag>
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Tag> ListAsync(KandjiClient client) => client.Tags.ListAsync();

    /// <inheritdoc/>
    protected override Suggestion? Suggest(Tag item) => item.Name is { Length: > 0 } name ? new Suggestion(name) : null;
}

/// <summary>Completes to a user's e-mail address, from the address itself or from the name.</summary>
internal sealed class UserCompleter : TenantCompleter<User>
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<User> ListAsync(KandjiClient client) => client.Users.ListAsync();

    /// <inheritdoc/>
    protected override Suggestion? Suggest(User item) =>
        item.Email is { Length: > 0 } email ? new Suggestion(email, item.Name, $"{item.Name}, devices: {item.DeviceCount}") : null;
}

/// <summary>Completes to the models that devices of the tenant are.</summary>
internal sealed class DeviceModelCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) => DeviceValues.OfAsync(client, device => device.Model);
}

/// <summary>Completes to the versions of operating systems that devices of the tenant run.</summary>
internal sealed class OSVersionCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) => DeviceValues.OfAsync(client, device => device.OsVersion);
}

/// <summary>Makes suggestions of things by their names.</summary>
internal static class NameSuggestions
{
    /// <summary>The name of each, or its id where several share the name.</summary>
    public static async IAsyncEnumerable<Suggestion> OfAsync<T>(IAsyncEnumerable<T> things, Func<T, string?> nameOf, Func<T, string?> idOf, Func<T, string> noteOf)
    {
        List<T> items = await things.ToListAsync().ConfigureAwait(false);
        ILookup<string, T> byName = items.ToLookup(item => nameOf(item) ?? "", StringComparer.OrdinalIgnoreCase);
        foreach (T item in items)
        {
            yield return nameOf(item) is { Length: > 0 } name && byName[name].Count() == 1
                ? new Suggestion(name, null, noteOf(item))
                : new Suggestion(idOf(item)!, nameOf(item), noteOf(item));
        }
    }
}

/// <summary>Makes suggestions of what devices have in one field.</summary>
internal static class DeviceValues
{
    /// <summary>Each value once.</summary>
    public static async IAsyncEnumerable<Suggestion> OfAsync(KandjiClient client, Func<Device, string?> value, Func<Device, string>? noteOf = null)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (Device device in client.Devices.ListAsync().ConfigureAwait(false))
        {
            if (value(device) is { Length: > 0 } text && seen.Add(text))
                yield return noteOf is null ? new Suggestion(text) : new Suggestion(text, null, noteOf(device));
        }
    }
}

/// <summary>Completes to the words that the service has for the status of library items and parameters.</summary>
internal sealed class ItemStatusCompleter : IArgumentCompleter
{
    private static readonly Suggestion[] Known =
        new[] { "Pass", "Error", "Pending", "Available", "Excluded", "Incompatible", "Installing", "Remediated", "Warning", "Success", "Failed" }
            .Select(word => new Suggestion(word)).ToArray();

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Results(Known, wordToComplete);
}

/// <summary>Completes to the paths of the API, those of the method that was given.</summary>
internal sealed class ApiPathCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string method = fakeBoundParameters["Method"]?.ToString() ?? "GET";
        return CompletionText.Results(
            OperationCatalog.All
                .Where(operation => operation.Method.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
                .Select(operation => operation.Path)
                .Distinct(StringComparer.Ordinal)
                .Select(path => new Suggestion(path)),
            wordToComplete);
    }
}

/// <summary>Completes to the cmdlets of this module; where none begins with the word, to paths of scripts.</summary>
internal sealed class CmdletNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        List<CompletionResult> cmdlets = CompletionText.Results(
            CmdletOperations.AllCmdlets()
                .Where(cmdlet => cmdlet.Name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
                .Select(cmdlet => new Suggestion(cmdlet.Name)),
            wordToComplete).ToList();
        // The engine completes paths only where there is no completer; one that offers nothing ends it.
        return cmdlets.Count > 0 ? cmdlets : CompletionCompleters.CompleteFilename(wordToComplete);
    }
}
