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
        KandjiSession? session = (given is PSObject wrapped ? wrapped.BaseObject : given) as KandjiSession ?? DefaultSession.Current;
        if (session is not { IsConnected: true } || session.RemainingThisHour < SpareRequests)
            return [];
        KandjiClient client = session.GetClient();
        return CompletionText.Results(session.GetCompletions().Get(GetType().Name, () => LoadAsync(client)), wordToComplete);
    }

    /// <summary>Reads from the tenant what there is to complete to.</summary>
    protected abstract IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client);
}

/// <summary>Completes to the serial number of a device, from the number itself or from the device's name.</summary>
internal sealed class DeviceCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        await foreach (Device device in client.Devices.ListAsync().ConfigureAwait(false))
        {
            string? value = string.IsNullOrEmpty(device.SerialNumber) ? device.DeviceId : device.SerialNumber;
            if (value is not null)
                yield return new Suggestion(value, device.DeviceName, Note(device));
        }
    }

    internal static string Note(Device device) =>
        string.Join(", ", new[] { device.DeviceName, device.Model, device.User?.ToString(), device.BlueprintName }.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>Completes to a device's name.</summary>
internal sealed class DeviceNameCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (Device device in client.Devices.ListAsync().ConfigureAwait(false))
        {
            if (device.DeviceName is { Length: > 0 } name && seen.Add(name))
                yield return new Suggestion(name, null, DeviceCompleter.Note(device));
        }
    }
}

/// <summary>Completes to a blueprint's name, or to its id where several share the name.</summary>
internal sealed class BlueprintCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) => NameSuggestions.OfAsync(
        client.Blueprints.ListAsync(), b => b.Name, b => b.Id, b => $"{b.Name}, devices: {b.ComputersCount}. {b.Description}".Trim());
}

/// <summary>Completes to a tag's name.</summary>
internal sealed class TagCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        await foreach (Tag tag in client.Tags.ListAsync().ConfigureAwait(false))
        {
            if (!string.IsNullOrEmpty(tag.Name))
                yield return new Suggestion(tag.Name!);
        }
    }
}

/// <summary>Completes to a user's e-mail address, from the address itself or from the name.</summary>
internal sealed class UserCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        await foreach (User user in client.Users.ListAsync().ConfigureAwait(false))
        {
            if (!string.IsNullOrEmpty(user.Email))
                yield return new Suggestion(user.Email!, user.Name, $"{user.Name}, devices: {user.DeviceCount}");
        }
    }
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
    public static async IAsyncEnumerable<Suggestion> OfAsync(KandjiClient client, Func<Device, string?> value)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (Device device in client.Devices.ListAsync().ConfigureAwait(false))
        {
            if (value(device) is { Length: > 0 } text && seen.Add(text))
                yield return new Suggestion(text);
        }
    }
}

/// <summary>Completes to the words that the service has for the status of library items and parameters.</summary>
internal sealed class ItemStatusCompleter : IArgumentCompleter
{
    private static readonly Suggestion[] Known =
        new[] { "PASS", "ERROR", "PENDING", "AVAILABLE", "EXCLUDED", "INCOMPATIBLE", "INSTALLING", "REMEDIATED", "WARNING", "success", "pending", "failed" }
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
