using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Reflection.Emit;

namespace Kandji.Benchmarks;

/// <summary>
/// Import-Module of the built manifest, over a binary module with one cmdlet that does nothing. Each time in a fresh process.
/// </summary>
internal static class ImportTime
{
    public static IEnumerable<Result> Run(int repetitions)
    {
        string folder = Directory.CreateTempSubdirectory("kandji-empty-").FullName;
        try
        {
            string empty = WriteEmptyModule(folder);
            var ours = new List<double>();
            var baseline = new List<double>();
            for (int turn = -2; turn < repetitions; turn++)
            {
                double without = InFreshProcess(empty);
                double with = InFreshProcess(Engine.Manifest);
                if (turn < 0)
                    continue;
                baseline.Add(without);
                ours.Add(with);
            }
            yield return new Result("Empty binary module, ms", baseline.Median(), "0");
            yield return Result.AtMost("Kandji, over the empty binary module, ms", ours.Median() - baseline.Median(), "0", 60);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The script of a fresh process: it imports one module and prints the milliseconds that this took.</summary>
    public static void ImportHere(string manifest)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var powershell = System.Management.Automation.PowerShell.Create(runspace);

        // The engine's own first steps are not the module's.
        powershell.AddScript("Get-Module -Name none; Get-Command -Name Import-Module").Invoke();
        powershell.Commands.Clear();
        powershell.AddCommand("Import-Module").AddParameter("Name", manifest);
        double seconds = Statistics.Seconds(() => powershell.Invoke());
        if (powershell.HadErrors)
            throw powershell.Streams.Error[0].Exception;
        Console.WriteLine((seconds * 1000).ToString("0.000", CultureInfo.InvariantCulture));
    }

    private static double InFreshProcess(string manifest)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { typeof(ImportTime).Assembly.Location, "--import", manifest },
        };
        using Process process = Process.Start(start)!;
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    private static string WriteEmptyModule(string folder)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Empty") { Version = new Version(1, 0) }, typeof(object).Assembly);
        TypeBuilder cmdlet = assembly.DefineDynamicModule("Empty")
            .DefineType("GetNothing", TypeAttributes.Public | TypeAttributes.Sealed, typeof(PSCmdlet));
        ConstructorInfo attribute = typeof(CmdletAttribute).GetConstructor([typeof(string), typeof(string)])!;
        cmdlet.SetCustomAttribute(new CustomAttributeBuilder(attribute, ["Get", "Nothing"]));
        cmdlet.DefineDefaultConstructor(MethodAttributes.Public);
        cmdlet.CreateType();
        assembly.Save(Path.Combine(folder, "Empty.dll"));
        string manifest = Path.Combine(folder, "Empty.psd1");
        File.WriteAllText(manifest, """
            @{
                RootModule        = 'Empty.dll'
                ModuleVersion     = '1.0'
                GUID              = '0d6a1f5c-7d0e-4c39-9b57-5f3a7a1f8f10'
                CmdletsToExport   = @('Get-Nothing')
                FunctionsToExport = @()
                AliasesToExport   = @()
            }
            """);
        return manifest;
    }
}
