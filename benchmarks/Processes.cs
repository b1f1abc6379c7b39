using System.Diagnostics;
using System.Globalization;
using System.Net;
using Kandji.Client;
using Kandji.Client.Devices;

namespace Kandji.Benchmarks;

/// <summary>Four processes of one user read details of one tenant as fast as they may.</summary>
internal static class Processes
{
    /// <summary>The option that makes this program one of the processes.</summary>
    public const string Option = "--client";

    private const int Count = 4;
    private const int Seconds = 20;
    private const int AtOnce = 16;

    public static IEnumerable<Result> Run()
    {
        foreach (bool shares in new[] { true, false })
        {
            using SimulatorProcess simulator = SimulatorProcess.Start(100, latency: 100, limit: 50);
            Process[] processes = [.. Enumerable.Range(0, Count).Select(_ => Start(simulator, shares))];
            foreach (Process process in processes)
                process.StandardOutput.ReadLine();
            simulator.Forget();
            foreach (Process process in processes)
                process.StandardInput.WriteLine();
            int[] read = [.. processes.Select(process => int.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture))];
            (int requests, int _, int refused) = simulator.Stats();
            foreach (Process process in processes)
            {
                process.WaitForExit();
                process.Dispose();
            }
            double percent = 100.0 * refused / requests;
            if (shares)
            {
                yield return Result.AtMost("Four processes that share their pace: requests refused, %", percent, "0.0", 2);
                yield return Result.AtLeast(
                    "The one that got least, over a fair part", read.Min() * Count / (double)read.Sum(), "0.00 x", 0.5);
                yield return new Result("Details a second, all four", read.Sum() / (double)Seconds, "0.0");
            }
            else
            {
                yield return new Result("Four that do not (`KANDJI_SHARE_PACE=0`): requests refused, %", percent, "0.0");
            }
        }
    }

    /// <summary>Reads details until the time is over, and writes how many came.</summary>
    /// <param name="address">The tenant's address.</param>
    /// <param name="token">Its token.</param>
    public static async Task ReadAsync(string address, string token)
    {
        using var client = new KandjiClient(new KandjiClientOptions
        {
            BaseAddress = new Uri(address),
            Token = new NetworkCredential("", token).SecurePassword,
        });
        var ids = new List<string>();
        await foreach (Device device in client.Devices.ListAsync())
            ids.Add(device.DeviceId!);
        Console.WriteLine("ready");
        Console.ReadLine();
        long began = Stopwatch.GetTimestamp();
        int next = 0, read = 0;
        async Task WorkAsync()
        {
            while (Stopwatch.GetElapsedTime(began).TotalSeconds < Seconds)
            {
                await client.Devices.GetDetailAsync(ids[Interlocked.Increment(ref next) % ids.Count]);
                Interlocked.Increment(ref read);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync()));
        Console.WriteLine(read);
    }

    private static Process Start(SimulatorProcess simulator, bool shares)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { typeof(Processes).Assembly.Location, Option, simulator.Address.ToString(), simulator.Token },
        };
        start.Environment["KANDJI_SHARE_PACE"] = shares ? "1" : "0";
        return Process.Start(start)!;
    }
}
