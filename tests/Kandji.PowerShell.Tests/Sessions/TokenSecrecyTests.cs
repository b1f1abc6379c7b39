using System.Collections;
using System.Reflection;
using System.Text;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Sessions;

/// <summary>
/// Looks for the token's text in everything that a user can capture. Transcripts, which need the whole pwsh, are in tests/Pester.
/// </summary>
public sealed class TokenSecrecyTests : CommandTests
{
    [Fact]
    public void Streams_WhateverHappens_DoNotShowTheToken()
    {
        Shell.Tenant.Faults.AddSequence("GET /api/v1/users", Fault.Status(503), Fault.ResetBeforeResponse(), Fault.HtmlPage());
        Shell.Tenant.Faults.Add("GET /api/v1/blueprints", Fault.Redirect("https://elsewhere.example/api/v1/blueprints"));

        InvocationResult result = Shell.Run("""
            $DebugPreference = $VerbosePreference = 'Continue'
            Connect-Kandji -Uri $uri -Token $secure
            Get-KandjiDevice -First 1
            Get-KandjiDevice NOSUCHSERIAL
            Get-KandjiUser
            try { Get-KandjiBlueprint } catch { $_ }
            Disconnect-Kandji
            try { Get-KandjiDevice } catch { $_ }
            """);

        List<string> debug = [.. result.Debug];
        Assert.Contains(debug, text => text.Contains("Authorization: ***", StringComparison.Ordinal));
        Assert.NotEmpty(result.Errors);
        AssertSilent(Shell, debug);
        AssertSilent(Shell, result.Verbose);
        AssertSilent(Shell, result.Warnings);
        AssertSilent(Shell, result.Progress.Select(p => p.ToString()));
        AssertSilent(Shell,
            result.Errors.Concat(result.Output.Select(o => o.BaseObject).OfType<ErrorRecord>())
                .SelectMany(EverythingIn));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    public void Connect_WhenRefused_DoesNotShowTheToken(int status)
    {
        Shell.Tenant.Faults.Add(RequestMatch.Any, Fault.Status(status, "{\"detail\":\"refused\"}"));

        InvocationResult result = Shell.Run("Connect-Kandji -Uri $uri -Token $secure -Verbose -Debug");

        if (status != 403)
            AssertSilent(Shell, EverythingIn(result.Error));
        AssertSilent(Shell, result.Verbose.Concat(result.Debug));
        Assert.NotEmpty(result.Debug);
    }

    [Fact]
    public void Connect_WhenNobodyListens_DoesNotShowTheToken()
    {
        InvocationResult result = Shell.Run("Connect-Kandji -Uri http://127.0.0.1:9 -Token $secure -Verbose -Debug");

        AssertSilent(Shell, EverythingIn(result.Error).Concat(result.Verbose)
            .Concat(result.Debug));
    }

    [Fact]
    public void ErrorVariable_AfterFailures_DoesNotHoldTheToken()
    {
        Shell.Run("Connect-Kandji -Uri $uri -Token $secure").Succeeded();
        Shell.Tenant.RevokeToken(Shell.Tenant.Token);

        Shell.Run("try { Get-KandjiDevice } catch { }; Get-KandjiUser nobody@example.com -ErrorAction SilentlyContinue");

        var errors = Shell.Run("$Error").Output.Select(e => e.BaseObject).ToList();
        Assert.NotEmpty(errors);
        AssertSilent(Shell, errors.Select(e => e is ErrorRecord record ? record : ((IContainsErrorRecord)e).ErrorRecord)
            .SelectMany(EverythingIn));
    }

    [Fact]
    public void Variables_OfAConnectedRunspace_DoNotHoldTheToken()
    {
        Shell.Run("$session = Connect-Kandji -Uri $uri -Token $secure; Get-KandjiDevice -First 1 -OutVariable device")
            .Succeeded();

        var values = Shell.Run("$ExecutionContext.InvokeProvider.Item.Get('variable:*')").Output.Select(
            v => ((PSVariable)v.BaseObject).Value).Where(v => v is not null);

        AssertSilent(Shell, values.SelectMany(value => Properties(value, 4)));
    }

    [Fact]
    public void Session_WhenSerialized_DoesNotHoldTheToken()
    {
        PSObject session = Shell.Run("Connect-Kandji -Uri $uri -Token $secure").Succeeded().Output.Single();

        // The text that Export-Clixml, jobs and remoting write.
        string xml = PSSerializer.Serialize(session, depth: 8);

        Assert.Contains("RequestsSent", xml);
        AssertSilent(Shell, [xml]);
        // The properties that ConvertTo-Json, Format-List * and Export-Csv read.
        AssertSilent(Shell, Properties(session.BaseObject, 8));
        AssertSilent(Shell, session.Properties.Select(property => Convert.ToString(property.Value)!));
        AssertSilent(Shell, [session.ToString(), Shell.Show("Get-KandjiSession")]);
    }

    [Fact]
    public void Session_ByReflectionOverItsPublicMembers_DoesNotGiveTheToken()
    {
        var session = (KandjiSession)Shell.Run("Connect-Kandji -Uri $uri -Token $secure")
            .Succeeded().Output.Single().BaseObject;

        var methods = typeof(KandjiSession).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .Where(method => method.GetParameters().Length == 0 && method.ReturnType != typeof(void));

        AssertSilent(
            Shell, methods.Select(method => Convert.ToString(method.Invoke(method.IsStatic ? null : session, null)) ?? ""));
        Assert.Empty(typeof(KandjiSession).GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static));
    }

    [Fact]
    public void Token_IsSent_InTheAuthorizationHeaderOnly()
    {
        Shell.Run("Connect-Kandji -Uri $uri -Token $secure; Get-KandjiDevice -First 3; Get-KandjiUser; Get-KandjiBlueprint")
            .Succeeded();

        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("all", entry.Token));
        AssertSilent(Shell, Shell.Tenant.Log.Entries.SelectMany(entry =>
            entry.Headers.Select(header => header.Key + header.Value).Append(entry.RawTarget).Append(entry.Body).Append(entry.ToString())));
    }

    [Fact]
    public void Files_OfTheUser_AreNotWritten()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Shell.Run(
                $"$ExecutionContext.SessionState.Path.SetLocation('{folder}') | ForEach-Object {{ }}; Connect-Kandji -Uri $uri -Token "
                    + $"$secure; Get-KandjiDevice -First 1; Disconnect-Kandji").Succeeded();

            Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The token is in a SecureString only, as at a prompt with Read-Host -AsSecureString.
    private protected override async Task<PowerShellSession> StartAsync()
    {
        PowerShellSession shell = await PowerShellSession.StartAsync();
        shell.Run(
            "$secure = [System.Net.NetworkCredential]::new('', $token).SecurePassword; "
                + "$ExecutionContext.SessionState.PSVariable.Remove('token'); $Error.Clear()").Succeeded();
        return shell;
    }

    private static void AssertSilent(PowerShellSession shell, IEnumerable<string> texts)
    {
        string token = shell.Tenant.Token;
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(token));
        foreach (string text in texts)
        {
            Assert.DoesNotContain(token, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(encoded, text, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> EverythingIn(ErrorRecord record)
    {
        yield return record.ToString();
        yield return record.InvocationInfo?.PositionMessage ?? "";
        yield return record.ScriptStackTrace ?? "";
        yield return record.CategoryInfo.ToString();
        yield return record.ErrorDetails?.ToString() ?? "";
        yield return record.Exception.ToString();
        yield return PSSerializer.Serialize(record, depth: 2);
        foreach (string text in Properties(record.Exception, 5).Concat(Properties(record.TargetObject, 5)))
            yield return text;
    }

    /// <summary>Texts of all public properties of an object and of what they lead to, so deep, as a serializer sees them.</summary>
    private static IEnumerable<string> Properties(object? value, int depth, HashSet<object>? seen = null)
    {
        seen ??= new HashSet<object>(ReferenceEqualityComparer.Instance);
        if (value is PSObject wrapped)
            value = wrapped.BaseObject;
        if (value is null || depth == 0)
            yield break;
        yield return Convert.ToString(value) ?? "";
        if (value is string || value.GetType().IsPrimitive
            || value is Type or Delegate or MemberInfo or Assembly or CommandInfo or PSModuleInfo || !seen.Add(value))
            yield break;
        IEnumerable<object?> inner = value is IEnumerable items
            ? items.Cast<object?>().Take(1000)
            : value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
                .Select(property => Read(property, value));
        foreach (object? item in inner)
        {
            foreach (string text in Properties(item, depth - 1, seen))
                yield return text;
        }
    }

    private static object? Read(PropertyInfo property, object from)
    {
        try
        {
            return property.GetValue(from);
        }
        catch (Exception e) when (e is TargetInvocationException or NotSupportedException)
        {
            return null;
        }
    }
}
