using System.Text.RegularExpressions;

namespace Kandji.PowerShell.Tests.Prism;

public sealed class ExportKandjiPrismTests : CommandTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kandji-export-").FullName;

    public override async ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await base.DisposeAsync();
    }

    [Fact]
    public void Export_ReturnsTheFileAsGetItemDoes()
    {
        string path = Path.Combine(_folder, "apps.csv");

        InvocationResult result = Shell.Run(
            $"$file = Export-KandjiPrism Apps -Path '{path}'; "
            + "$expected = $ExecutionContext.InvokeProvider.Item.Get($file.FullName); "
            + "foreach ($name in 'PSPath', 'PSParentPath', 'PSChildName') { $file.$name -eq $expected.$name -and $null -ne $file.$name }");

        Assert.Equal([true, true, true], result.Succeeded().As<bool>());
    }

    [Fact]
    public void Export_WaitsForTheFileAndWritesItWithoutTheTokenLeavingForTheStore()
    {
        Shell.Tenant.State.Prism.ExportPolls = 4;
        string path = Path.Combine(_folder, "apps.csv");

        FileInfo file = Assert.Single(Shell.Run($"Export-KandjiPrism Apps -Path '{path}'").Succeeded().As<FileInfo>());

        Assert.Equal(path, file.FullName);
        string[] lines = File.ReadAllLines(path);
        Assert.StartsWith("device_id,device__name,", lines[0]);
        Assert.Contains(lines, line => line.Contains("com.tinyspeck.slackmacgap", StringComparison.Ordinal));
        Assert.Equal(4, Shell.Tenant.Log.Entries.Count(entry => entry.Permission == "Get category export"));
        RequestEntry download = Shell.Tenant.Log.Entries[^1];
        Assert.StartsWith("/storage/", download.Path);
        Assert.DoesNotContain("Authorization", download.Headers.Keys);
        Assert.Equal(["apps.csv"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData($"-Blueprint {KnownFleet.EngineeringId}", "\"blueprint_ids\":\\[[^]]*\\]", "\"blueprint_ids\":[]", "-Blueprint")]
    [InlineData(
        $"-Blueprint {KnownFleet.EngineeringId}", KnownFleet.EngineeringId, KnownFleet.SalesId, "-Blueprint", KnownFleet.SalesId)]
    [InlineData("-Platform iPad", "\"device_families\":\\[[^]]*\\]", "\"device_families\":[]", "-Platform", "every platform")]
    [InlineData("-Platform Mac, iPad", "\"Mac\",\"iPad\"", "\"Mac\"", "-Platform", "Mac")]
    [InlineData("", "\"device_families\":\\[\\]", "\"device_families\":[\"iPhone\"]", "-Platform", "iPhone")]
    [InlineData("-Filter @{ AppleSilicon = $true }", "\"filter\":\\{[^}]*\\}\\}", "\"filter\":{}", "-Filter")]
    [InlineData("", "\"category\":\"device_information\"", "\"category\":\"local_users\"", "category", "local_users")]
    public void Export_ThatTheServiceMadeOfOtherRows_IsAnErrorAndNoFile(
        string parameters, string sent, string answered, params string[] words)
    {
        Shell.Tenant.Faults.Add("/api/v1/prism/export/**", Fault.RewriteBody(body => Regex.Replace(body, sent, answered)));
        string path = Path.Combine(_folder, "rows.csv");
        File.WriteAllText(path, "older");

        Shell.Run($"Export-KandjiPrism DeviceInformation '{path}' {parameters}").Failed("KandjiFilterIgnored", words);

        Assert.Equal("older", File.ReadAllText(path));
        Assert.Equal(["rows.csv"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("\"args\":\\{.*?\\},\"error_msg\"", "\"args\":null,\"error_msg\"")]
    [InlineData("\"blueprint_ids\":\\[[^]]*\\]", "\"blueprint_ids\":null")]
    [InlineData("\"filter\":\\{[^}]*\\}\\}", "\"filter\":null")]
    public void Export_OfWhichTheServiceRepeatsNothing_IsTaken(string sent, string answered)
    {
        Shell.Tenant.Faults.Add("/api/v1/prism/export/**", Fault.RewriteBody(body => Regex.Replace(body, sent, answered)));

        Shell.Run(
            $"Export-KandjiPrism DeviceInformation '{_folder}' -Blueprint {KnownFleet.EngineeringId} -Filter @{{ AppleSilicon = $true }}")
            .Succeeded();
    }

    [Fact]
    public void Export_OfSomeRows_AsksForThoseOnly()
    {
        Shell.Run($$"""
            Export-KandjiPrism device_information '{{_folder}}' -Blueprint {{KnownFleet.EngineeringId}} -Platform mac `
                -SortBy DeviceName -Descending -Filter @{ AppleSilicon = $true }
            """).Succeeded();

        Assert.Equal(
            $$$"""{"category":"device_information","blueprint_ids":["{{{KnownFleet.EngineeringId}}}"],"device_families":["Mac"]"""
                + $$$""","filter":{"apple_silicon":{"eq":true}},"sort_by":"-device__name"}""",
            Shell.Tenant.Log.Entries[0].Body);
        string[] lines = File.ReadAllLines(Path.Combine(_folder, "device_information.csv"));
        Assert.All(lines.Skip(1), line => Assert.Contains(KnownFleet.EngineeringId, line));
    }

    [Fact]
    public void Export_OverAnOlderFile_ReplacesIt()
    {
        string path = Path.Combine(_folder, "users.csv");
        File.WriteAllText(path, "old");

        Shell.Run($"Export-KandjiPrism LocalUsers '{path}'").Succeeded();

        Assert.StartsWith("device_id,", File.ReadAllText(path));
    }

    [Fact]
    public void Export_WithNoClobberOverAnOlderFile_AsksTheServiceForNothing()
    {
        string path = Path.Combine(_folder, "users.csv");
        File.WriteAllText(path, "old");

        Shell.Run($"Export-KandjiPrism LocalUsers '{path}' -NoClobber").Failed("KandjiFileExists");
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Export_WhenTheServiceFails_SaysWhyAndLeavesTheOlderFile()
    {
        Shell.Tenant.State.Prism.ExportFailure = "The query took too long.";
        string path = Path.Combine(_folder, "users.csv");
        File.WriteAllText(path, "old");

        Shell.Run($"Export-KandjiPrism LocalUsers '{path}'").Failed("KandjiExportFailed", "The query took too long.");
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void Export_WhenTheFileNeverComes_GivesUpInTime()
    {
        Shell.Tenant.State.Prism.ExportPolls = int.MaxValue;

        Shell.Run($"Export-KandjiPrism LocalUsers '{_folder}' -TimeoutSec 30").Failed("KandjiExportTimeout");
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Export_WhenTheDownloadBreaksOffEveryTime_LeavesNeitherAFileNorAPartOfOne()
    {
        Shell.Tenant.Faults.Add("GET /storage/**", Fault.ResetDuringBody(100));

        InvocationResult result = Shell.Run($"Export-KandjiPrism Apps '{_folder}'").Failed("KandjiNoAnswer");

        Assert.DoesNotContain("signature", result.Error.Exception.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Export_OfACategoryThatTheServiceMakesNoFilesOf_WritesItsWords()
    {
        Shell.Run($"Export-KandjiPrism FileVault '{_folder}'").Failed("KandjiBadRequest", "Invalid category: filevault");
    }

    [Fact]
    public void Export_UnderWhatIf_NamesTheFileAndAsksForNothing()
    {
        Shell.Run($"Export-KandjiPrism Apps '{_folder}' -WhatIf").Succeeded();

        Assert.Contains(Shell.Host.Lines, line => line.Contains("apps.csv", StringComparison.Ordinal));
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Export_IntoAFolderThatIsNotThere_FailsBeforeAnythingIsSent()
    {
        Shell.Run($"Export-KandjiPrism Apps '{Path.Combine(_folder, "none", "apps.csv")}'").Failed("KandjiNotFound");
        Assert.Empty(Shell.Tenant.Log.Entries);
    }
}
