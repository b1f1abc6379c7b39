using Kandji.Client.Audit;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Audit;

public sealed class AuditCursorTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

    private int _made;

    private string Cursor => Path.Combine(_folder.Path, "audit.cursor");

    [Fact]
    public void Get_FirstRun_ReturnsEverythingOldestFirstUntilItIsTaken()
    {
        List<string?> first = Read();
        List<string?> again = Read();
        Shell.Run($"Complete-KandjiAuditCursor '{Cursor}'").Succeeded();

        Assert.Equal(Shell.Tenant.State.AuditEvents.OrderBy(e => e.OccurredAt).Select(e => e.Id), first);
        Assert.Equal(first, again);
        Assert.Empty(Read());
    }

    [Fact]
    public void Get_AfterNewEvents_ReturnsThemOnceEvenInOneMicrosecond()
    {
        Read("-AutoComplete");
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string[] ids = [Add(now), Add(now), Add(now)];

        Assert.Equal(ids.Order(), Read("-AutoComplete").Order());
        string late = Add(now);
        Assert.Equal(late, Assert.Single(Read("-AutoComplete")));
        Assert.Empty(Read("-AutoComplete"));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(20, false)]
    public void Get_WhatArrivesLate_IsFoundWithinTheOverlap(int minutesLate, bool isFound)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        Add(now);
        Read("-AutoComplete");
        string late = Add(now.AddMinutes(-minutesLate));

        Assert.Equal(isFound ? [late] : [], Read("-AutoComplete"));
    }

    [Fact]
    public void Get_WithALongerOverlap_FindsWhatArrivedLater()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        Add(now);
        Read("-AutoComplete -Overlap 1h");
        string late = Add(now.AddMinutes(-50));

        Assert.Equal([late], Read("-AutoComplete -Overlap 1h"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    public void Get_AfterAnEventThatIsDatedInTheFuture_ReturnsWhatHappensUntilThen(int daysAhead)
    {
        string ahead = Add(DateTimeOffset.UtcNow.AddDays(daysAhead));
        Assert.Contains(ahead, Read("-AutoComplete"));
        string next = Add(DateTimeOffset.UtcNow);

        Assert.Equal([next], Read("-AutoComplete"));
        Assert.Empty(Read("-AutoComplete"));
    }

    [Fact]
    public void Get_WhenTheServiceRefusesItsCursor_GoesOnByTime()
    {
        Shell.Tenant.State.PageSizes.Audit = 5;
        using (Shell.Tenant.Faults.Add((RequestMatch)"GET /api/v1/audit/events", Fault.Status(400, """{"detail":"Invalid cursor"}"""),
            times: 1, after: 2))
        {
            Assert.Equal(Shell.Tenant.State.AuditEvents.OrderBy(e => e.OccurredAt).Select(e => e.Id), Read("-AutoComplete"));
        }
        Assert.Empty(Read());
    }

    [Fact]
    public void Get_WhenThePageFails_TakesNothing()
    {
        using (Shell.Tenant.Faults.Add("GET /api/v1/audit/events", Fault.Status(403, """{"detail":"No."}""")))
            Assert.StartsWith("KandjiForbidden", Shell.Run($"Get-KandjiAuditEvent -CursorPath '{Cursor}'").Error.FullyQualifiedErrorId);

        Assert.False(File.Exists(Cursor));
        Assert.Equal(Shell.Tenant.State.AuditEvents.Count, Read().Count);
    }

    [Fact]
    public void Get_WithAFilter_ReturnsSomeAndKeepsHowFarAllWereRead()
    {
        Assert.NotEmpty(Read("-AutoComplete -TargetType device"));
        Assert.Empty(Read("-AutoComplete"));
    }

    [Fact]
    public async Task Get_WithTheCursorOfAnotherTenant_IsAnErrorBeforeAnythingIsRead()
    {
        Read();
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 5 });
        Shell.Open(other, "globex");

        InvocationResult result = Shell.Run($"Get-KandjiAuditEvent -CursorPath '{Cursor}' -Session $globex");

        Assert.StartsWith("KandjiOtherTenant", result.Error.FullyQualifiedErrorId);
        Assert.Equal(0, other.Log.Count);
    }

    [Theory]
    [InlineData("{", "KandjiInventoryDamaged")]
    [InlineData("""{"schema":2,"host":"x"}""", "KandjiNewerSchema")]
    [InlineData("""{"schema":1,"host":"x","other":1}""", "KandjiInventoryDamaged")]
    [InlineData("", "KandjiInventoryDamaged")]
    [InlineData("null", "KandjiInventoryDamaged")]
    [InlineData("""{"schema":1,"host":"HOST","taken":null}""", "KandjiInventoryDamaged")]
    [InlineData("""{"schema":1,"host":"HOST","taken":{"seen":null}}""", "KandjiInventoryDamaged")]
    [InlineData("""{"schema":1,"host":"HOST","taken":{"newest":5}}""", "KandjiInventoryDamaged")]
    [InlineData("""{"schema":1,"host":"HOST","taken":{},"pending":{"seen":null}}""", "KandjiInventoryDamaged")]
    public void Command_WithAFileThatIsNoCursor_IsAnErrorAndLeavesIt(string content, string id)
    {
        content = content.Replace("HOST", Shell.Session.Identity.Host, StringComparison.Ordinal);
        File.WriteAllText(Cursor, content);

        // One that went on would not end: the first that accepts the file fails the test.
        foreach (string command in new[]
        {
            $"Get-KandjiAuditEvent -CursorPath '{Cursor}'", $"Complete-KandjiAuditCursor '{Cursor}'",
            $"Get-KandjiAuditEvent -CursorPath '{Cursor}' -Follow",
            $"Watch-KandjiTenant '{_folder.Path}/acme.inventory' -CursorPath '{Cursor}'",
        })
            Assert.StartsWith(id, Shell.Run(command).Error.FullyQualifiedErrorId);
        Assert.Equal(content, File.ReadAllText(Cursor));
    }

    [Theory]
    [InlineData(".", "is a folder")]
    [InlineData("nosuch/audit.cursor", "There is no folder for")]
    public void Get_WithACursorThatCannotBeKept_IsAnErrorBeforeAnythingIsRead(string name, string words)
    {
        InvocationResult result = Shell.Run($"Get-KandjiAuditEvent -CursorPath '{Path.Combine(_folder.Path, name)}'");

        Assert.Contains(words, result.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Path.Contains("audit", StringComparison.Ordinal));
    }

    [Fact]
    public void Follow_AsksOnceAPollAndReturnsWhatIsNewOnce()
    {
        Read("-AutoComplete");
        int polls = 0;
        string id = "";
        Shell.Tenant.Faults.Add("GET /api/v1/audit/events", Fault.Before(_ =>
        {
            polls++;
            if (polls == 3)
                id = Add(DateTimeOffset.UtcNow);
            if (polls == 6)
                Add(DateTimeOffset.UtcNow);
        }));

        InvocationResult result = Shell.Run(
            $"$n = 0; Get-KandjiAuditEvent -CursorPath '{Cursor}' -Follow -Every 30s "
                + "| ForEach-Object { $_; if (++$n -eq 2) { throw 'end' } }");

        Assert.Equal(2, result.Output.Count);
        Assert.Equal(id, result.As<AuditEvent>()[0].Id);
        Assert.Equal(6, polls);
    }

    [Fact]
    public void Follow_FromNow_ReturnsNothingThatHappenedBefore()
    {
        Add(DateTimeOffset.UtcNow.AddMinutes(-5));
        int polls = 0;
        Shell.Tenant.Faults.Add("GET /api/v1/audit/events", Fault.Before(_ =>
        {
            if (++polls is 2 or 4)
                Add(DateTimeOffset.UtcNow.AddMinutes(1));
        }));

        InvocationResult result = Shell.Run(
            "$start = [datetime]::Now; $n = 0; Get-KandjiAuditEvent -Follow -Every 30s "
                + "| ForEach-Object { $_.OccurredAt -ge $start; if (++$n -eq 2) { throw 'end' } }");

        Assert.Equal([true, true], result.As<bool>());
    }

    [Fact]
    public void Get_AfterAFirstRunFromATime_ReturnsNothingThatHappenedBeforeIt()
    {
        Add(DateTimeOffset.UtcNow.AddMinutes(-8));
        string id = Add(DateTimeOffset.UtcNow.AddMinutes(-2));

        Assert.Equal([id], Read("-StartDate 5m -AutoComplete"));
        string later = Add(DateTimeOffset.UtcNow);

        Assert.Equal([later], Read("-AutoComplete"));
    }

    [Fact]
    public void Follow_SurvivesALostNetworkAndEndsWhenTheTokenIsRefused()
    {
        Read("-AutoComplete");
        int polls = 0;
        Shell.Tenant.Faults.Add("GET /api/v1/audit/events", Fault.Before(_ => polls++));
        Shell.Tenant.Faults.Add((RequestMatch)"GET /api/v1/audit/events", Fault.Status(500), times: 12);
        Shell.Tenant.Faults.Add((RequestMatch)"GET /api/v1/audit/events", Fault.Status(401), after: 14);

        InvocationResult result = Shell.Run($"Get-KandjiAuditEvent -CursorPath '{Cursor}' -Follow -Every 30s");

        Assert.StartsWith("KandjiUnauthorized", result.Error.FullyQualifiedErrorId);
        Assert.Contains("asked again", Assert.Single(result.Warnings));
    }

    public static TheoryData<string> LostNetworks() => ["reset", "cut", "429", "503"];

    [Theory]
    [MemberData(nameof(LostNetworks))]
    public void Follow_SurvivesALostNetworkAndAnExhaustedRateLimitAndReturnsWhatHappenedMeanwhile(string fault)
    {
        Read("-AutoComplete");
        string id = Add(DateTimeOffset.UtcNow);
        Shell.Tenant.Faults.Add((RequestMatch)"GET /api/v1/audit/events", fault switch
        {
            "reset" => Fault.ResetBeforeResponse(),
            "cut" => Fault.ResetDuringBody(30),
            _ => Fault.Status(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture)),
        }, times: 22);

        InvocationResult result = Shell.Run(
            $"Get-KandjiAuditEvent -CursorPath '{Cursor}' -Follow -Every 30s | ForEach-Object {{ $_; throw 'end' }}");

        Assert.Equal(id, Assert.Single(result.As<AuditEvent>()).Id);
        Assert.True(result.Warnings.Count <= 1, string.Join("\n", result.Warnings));
    }

    [Theory]
    [InlineData("-CursorPath x -First 3")]
    [InlineData("-CursorPath x -EndDate 1d")]
    [InlineData("-Overlap 15m")]
    [InlineData("-Every 60s")]
    [InlineData("-AutoComplete")]
    [InlineData("-Follow -Every 60")]
    [InlineData("-Follow -Every 0s")]
    [InlineData("-CursorPath x -Overlap 30d")]
    public void Get_WithParametersThatMeanNothingTogether_IsRefusedBeforeAnythingIsSent(string parameters)
    {
        InvocationResult result = Shell.Run("Get-KandjiAuditEvent " + parameters);

        Assert.NotNull(result.Error);
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Complete_AfterAnotherRunHasReturnedMore_TakesWhatWasReturnedHere()
    {
        Read();
        string late = Add(DateTimeOffset.UtcNow);
        // The other run dies before it has delivered what it got.
        Assert.Contains(late, ReadElsewhere());
        Shell.Run($"Complete-KandjiAuditCursor '{Cursor}'").Succeeded();

        Assert.Equal([late], Read());
    }

    [Fact]
    public void Complete_AfterAnotherRunHasTakenMore_DoesNotUndoThat()
    {
        Read();
        Add(DateTimeOffset.UtcNow);
        ReadElsewhere("-AutoComplete");
        Shell.Run($"Complete-KandjiAuditCursor '{Cursor}'").Succeeded();

        Assert.Empty(Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-AutoComplete")]
    public void Get_WhileAnotherRunTakesMore_DoesNotUndoThat(string parameters)
    {
        int reads = 0;
        Shell.Tenant.Faults.Add("GET /api/v1/audit/events", Fault.Before(_ =>
        {
            if (++reads == 2)
                Add(DateTimeOffset.UtcNow);
        }));
        DefineElsewhere();
        Shell.Run($"$n = 0; Get-KandjiAuditEvent -CursorPath '{Cursor}' {parameters} | ForEach-Object {{ "
            + "if (++$n -eq 1) { $null = Read-Elsewhere '-AutoComplete' } }").Succeeded();
        Shell.Run($"Complete-KandjiAuditCursor '{Cursor}'").Succeeded();

        Assert.Empty(Read());
        Assert.Equal(3, reads);
    }

    [Fact]
    public void Follow_WhileWhatItReturnedIsTaken_DoesNotUndoThat()
    {
        int polls = 0;
        string[] late = ["", ""];
        Shell.Tenant.Faults.Add("GET /api/v1/audit/events", Fault.Before(_ =>
        {
            if (++polls is 2 or 3)
                late[polls - 2] = Add(DateTimeOffset.UtcNow);
        }));
        int all = Shell.Tenant.State.AuditEvents.Count;
        DefineElsewhere();
        Shell.Run($"$n = 0; Get-KandjiAuditEvent -CursorPath '{Cursor}' -Follow -Every 30s | ForEach-Object {{ "
            + $"if (++$n -eq {all + 1}) {{ $null = Read-Elsewhere $null }} elseif ($n -eq {all + 2}) {{ throw 'end' }} }}");

        Assert.Equal(late, Read());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    // Gets events in another runspace, or takes those that were returned where the parameters are null.
    private void DefineElsewhere()
    {
        Shell.Run($$"""
            $session = Get-KandjiSession
            function Read-Elsewhere($parameters) {
                $other = [powershell]::Create([initialsessionstate]::CreateDefault2())
                try {
                    $script = if ($null -eq $parameters) { "Complete-KandjiAuditCursor '{{Cursor}}'" }
                        else { "Get-KandjiAuditEvent -CursorPath '{{Cursor}}' -Session `$session $parameters" }
                    $null = $other.AddScript("param(`$session) Import-Module '{{Repository.Manifest}}'; $script").AddArgument($session)
                    $other.Invoke()
                    if ($other.HadErrors) { throw $other.Streams.Error[0] }
                }
                finally {
                    $other.Dispose()
                }
            }
            """).Succeeded();
    }

    private List<string?> ReadElsewhere(string parameters = "")
    {
        DefineElsewhere();
        return Shell.Run($"Read-Elsewhere '{parameters}'").Succeeded().As<AuditEvent>().Select(e => e.Id).ToList();
    }

    private List<string?> Read(string parameters = "") =>
        Shell.Run($"Get-KandjiAuditEvent -CursorPath '{Cursor}' {parameters}").Succeeded().As<AuditEvent>().Select(e => e.Id).ToList();

    private string Add(DateTimeOffset at)
    {
        string id = $"EVENT{++_made:D6}";
        Shell.Tenant.State.AuditEvents.Add(new SimulatedAuditEvent(id)
        {
            Action = "update",
            // As the service sends it: microseconds.
            OccurredAt = new DateTimeOffset(at.Ticks / 10 * 10, at.Offset),
            ActorId = "f1000000-0000-4000-8000-0000000000ab",
            TargetId = KnownFleet.MacId,
            TargetType = "device",
        });
        return id;
    }
}
