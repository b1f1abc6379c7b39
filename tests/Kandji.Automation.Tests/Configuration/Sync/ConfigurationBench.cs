using System.Security;
using System.Text.Json.Nodes;
using Kandji.Automation.Configuration.Files;
using Kandji.Automation.Configuration.Sync;
using Kandji.Automation.Tests.Configuration.Files;
using Kandji.Client;
using Kandji.Simulator;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>A simulated tenant, a repository of it, and the jobs between them.</summary>
internal sealed class ConfigurationBench : IAsyncDisposable
{
    public const string Profile = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\">\n<dict>\n    <key>A</key>\n"
        + "    <string>{0}</string>\n</dict>\n</plist>\n";

    private ConfigurationBench(SimulatedTenant tenant)
    {
        Tenant = tenant;
        Client = NewClient();
    }

    public SimulatedTenant Tenant { get; }

    public KandjiClient Client { get; private set; }

    public TemporaryFolder Folder { get; } = new();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a tenant with an empty library, no tags and no blueprints, and an empty repository.</summary>
    public static async Task<ConfigurationBench> StartAsync(bool isEmpty = true)
    {
        SimulatedTenant tenant = await SimulatedTenant.StartAsync(new SimulatorOptions
        {
            DeviceCount = 0, Limits = new GatewayLimits { PerSecond = 100_000, PerHour = 10_000_000 },
        });
        var bench = new ConfigurationBench(tenant);
        if (isEmpty)
        {
            tenant.State.Devices.Clear();
            tenant.State.Library.Clear();
            tenant.State.Tags.Clear();
            tenant.State.Blueprints.Clear();
            tenant.State.AdeIntegrations.Clear();
        }
        await RepositoryFiles.CreateAsync(bench.Folder.Path, null, Token);
        return bench;
    }

    public KandjiClient NewClient(
        HttpMessageHandler? handler = null, string? token = null, TimeProvider? clock = null, int requestsPerSecond = 1000)
    {
        var secret = new SecureString();
        foreach (char c in token ?? Tenant.Token)
            secret.AppendChar(c);
        return new KandjiClient(new KandjiClientOptions
        {
            BaseAddress = Tenant.BaseAddress, Token = secret, RequestsPerSecond = requestsPerSecond,
            Handler = handler, Clock = clock ?? new AutoAdvanceTimeProvider(),
        });
    }

    public Task<ConfigurationWorkspace> OpenAsync(
        ConfigurationScope? scope = null, RepositoryMode mode = RepositoryMode.Home, KandjiClient? client = null, string? path = null) =>
        ConfigurationWorkspace.OpenAsync(path ?? Folder.Path, client ?? Client, scope ?? ConfigurationScope.All, mode, Token);

    public Task<ConfigurationWorkspace> OpenForWritingAsync(
        ConfigurationScope? scope = null, RepositoryMode mode = RepositoryMode.Home, KandjiClient? client = null, string? path = null) =>
        ConfigurationWorkspace.OpenForWritingAsync(
            path ?? Folder.Path, client ?? Client, scope ?? ConfigurationScope.All, mode, TimeProvider.System, Token);

    public async Task<IReadOnlyList<string>> CompareAsync(ConfigurationScope? scope = null, string? path = null)
    {
        ConfigurationWorkspace workspace = await OpenAsync(scope, path: path);
        Assert.Empty(workspace.Problems);
        return workspace.Changes.Select(change => $"{change.Change} {change.Kind} {change.Name}"
            + string.Concat(change.Properties.Select(property => " " + property.Name))
            + (change.MissingBlueprints.Count > 0 ? " EnsureBlueprints" : "")).ToList();
    }

    public async Task<IReadOnlyList<ConfigurationFileResult>> ExportAsync(
        ConfigurationExportOptions? options = null, ConfigurationScope? scope = null, KandjiClient? client = null)
    {
        using ConfigurationWorkspace workspace = await OpenForWritingAsync(scope, client: client);
        var export = new ConfigurationExport(workspace, options ?? new ConfigurationExportOptions());
        List<ConfigurationFileResult> results = [.. export.Left];
        foreach (ConfigurationStep step in export.Steps)
            results.AddRange(await export.ApplyAsync(step, Token));
        (IReadOnlyList<ConfigurationFileResult> downloaded, IReadOnlyList<ConfigurationProblem> problems) =
            await export.DownloadAsync(null, Token);
        Assert.Empty(problems);
        results.AddRange(downloaded);
        await export.FinishAsync(Token);
        return results;
    }

    public async Task<IReadOnlyList<ConfigurationFileResult>> ImportAsync(
        ConfigurationImportOptions? options = null, ConfigurationScope? scope = null, RepositoryMode mode = RepositoryMode.Home,
        KandjiClient? client = null, bool allowRefusals = false, string? path = null)
    {
        using ConfigurationWorkspace workspace = await OpenForWritingAsync(scope, mode, client, path);
        ConfigurationImport import = await ConfigurationImport.PlanAsync(
            workspace, options ?? new ConfigurationImportOptions(), TimeProvider.System, Token);
        Assert.Empty(import.Conflicts);
        Assert.Empty(import.Stopping);
        if (!allowRefusals)
            Assert.Empty(import.Refusals.Select(refusal => refusal.ToString()));
        List<ConfigurationFileResult> results = [.. import.Left];
        foreach (ConfigurationStep step in import.Steps)
            results.Add(await import.ApplyAsync(step, Token));
        await import.FinishAsync(isWhole: true, Token);
        return results;
    }

    public SimulatedLibraryItem AddScript(string name, string text = "#!/bin/zsh\nexit 0", string? remediation = null) => Add(
        LibraryItemKind.CustomScript, name, new JsonObject
        {
            ["active"] = true, ["execution_frequency"] = "every_day", ["restart"] = false, ["script"] = text,
            ["remediation_script"] = remediation ?? "", ["show_in_self_service"] = false,
        });

    public SimulatedLibraryItem AddProfile(string name, string value = "x")
    {
        SimulatedLibraryItem item = Add(LibraryItemKind.CustomProfile, name, new JsonObject
        {
            ["active"] = true, ["profile"] = string.Format(System.Globalization.CultureInfo.InvariantCulture, Profile, value),
            ["runs_on_mac"] = true, ["runs_on_iphone"] = false, ["runs_on_ipad"] = false, ["runs_on_tv"] = false,
                ["runs_on_vision"] = false,
        });
        item.Fields["mdm_identifier"] = "com.kandji.profile.custom." + item.Id;
        return item;
    }

    public SimulatedLibraryItem AddApp(string name, string installer = "installer")
    {
        byte[] content = System.Text.Encoding.UTF8.GetBytes(installer);
        string sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        string key = $"companies/northwind/library/custom_apps/{name.Replace(' ', '-')}_{sum[..6]}.pkg";
        Tenant.State.Store.Put(key, content);
        return Add(LibraryItemKind.CustomApp, name, new JsonObject
        {
            ["file_key"] = key, ["install_type"] = "package", ["install_enforcement"] = "install_once", ["audit_script"] = "",
            ["unzip_location"] = "", ["active"] = true, ["restart"] = false, ["preinstall_script"] = "", ["postinstall_script"] = "",
            ["file_url"] = null, ["sha256"] = sum, ["file_size"] = content.Length, ["show_in_self_service"] = false,
        });
    }

    public SimulatedBlueprint AddBlueprint(string name, params SimulatedLibraryItem[] items) =>
        Tenant.State.Blueprints.Add(new SimulatedBlueprint(Guid.NewGuid().ToString(), name)
        {
            Description = "About " + name, LibraryItems = items.Select(item => (item.Id, (string?)null)).ToList(),
        });

    public SimulatedTag AddTag(string name) => Tenant.State.Tags.Add(new SimulatedTag(Guid.NewGuid().ToString(), name));

    /// <summary>Changes a file by replacing a text that it must have.</summary>
    public void Edit(string relative, string from, string to)
    {
        string path = Path.Combine(Folder.Path, relative), text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Tenant.DisposeAsync();
        Folder.Dispose();
    }

    private SimulatedLibraryItem Add(LibraryItemKind kind, string name, JsonObject fields)
    {
        var item = new SimulatedLibraryItem(Guid.NewGuid().ToString(), kind, name);
        foreach ((string key, JsonNode? value) in fields)
            item.Fields[key] = value?.DeepClone();
        item.Fields["created_at"] = "2026-01-31T08:30:00.125000Z";
        item.Fields["updated_at"] = "2026-02-01T08:30:00Z";
        return Tenant.State.Library.Add(item);
    }
}
