using Kandji.Client.Library;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Binding;

/// <summary>The kinds of library item that the service lists.</summary>
internal static class LibraryKinds
{
    public static readonly LibraryKind<CustomScript> CustomScript = new(
        "custom script",
        (client, token) => client.Library.ListCustomScriptsAsync(token),
        (client, id, token) => client.Library.GetCustomScriptAsync(id, token),
        (client, id, token) => client.Library.DeleteCustomScriptAsync(id, token));

    public static readonly LibraryKind<CustomProfile> CustomProfile = new(
        "custom profile",
        (client, token) => client.Library.ListCustomProfilesAsync(token),
        (client, id, token) => client.Library.GetCustomProfileAsync(id, token),
        (client, id, token) => client.Library.DeleteCustomProfileAsync(id, token));

    public static readonly LibraryKind<CustomApp> CustomApp = new(
        "custom app",
        (client, token) => client.Library.ListCustomAppsAsync(token),
        (client, id, token) => client.Library.GetCustomAppAsync(id, token),
        (client, id, token) => client.Library.DeleteCustomAppAsync(id, token));

    public static readonly LibraryKind<InHouseApp> InHouseApp = new(
        "in-house app",
        (client, token) => client.Library.ListInHouseAppsAsync(token),
        (client, id, token) => client.Library.GetInHouseAppAsync(id, token),
        (client, id, token) => client.Library.DeleteInHouseAppAsync(id, token));

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [typeof(CustomScript).FullName!] = CustomScript.Name,
        [typeof(CustomProfile).FullName!] = CustomProfile.Name,
        [typeof(CustomApp).FullName!] = CustomApp.Name,
        [typeof(InHouseApp).FullName!] = InHouseApp.Name,
    };

    /// <summary>
    /// The name of the kind of an item, also of one that a file or a job brought back; null for everything else.
    /// </summary>
    public static string? FindName(object item) =>
        ReferenceText.GetModuleTypes(item).Select(type => Names.TryGetValue(type, out string? name) ? name : null)
            .FirstOrDefault(name => name is not null);

    /// <summary>The kind whose items are of a type.</summary>
    public static LibraryKind<T> Get<T>()
        where T : KandjiObject, ILibraryItem =>
        new object[] { CustomScript, CustomProfile, CustomApp, InHouseApp }.OfType<LibraryKind<T>>().Single();
}
