using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Kandji.Simulator.Seed;

/// <summary>The library: what devices report about, and a few items more.</summary>
internal static class LibrarySeed
{
    private static readonly Dictionary<string, string> Known = new()
    {
        [KnownFleet.WifiProfileName] = KnownFleet.WifiProfileId,
        [KnownFleet.ScriptName] = KnownFleet.ScriptId,
        [KnownFleet.CustomAppName] = KnownFleet.CustomAppId,
        [KnownFleet.StoreAppName] = KnownFleet.StoreAppId,
    };

    /// <summary>The id of the item that devices know by a name.</summary>
    public static string FindId(string name) => Known.GetValueOrDefault(name) ?? SeededRandom.For(name).Id();

    public static void Fill(TenantState state, SimulatorOptions options)
    {
        var now = state.Clock.GetUtcNow();
        foreach (var (name, type, _) in DeviceHistorySeed.Items)
            Add(FindId(name), GetKind(type), name);
        Add(KnownFleet.InHouseAppId, LibraryItemKind.InHouseApp, KnownFleet.InHouseAppName);
        Add(KnownFleet.FirstTwiceScriptId, LibraryItemKind.CustomScript, KnownFleet.TwiceScriptName);
        Add(KnownFleet.SecondTwiceScriptId, LibraryItemKind.CustomScript, KnownFleet.TwiceScriptName);

        string[] everywhere = [KnownFleet.WifiProfileId, KnownFleet.ScriptId, KnownFleet.CustomAppId, KnownFleet.StoreAppId];
        foreach (var blueprint in state.Blueprints.Where(b => b.Type == "classic" && b.Id != KnownFleet.EngineeringContractorsId))
            blueprint.LibraryItems = [.. everywhere.Select(item => (item, (string?)null))];
        var map = state.Blueprints[KnownFleet.SharedPadsId];
        map.AssignmentNodes = [KnownFleet.FirstNodeId, KnownFleet.SecondNodeId];
        map.LibraryItems = [(KnownFleet.WifiProfileId, KnownFleet.FirstNodeId), (KnownFleet.InHouseAppId, KnownFleet.SecondNodeId)];

        void Add(string id, LibraryItemKind kind, string name)
        {
            var item = new SimulatedLibraryItem(id, kind, name);
            var created = now - SeededRandom.For(id).Time(TimeSpan.FromDays(40), TimeSpan.FromDays(700));
            foreach (var (key, value) in Fields(item, created))
                item.Fields[key] = value?.DeepClone();
            item.AddActivity("library_item_created", created);
            item.AddActivity("library_item_assignment_changed", created.AddMinutes(3));
            if (SeededRandom.For(id).Chance(0.5) || kind == LibraryItemKind.CustomScript)
                item.AddActivity("library_item_edited", created.AddDays(2), $"Name: {name.ToLowerInvariant()} → {name}");
            if ((string?)item.Fields["file_key"] is { } fileKey)
                state.Store.Put(fileKey, Installer(item));
            state.Library.Add(item);
        }
    }

    private static JsonObject Fields(SimulatedLibraryItem item, DateTimeOffset created)
    {
        var fields = item.Kind switch
        {
            LibraryItemKind.CustomScript => new JsonObject
            {
                ["active"] = true,
                ["execution_frequency"] = item.Id == KnownFleet.ScriptId ? "every_day" : "once",
                ["restart"] = false,
                ["script"] = "#!/bin/zsh\nfind /private/tmp -mindepth 1 -mtime +7 -delete",
                ["remediation_script"] = "",
            },
            LibraryItemKind.CustomProfile => new JsonObject
            {
                ["active"] = true,
                ["profile"] =
                    $"<?xml version=\"1.0\"?><plist "
                    + $"version=\"1.0\"><dict><key>PayloadDisplayName</key><string>{item.Name}</string></dict></plist>",
                ["mdm_identifier"] = "com.kandji.profile.custom." + item.Id,
                ["runs_on_mac"] = true,
                ["runs_on_iphone"] = item.Id == KnownFleet.WifiProfileId,
                ["runs_on_ipad"] = item.Id == KnownFleet.WifiProfileId,
                ["runs_on_tv"] = false,
                ["runs_on_vision"] = false,
            },
            LibraryItemKind.CustomApp => new JsonObject
            {
                ["file_key"] = "companies/northwind/library/custom_apps/vpn-client_7d21.pkg",
                ["install_type"] = "package",
                ["install_enforcement"] = "install_once",
                ["audit_script"] = "",
                ["unzip_location"] = "",
                ["active"] = true,
                ["restart"] = false,
                ["preinstall_script"] = "",
                ["postinstall_script"] = "",
                ["file_url"] = null,
                ["sha256"] = Sum(item),
                ["file_size"] = Installer(item).Length,
                ["file_updated"] =
                    created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                ["show_in_self_service"] = false,
            },
            LibraryItemKind.InHouseApp => new JsonObject
            {
                ["file_key"] = "tenants/northwind/library/ipa_apps/rounds_3b90.ipa",
                ["active"] = true,
                ["icon"] = "tenants/northwind/library/ipa_apps/rounds_3b90-Icon.png",
                ["ipad_icon"] = "tenants/northwind/library/ipa_apps/rounds_3b90-IpadIcon.png",
                ["identifier"] = "com.example.rounds",
                ["app_identifier"] = "com.example.rounds",
                ["app_name"] = "Rounds",
                ["app_version"] = "2.4",
                ["supported_device_families"] = new JsonArray("iPhone", "iPad"),
                ["minimum_os_version"] = "16.0",
                ["file_url"] = null,
                ["sha256"] = Sum(item),
                ["file_size"] = Installer(item).Length,
                ["file_updated"] = Times.Iso(created),
                ["runs_on_iphone"] = true,
                ["runs_on_ipad"] = true,
                ["runs_on_tv"] = false,
                ["runs_on_mac"] = false,
                ["runs_on_ipod"] = false,
                ["runs_on_watch"] = false,
            },
            _ => [],
        };
        fields["created_at"] = Times.Iso(created);
        fields["updated_at"] = Times.Iso(created.AddDays(2));
        return fields;
    }

    // Invented: nothing that a device could install.
    private static byte[] Installer(SimulatedLibraryItem item) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"The installer of {item.Name}.\n", 700)));

    private static string Sum(SimulatedLibraryItem item) => Convert.ToHexStringLower(SHA256.HashData(Installer(item)));

    private static LibraryItemKind GetKind(string type) => type switch
    {
        "custom-script" => LibraryItemKind.CustomScript,
        "profile" => LibraryItemKind.CustomProfile,
        "custom-app" => LibraryItemKind.CustomApp,
        _ => LibraryItemKind.Other,
    };
}
