using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Simulator;

namespace Kandji.Client.Tests;

/// <summary>The code in the library's README is the code here, which compiles and runs.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Connect_AsTheReadmeDoes_Works()
    {
        using var client = new KandjiClient(new KandjiClientOptions
        {
            BaseAddress = TenantAddress.FromTenant("acme"),
            Token = new NetworkCredential("", Environment.GetEnvironmentVariable("KANDJI_TOKEN")).SecurePassword,
        });

        Assert.Equal("https://acme.api.kandji.io/", client.BaseAddress.AbsoluteUri);
    }

    [Fact]
    public async Task Examples_OfTheReadme_Work()
    {
        await using SimulatedTenant tenant = await SimulatedTenant.StartAsync();
        using KandjiClient client = Connect(tenant);
        try
        {
            await foreach (Device device in client.Devices.ListAsync(new DeviceQuery { Platform = "Mac" }))
                Console.WriteLine($"{device.SerialNumber} {device.DeviceName}, last heard from {device.LastCheckIn:g}");

            Device mac = await client.Devices.GetAsync(KnownFleet.MacId);
            await Change(mac);
            Assert.Equal("NW-00042", (await client.Devices.GetAsync(KnownFleet.MacId)).AssetTag);
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.Forbidden)
        {
            Console.Error.WriteLine($"Tick '{e.Permission}' for the token in Settings > Access.");
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.OutcomeUnknown)
        {
            Console.Error.WriteLine("The change may have been carried out. Look before repeating it.");
        }

        async Task Change(Device device)
        {
            foreach (KeyValuePair<string, JsonElement> field in device.GetUnknownFields())
                Console.WriteLine($"{field.Key} = {field.Value}");
            await client.Devices.UpdateAsync(device.DeviceId!, new DeviceChange().WithAssetTag("NW-00042"));
            await client.Devices.SendActionAsync(device.DeviceId!, DeviceActionRequest.Restart(notifyUser: true));
        }
    }

    [Fact]
    public void Examples_OfTheReadme_AreTheOnesHere()
    {
        string[] here = File.ReadLines(ThisFile()).Select(line => line.Trim()).ToArray();
        string readme = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "src", "Kandji.Client", "README.md");
        string[] blocks = File.ReadAllText(readme).ReplaceLineEndings("\n").Split("```").Where((_, index) => index % 2 == 1).ToArray();

        Assert.NotEmpty(blocks);
        foreach (string line in blocks.SelectMany(block => block.Split('\n').Skip(1)).Select(line => line.Trim())
            .Where(line => line.Length > 0))
            Assert.Contains(line, here);
    }

    // The output of the examples is discarded.
    private static class Console
    {
        public static TextWriter Error => TextWriter.Null;

        public static void WriteLine(string text) => TextWriter.Null.WriteLine(text);
    }

    private static class Environment
    {
        public static string GetEnvironmentVariable(string name) => name + "-value";
    }

    private static KandjiClient Connect(SimulatedTenant tenant) => new(new KandjiClientOptions
    {
        BaseAddress = tenant.BaseAddress,
        Token = new NetworkCredential("", tenant.Token).SecurePassword,
    });

    private static string ThisFile([CallerFilePath] string path = "") =>
        path.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(Root(), path[3..]) : path;

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kandji.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
