using Kandji.Automation.Plans;
using Kandji.PowerShell.Plans;

namespace Kandji.PowerShell.Tests.Plans;

public sealed class ExportKandjiPlanTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "q4.kplan.json");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Shell.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{_folder.Path}')").Succeeded();
    }

    public override async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public void Export_OfRowsOfAFile_WritesWhatGetReads()
    {
        KandjiPlan plan = Assert.Single(Shell.Run(
            "[pscustomobject]@{ serial_number = '" + KnownFleet.MacSerial + "'; blueprint_name = 'Sales' }, "
                + "[pscustomobject]@{ serial_number = '" + KnownFleet.LostPadSerial + "'; blueprint_name = 'Sales' } | "
                + "Set-KandjiDevice -AsPlan | Export-KandjiPlan q4.kplan.json -Comment CHG-1 -ValidFor 8h").Succeeded()
            .As<KandjiPlan>());
        KandjiPlan read = Assert.Single(Shell.Run("Get-KandjiPlan q4.kplan.json").Succeeded().As<KandjiPlan>());

        Assert.Equal(Path, plan.Path);
        Assert.Equal(plan.Hash, read.Hash);
        Assert.Equal(PlanPerson.Current, read.MadeBy);
        Assert.Equal(TimeSpan.FromHours(8), read.ValidUntil - read.MadeAt);
        Assert.Equal(("CHG-1", "Set-KandjiDevice"), (read.Comment, Assert.Single(read.Commands)));
        Assert.Equal(Shell.Session.Tenant, read.Tenant);
        Assert.StartsWith("2 changes on 2 devices (1 Mac, 1 iPad): ", read.Summary, StringComparison.Ordinal);
        Assert.Equal([KnownFleet.MacSerial, KnownFleet.LostPadSerial], read.Steps.Select(step => step.SerialNumber!));
        Assert.All(read.Steps, step => Assert.Equal("Sales", step.After["blueprint_name"]));
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public void Export_WithAppend_AddsSteps()
    {
        Shell.Run($"Move-KandjiDevice {KnownFleet.MacSerial} Sales -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();

        KandjiPlan plan = Assert.Single(Shell.Run(
            $"Invoke-KandjiDeviceAction Erase {KnownFleet.LeaverMacSerial} -AsPlan | Export-KandjiPlan q4.kplan.json -Append").Succeeded()
            .As<KandjiPlan>());

        Assert.Equal([1, 2], plan.Steps.Select(step => step.Number));
        Assert.Equal(["Move-KandjiDevice", "Invoke-KandjiDeviceAction Erase"], plan.Commands);
        Assert.Equal((1, 0), (plan.DestructiveCount, plan.RefusedCount));
    }

    // Planning takes a while. The block runs after the command has read the plan, as another process would.
    [Theory]
    [InlineData("Set-KandjiDevice " + KnownFleet.LostPadSerial + " -AssetTag x -AsPlan | Export-KandjiPlan q4.kplan.json -Append", 2)]
    [InlineData("Approve-KandjiPlan q4.kplan.json -WarningAction Ignore", 1)]
    [InlineData("Invoke-KandjiPlan q4.kplan.json -Force", 1)]
    public void Export_WithAppend_ToAPlanThatOthersUseMeanwhile_IsAnErrorAndLosesNothing(string meanwhile, int steps)
    {
        Shell.Run($"Move-KandjiDevice {KnownFleet.MacSerial} Sales -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();

        Shell.Run($"Invoke-KandjiDeviceAction Restart {KnownFleet.LeaverMacSerial} -AsPlan | "
            + $"ForEach-Object {{ $null = {meanwhile}; $_ }} | Export-KandjiPlan q4.kplan.json -Append").Failed("KandjiPlanInUse");

        KandjiPlan plan = Assert.Single(Shell.Run("Get-KandjiPlan q4.kplan.json").Succeeded().As<KandjiPlan>());
        Assert.Equal(steps, plan.Steps.Count);
    }

    [Theory]
    [InlineData("q4.kplan.approvals.json", " -Append")]
    [InlineData("q4.kplan.journal.jsonl", " -Append")]
    [InlineData("q4.kplan.journal.jsonl", " -Force")]
    public void Export_OverAPlanThatIsInUse_IsAnError(string beside, string switches)
    {
        Shell.Run($"Move-KandjiDevice {KnownFleet.MacSerial} Sales -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();
        byte[] before = File.ReadAllBytes(Path);
        _folder.Write(beside, "{}");

        Shell.Run($"Lock-KandjiDevice {KnownFleet.MacSerial} -AsPlan | Export-KandjiPlan q4.kplan.json{switches}")
            .Failed("KandjiPlanInUse");

        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void Export_OverAnotherPlan_NeedsForce()
    {
        string script = $"Move-KandjiDevice {KnownFleet.MacSerial} Sales -AsPlan | Export-KandjiPlan q4.kplan.json";
        Shell.Run(script).Succeeded();
        Shell.Run(script).Failed("KandjiFileExists", "-Force", "-Append");

        Shell.Run(script + " -Force").Succeeded();
    }

    [Fact]
    public void Export_WithoutChanges_WritesAPlanWithoutSteps()
    {
        InvocationResult result = Shell.Run("Get-KandjiDevice -Tag 'macOS pilot' | Where-Object { $false } | Lock-KandjiDevice -AsPlan | "
            + "Export-KandjiPlan q4.kplan.json").Succeeded();

        Assert.Contains("nothing to change", Assert.Single(result.Warnings), StringComparison.Ordinal);
        KandjiPlan plan = Assert.Single(result.As<KandjiPlan>());
        Assert.Equal((0, "No changes"), (plan.StepCount, plan.Summary));
        Assert.Equal(Shell.Session.Identity.Host, plan.Host);
    }

    [Fact]
    public void Export_AfterAnErrorAboutOneObject_WritesARefusedStep()
    {
        InvocationResult result = Shell.Run(
            $"'C02NOSUCH', '{KnownFleet.MacSerial}' | Lock-KandjiDevice -AsPlan | Export-KandjiPlan q4.kplan.json")
            .Failed("KandjiNotFound");

        KandjiPlan plan = Assert.Single(result.As<KandjiPlan>());
        Assert.Equal((2, 1), (plan.StepCount, plan.RefusedCount));
        Assert.Contains("1 could not be planned", plan.Summary, StringComparison.Ordinal);
        Assert.Contains("-SkipChanged", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(plan.Hash, Assert.Single(Shell.Run("Get-KandjiPlan q4.kplan.json").Succeeded().As<KandjiPlan>()).Hash);
    }

    [Theory]
    [InlineData("Get-KandjiDevice C02NOSUCH, {0} | Lock-KandjiDevice -AsPlan")]
    [InlineData("Get-KandjiTag nosuchtag; Lock-KandjiDevice {0} -AsPlan")]
    [InlineData("Get-KandjiDevice C02NOSUCH, {0} -ErrorAction SilentlyContinue | Lock-KandjiDevice -AsPlan")]
    public void Export_AfterAnErrorThatNoStepStandsFor_WritesNothing(string source)
    {
        Shell.Run($"Move-KandjiDevice {KnownFleet.PhoneSerial} Sales -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();

        InvocationResult result = Shell.Run(
            "& {" + source.Replace("{0}", KnownFleet.MacSerial, StringComparison.Ordinal) + "} | Export-KandjiPlan q4.kplan.json -Force");

        Assert.Equal("KandjiPlanIncomplete", result.Errors[^1].FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(File.Exists(Path), "An older plan is left.");
    }

    [Fact]
    public void Export_AfterAnErrorThatEndsThePipeline_LeavesNoOlderPlan()
    {
        Shell.Run($"Move-KandjiDevice {KnownFleet.PhoneSerial} Sales -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();

        InvocationResult result = Shell.Run($"'{KnownFleet.MacSerial}', 'C02NOSUCH' | Lock-KandjiDevice -AsPlan -ErrorAction Stop | "
            + "Export-KandjiPlan q4.kplan.json -Force");

        Assert.NotNull(result.Terminating);
        Assert.False(File.Exists(Path), "An older plan is left.");
    }

    [Fact]
    public void Export_AfterAnErrorThatWasIgnored_WritesThePlan() =>
        Assert.Equal(1, Assert.Single(Shell.Run(
            $"Get-KandjiDevice C02NOSUCH, {KnownFleet.MacSerial} -ErrorAction Ignore | Lock-KandjiDevice -AsPlan | "
                + "Export-KandjiPlan q4.kplan.json").Succeeded().As<KandjiPlan>()).StepCount);

    [Fact]
    public void Export_OfObjectsOfACommandWithoutAsPlan_StopsItAtTheFirst()
    {
        Shell.Run("Get-KandjiDevice -Platform Mac | Set-KandjiDevice -AssetTag moved | Export-KandjiPlan q4.kplan.json")
            .Failed("KandjiInvalidArgument", "-AsPlan");

        Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "PATCH");
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void Export_OfOneThingTwice_IsAnError()
    {
        Shell.Run($"'{KnownFleet.MacSerial}', '{KnownFleet.MacId}' | Set-KandjiDevice -AssetTag x -AsPlan | "
                + "Export-KandjiPlan q4.kplan.json")
            .Failed("KandjiDuplicateChange", "Steps 1 and 2", KnownFleet.MacSerial);
        Assert.False(File.Exists(Path));

        Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag x -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();
        Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -ClearUser -AsPlan | Export-KandjiPlan q4.kplan.json -Append").Succeeded();
        Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag y -AsPlan | Export-KandjiPlan q4.kplan.json -Append")
            .Failed("KandjiDuplicateChange", "Steps 1 and 3");
    }

    [Fact]
    public async Task Export_OfSeveralTenants_IsAnError()
    {
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 20 });
        Shell.Open(other, "b");

        Shell.Run("Get-KandjiDevice -Session * -Platform iPad | Set-KandjiDevice -AssetTag 7 -AsPlan | Export-KandjiPlan q4.kplan.json")
            .Failed("KandjiOtherTenant", Shell.Session.Identity.Host, "one tenant");

        Assert.False(File.Exists(Path));
        Assert.DoesNotContain(other.Log.Entries.Concat(Shell.Tenant.Log.Entries), entry => entry.Method != "GET");
    }

    [Fact]
    public void Export_OfTexts_WritesThemBesideThePlan()
    {
        KandjiPlan plan = Assert.Single(Shell.Run(
            "New-KandjiCustomScript Hello -Script '#!/bin/zsh' -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded().As<KandjiPlan>());

        PlanUpload text = Assert.Single(Assert.Single(plan.Steps).Files);
        Assert.Equal("#!/bin/zsh", System.Text.Encoding.UTF8.GetString(PlanFile.ReadText(Path, text)));
        Assert.DoesNotContain("zsh", File.ReadAllText(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Export_WithWhatIf_WritesNothing()
    {
        Shell.Run($"Lock-KandjiDevice {KnownFleet.MacSerial} -AsPlan | Export-KandjiPlan q4.kplan.json -WhatIf").Succeeded();

        Assert.Empty(_folder.Names);
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("91d")]
    public void Export_WithASpanThatIsNoValidity_IsAnError(string span) =>
        Shell.Run($"Lock-KandjiDevice {KnownFleet.MacSerial} -AsPlan | Export-KandjiPlan q4.kplan.json -ValidFor {span}")
            .Failed("KandjiInvalidArgument", "-ValidFor");

    [Fact]
    public void Get_OfAnEditedPlan_IsAnError()
    {
        Shell.Run($"Lock-KandjiDevice {KnownFleet.MacSerial} -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();
        string text = File.ReadAllText(Path);
        File.WriteAllText(Path, text.Replace(KnownFleet.MacId, KnownFleet.LeaverMacId, StringComparison.Ordinal));

        Shell.Run("Get-KandjiPlan q4.kplan.json").Failed("KandjiEditedPlan", "q4.kplan.json", "was edited");
        Shell.Run("Get-KandjiPlan none.kplan.json").Failed("KandjiNotFound", "none.kplan.json");
        _folder.Write("other.json", "[1]");
        Shell.Run("Get-KandjiPlan other.json").Failed("KandjiInvalidPlan", "other.json");
    }

    [Fact]
    public void Get_ShowsTheCountsFirst()
    {
        Shell.Run($"Move-KandjiDevice {KnownFleet.MacSerial} Sales -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();

        string shown = Shell.Show("Get-KandjiPlan q4.kplan.json").Trim();

        Assert.StartsWith("Summary", shown, StringComparison.Ordinal);
        Assert.Contains("1 change on 1 device (1 Mac): 1 Blueprint", shown, StringComparison.Ordinal);
        Assert.Contains("MadeBy", shown, StringComparison.Ordinal);
        Assert.Contains("ValidUntil", shown, StringComparison.Ordinal);
        Assert.Contains(KnownFleet.MacSerial, Shell.Show("(Get-KandjiPlan q4.kplan.json).Steps"), StringComparison.Ordinal);
    }

    [Fact]
    public void Get_AsMarkdown_WritesATable()
    {
        Shell.Run($"Move-KandjiDevice {KnownFleet.MacSerial} Sales -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();

        string text = Assert.Single(Shell.Run("Get-KandjiPlan q4.kplan.json -AsMarkdown").Succeeded().As<string>());

        Assert.StartsWith($"# Plan for `{Shell.Session.Tenant}`", text, StringComparison.Ordinal);
        Assert.Contains($"| `{KnownFleet.MacSerial}` |", text, StringComparison.Ordinal);
        Assert.Contains("| SHA-256 | `", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_AsCertificate_TellsWhatWasDone()
    {
        Shell.Run($"Set-KandjiDevice {KnownFleet.LeaverMacSerial} -ClearUser -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();
        Shell.Run("Get-KandjiPlan q4.kplan.json | Export-KandjiPlan left.html -As Certificate").Failed("KandjiPlanNotApplied");
        Shell.Run("Invoke-KandjiPlan q4.kplan.json -Force").Succeeded();

        FileInfo page = Assert.Single(
            Shell.Run("Get-KandjiPlan q4.kplan.json | Export-KandjiPlan left.html -As Certificate").Succeeded().As<FileInfo>());
        FileInfo json = Assert.Single(
            Shell.Run("Get-KandjiPlan q4.kplan.json | Export-KandjiPlan left.json -As Certificate").Succeeded().As<FileInfo>());

        string text = File.ReadAllText(page.FullName);
        Assert.Contains("Everything in the plan was done.", text, StringComparison.Ordinal);
        Assert.Contains(KnownFleet.LeaverMacSerial, text, StringComparison.Ordinal);
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(json.FullName));
        Assert.True(document.RootElement.GetProperty("complete").GetBoolean());
        Assert.Equal(
            PlanPerson.Current, Assert.Single(document.RootElement.GetProperty("runs").EnumerateArray()).GetProperty("person").GetString());
        Assert.Equal(
            [KnownFleet.LeaverEmail], document.RootElement.GetProperty("people").EnumerateArray().Select(item => item.GetString()));
    }

    [Theory]
    [InlineData("left.txt -As Certificate", "KandjiInvalidArgument", ".html")]
    [InlineData("left.html -As Certificate -Append", "KandjiInvalidArgument", "-Append")]
    public void Export_AsCertificate_RefusesWhatMakesNoSense(string arguments, string id, string words)
    {
        Shell.Run($"Set-KandjiDevice {KnownFleet.LeaverMacSerial} -ClearUser -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();

        Shell.Run($"Get-KandjiPlan q4.kplan.json | Export-KandjiPlan {arguments}").Failed(id, words);
        Shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial} | Export-KandjiPlan left.html -As Certificate")
            .Failed("KandjiInvalidArgument", "Get-KandjiPlan");
    }

    [Theory]
    [InlineData("q4.kplan.json")]
    [InlineData("q4.kplan.approvals.json")]
    [InlineData("other.json")]
    public void Export_AsCertificate_OverAPlan_IsAnError(string file)
    {
        string plan = $"Set-KandjiDevice {KnownFleet.LeaverMacSerial} -ClearUser -AsPlan";
        Shell.Run($"{plan} | Export-KandjiPlan other.json; {plan} | Export-KandjiPlan q4.kplan.json").Succeeded();
        Shell.Run("$null = Approve-KandjiPlan q4.kplan.json -Confirm:$false; Invoke-KandjiPlan q4.kplan.json -Force").Succeeded();
        string text = File.ReadAllText(System.IO.Path.Combine(_folder.Path, file));

        Shell.Run($"Get-KandjiPlan q4.kplan.json | Export-KandjiPlan {file} -As Certificate -Force")
            .Failed("KandjiPlanInUse", file, "file of its own");

        Assert.Equal(text, File.ReadAllText(System.IO.Path.Combine(_folder.Path, file)));
    }

    [Fact]
    public void Get_FromThePipeline_TakesFiles()
    {
        Shell.Run($"Move-KandjiDevice {KnownFleet.MacSerial} Sales -AsPlan | Export-KandjiPlan q4.kplan.json").Succeeded();

        Assert.Single(Shell.Run($"[pscustomobject]@{{ FullName = '{Path}' }} | Get-KandjiPlan").Succeeded().As<KandjiPlan>());
    }
}
