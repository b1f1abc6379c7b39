using Kandji.Automation.Configuration.Sync;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Configuration;

/// <summary>A tenant, and the repository $repo that was exported from it.</summary>
public abstract class ConfigurationTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder of the repository.</summary>
    private protected string Repo => Path.Combine(_folder.Path, "acme [1]");

    /// <summary>The folder that it lies in.</summary>
    private protected string Parent => _folder.Path;

    /// <summary>The file of the script that everybody knows.</summary>
    private protected string ScriptFile => Path.Combine(Repo, "scripts", KnownFleet.ScriptName, "audit.zsh");

    private protected override Task<PowerShellSession> StartAsync() =>
        PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 20 });

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Shell.Run($"$repo = '{Repo}'; $null = Export-KandjiConfiguration $repo").Succeeded();
        Shell.Tenant.Log.Clear();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The differences.</summary>
    private protected List<ConfigurationFileDifference> Compare(string parameters = "") =>
        Shell.Run("Compare-KandjiConfiguration $repo " + parameters).Succeeded().As<ConfigurationFileDifference>();

    /// <summary>Writes the file of something new or changed.</summary>
    private protected string Write(string path, string text)
    {
        string full = Path.Combine(Repo, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    /// <summary>Makes a script that the tenant does not have.</summary>
    private protected void WriteNewScript(string name = "Fresh", string text = "#!/bin/zsh\nexit 0\n")
    {
        Write($"scripts/{name}/info.json", $$"""{"name": "{{name}}"}""");
        Write($"scripts/{name}/audit.zsh", text);
    }

    /// <summary>Adds a line to the script that everybody knows.</summary>
    private protected void EditScript(string line = "echo added") => File.AppendAllText(ScriptFile, line + "\n");

    /// <summary>The script as the tenant has it.</summary>
    private protected SimulatedLibraryItem RemoteScript => Shell.Tenant.State.Library[KnownFleet.ScriptId];

    /// <summary>A result in a line.</summary>
    private protected static string Line(ConfigurationFileResult result) => $"{result.Outcome} {result.Kind} {result.Name}";

    /// <summary>Nothing was sent but reads.</summary>
    private protected void AssertNothingWasSent() => Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");

    /// <summary>The requests that change something.</summary>
    private protected IReadOnlyList<string> Sent =>
        [.. Shell.Tenant.Log.Entries.Where(entry => entry.Method != "GET").Select(entry => $"{entry.Method} {entry.Path}")];
}
