using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Kandji.Client.Http;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Raw;

namespace Kandji.PowerShell.Tests.Faults;

/// <summary>
/// Runs random pipelines of the module's own commands and parameters where nobody can be asked. Without -Force none may send what cannot be
/// undone; the same pipelines with -Force do, or the test would prove nothing. KANDJI_TESTS=full runs ten times as many.
/// </summary>
public sealed class DestructiveFuzzTests
{
    private const int Seed = 20260511;

    private static readonly int Count = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 3000 : 300;

    // Written out here, so that the table of actions cannot excuse itself.
    private static readonly Regex DestructiveAction = new(
        "/action/(erase|lock|enablelostmode|clearpasscode|resetworkprofilepasscode|deleteuser)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Type[] Commands = [.. typeof(InvokeKandjiApi).Assembly.GetTypes()
        .Where(
            type => type is { IsAbstract: false, IsPublic: true }
                && type.GetCustomAttribute<CmdletAttribute>() is { SupportsShouldProcess: true })
        .OrderBy(CmdletOperations.GetName, StringComparer.Ordinal)];

    private static readonly Type[] DestructiveCommands = [.. Commands.Where(type =>
        type.GetProperty("Force") is not null && (CmdletOperations.GetName(type).StartsWith("Remove-", StringComparison.Ordinal)
            || CmdletOperations.GetName(type) is "Invoke-KandjiDeviceAction" or "Invoke-KandjiApi"))];

    [Fact]
    public async Task RandomPipelines_WithNobodyToAsk_SendNothingThatCannotBeUndone()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 30 });
        // Nothing is really removed, so that every pipeline finds what it names.
        shell.Tenant.Faults.Add("DELETE /**", Fault.Status(204));
        var random = new Random(Seed);
        int reached = 0;
        var reachedBy = new HashSet<string>(StringComparer.Ordinal);

        for (int i = 0; i < Count; i++)
        {
            (string command, string unforced, string forced) = MakePipeline(random);

            shell.Tenant.Log.Clear();
            shell.Run(unforced);
            string[] sent = [.. shell.Tenant.Log.Entries.Where(IsDestructive).Select(entry => entry.ToString())];
            Assert.True(sent.Length == 0, $"Seed {Seed}, pipeline {i}: {unforced}\nsent {string.Join(", ", sent)}");

            shell.Tenant.Log.Clear();
            shell.Run(forced);
            if (shell.Tenant.Log.Entries.Any(IsDestructive))
            {
                reached++;
                reachedBy.Add(command);
            }
        }

        string measured =
            $"Seed {Seed}: {reached} of {Count} pipelines reach the service with -Force, of {reachedBy.Count} commands: "
            + $"{string.Join(", ", reachedBy.Order(StringComparer.Ordinal))}.";
        TestContext.Current.TestOutputHelper?.WriteLine(measured);
        Assert.True(reached >= Count / 3, measured);
        Assert.True(DestructiveCommands.All(type => reachedBy.Contains(CmdletOperations.GetName(type))), measured);
    }

    private static bool IsDestructive(RequestEntry entry) =>
        (entry.Method == "DELETE" && !entry.Path.EndsWith("/details/lostmode", StringComparison.Ordinal))
        || (entry.Method is not ("GET" or "HEAD")
            && (DestructiveAction.IsMatch(entry.Path)
                || DestructiveAction.IsMatch(Uri.UnescapeDataString(entry.RawTarget.Split('?')[0]).TrimEnd('/', '.'))));

    // A random pipeline without and with -Force.
    private static (string Command, string Unforced, string Forced) MakePipeline(Random random)
    {
        // Three in four of what may destroy; the others for what they might do on the way.
        Type type = Pick(random, random.Next(4) > 0 ? DestructiveCommands : Commands);
        string name = CmdletOperations.GetName(type);
        string command = $"{name} {Arguments(random, type, out string input)}";
        string before = Pick(random, "", "", "$ConfirmPreference = 'None'; ", "$ErrorActionPreference = 'Ignore'; ",
            "$ConfirmPreference = 'Low'; ", "$WhatIfPreference = $false; ");
        string after = Pick(random, "", "", "", " -Verbose", " -ErrorAction SilentlyContinue", " -ErrorAction Stop",
            " -Session (Get-KandjiSession)", " -WhatIf:$false");
        string unasked = type.GetProperty("Force") is null ? "" : Pick(random, "", "", " -Force:$false", " -Confirm");
        string end = Pick(random, "", "", " | Out-Null", " | ForEach-Object { $_ }", "; 'and on'");
        string force = type.GetProperty("Force") is null ? "" : " -Force";
        string Whole(string answer) => $"& {{ {before}{input}{command}{after}{answer}{end} }}";
        return (name, Whole(unasked), Whole(force));
    }

    private static string Arguments(Random random, Type type, out string input)
    {
        input = "";
        if (type == typeof(InvokeKandjiApi))
            return RawArguments(random);
        var arguments = new List<string>();
        string? action = null;
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)))
            .OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            // Some commands end with an error of their own, rather than a prompt, when these are missing.
            bool isMandatory = property.Name is "Action" or "Device"
                || property.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.Mandatory);
            if (property.Name is "Force" or "Session" || (!isMandatory && random.Next(4) > 0))
                continue;
            string? value = CreateValue(random, type, property);
            if (value is null)
                continue;
            if (property.Name == "Action")
                action = value;
            bool takesInput = property.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.ValueFromPipeline);
            if (isMandatory && takesInput && input.Length == 0 && random.Next(2) == 0)
                input = Input(random, property, value) + " | ";
            else if (property.PropertyType == typeof(SwitchParameter))
                arguments.Add("-" + property.Name);
            else
                arguments.Add($"-{property.Name} {value}");
        }
        if (action is not null)
            arguments.Add(OfAction(random, action));
        return string.Join(" ", arguments.OrderBy(_ => random.Next()));
    }

    private static string Input(Random random, PropertyInfo property, string value) => property.Name switch
    {
        "Device" =>
            Pick(random, value, $"Get-KandjiDevice {value}", $"Get-KandjiDevice -First {random.Next(1, 4)}",
                $"[pscustomobject]@{{ device_id = {value} }}", $"@({value}, {value})"),
        "User" => Pick(random, value, $"Get-KandjiUser {value}", $"[pscustomobject]@{{ email = {value} }}"),
        _ => value,
    };

    // Ids and names of the simulated tenant, so that with -Force the request would be sent.
    private static string? CreateValue(Random random, Type type, PropertyInfo property)
    {
        string command = CmdletOperations.GetName(type);
        string? known = property.Name switch
        {
            "Device" when command.Contains("Ade", StringComparison.Ordinal) => KnownFleet.NewMacSerial,
            "Device" when command.EndsWith("Note", StringComparison.Ordinal) => KnownFleet.MacSerial,
            "Device" =>
                Pick(random, KnownFleet.MacId, KnownFleet.MacSerial, KnownFleet.PhoneId, KnownFleet.LostPadSerial, KnownFleet.AndroidSerial,
                    KnownFleet.WindowsId),
            "User" => Pick(random, KnownFleet.AdaEmail, KnownFleet.LeaverEmail, KnownFleet.IdleId, KnownFleet.ArchivedId),
            "Blueprint" => Pick(random, KnownFleet.EngineeringName, KnownFleet.SalesId, KnownFleet.SharedPadsId),
            "Tag" => Pick(random, KnownFleet.LoanerTagName, KnownFleet.PilotTagId),
            "Script" or "CustomScript" => Pick(random, KnownFleet.ScriptId, KnownFleet.FirstTwiceScriptId),
            "Profile" or "CustomProfile" => KnownFleet.WifiProfileId,
            "App" or "CustomApp" or "InHouseApp" =>
                command.Contains("InHouse", StringComparison.Ordinal) ? KnownFleet.InHouseAppId : KnownFleet.CustomAppId,
            "Item" or "LibraryItem" => command switch
            {
                _ when command.EndsWith("InHouseApp", StringComparison.Ordinal) => KnownFleet.InHouseAppId,
                _ when command.EndsWith("CustomApp", StringComparison.Ordinal) => KnownFleet.CustomAppId,
                _ when command.EndsWith("CustomProfile", StringComparison.Ordinal) => KnownFleet.WifiProfileId,
                _ => KnownFleet.ScriptId,
            },
            "Integration" or "AdeIntegration" => Pick(random, KnownFleet.AdeIntegrationId, KnownFleet.ExpiringAdeIntegrationName),
            _ => null,
        };
        if (known is not null)
            return $"'{known}'";
        if (property.Name == "NoteId")
            return $"(@(Get-KandjiDeviceNote '{KnownFleet.MacSerial}')[0].NoteId)";
        Type plain = property.PropertyType.IsArray ? property.PropertyType.GetElementType()! : property.PropertyType;
        plain = Nullable.GetUnderlyingType(plain) ?? plain;
        if (property.GetCustomAttribute<ValidateSetAttribute>() is { } set)
            return $"'{Pick(random, [.. set.ValidValues])}'";
        if (plain.IsEnum)
            return $"'{Pick(random, Enum.GetNames(plain))}'";
        if (plain == typeof(SwitchParameter))
            return "";
        if (plain == typeof(bool))
            return Pick(random, "$true", "$false");
        if (plain == typeof(int) || plain == typeof(long))
            return random.Next(1, 9).ToString(CultureInfo.InvariantCulture);
        return plain == typeof(string) ? $"'text {random.Next(100)}'" : null;
    }

    private static string OfAction(Random random, string action) => action.Trim('\'') switch
    {
        "SetName" => "-NewName 'Fuzz'",
        "UnlockAccount" => "-UserName 'ada'",
        "DeleteUser" => Pick(random, "-UserName 'ada'", "-AllUsers", "-AllUsers -ForceDeletion"),
        "RemoteDesktop" or "PersonalHotspot" or "DataRoaming" => Pick(random, "-Enabled $true", "-Enabled $false"),
        "RefreshEsim" => "-ServerUrl https://esim.example",
        "Erase" => Pick(random, "", "-Pin 012345", "-ReturnToService"),
        "Lock" or "EnableLostMode" => Pick(random, "", "-Message 'Call us'"),
        _ => "",
    };

    // Operations of the catalogue by paths with ids, spelled in one of many ways.
    private static string RawArguments(Random random)
    {
        ApiOperation operation = Pick(random, [.. OperationCatalog.All.Where(operation => !operation.IsRead
            && (operation.Method.Method == "DELETE" || operation.Path.Contains("/action/", StringComparison.Ordinal)
                || random.Next(4) == 0))]);
        string path = Regex.Replace(operation.Path, "\\{[^}]*\\}", KnownFleet.MacId);
        int last = path.LastIndexOf('/') + 1;
        path = random.Next(8) switch
        {
            0 => path + "/",
            1 => path[..last] + path[last..].ToUpperInvariant(),
            2 => path[..last] + $"%{(int)path[last]:x2}" + path[(last + 1)..],
            3 => path.Replace("/api/v1/", "/api/v2/", StringComparison.Ordinal),
            4 => path + Pick(random, "%20", ";x=1", ".", "?x=1", "%2f"),
            5 => path[..last] + $"%25{(int)path[last]:x2}" + path[(last + 1)..],
            _ => path,
        };
        string method = random.Next(10) == 0 ? "PUT"
            : random.Next(2) == 0 ? operation.Method.Method : operation.Method.Method.ToLowerInvariant();
        string body = method.Equals("DELETE", StringComparison.OrdinalIgnoreCase) ? ""
            : Pick(random, "", " -Body @{ PIN = '012345' }", " -Body '{}'");
        return $"-Path '{path}' -Method {method}{body}{Pick(random, "", " -Raw", " -NoPaging")}";
    }

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
