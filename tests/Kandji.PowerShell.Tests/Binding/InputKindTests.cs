using System.Reflection;
using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Objects of the wrong kind, no object at all, and text that two things have in common: nothing is sent.</summary>
public sealed class InputKindTests : CommandTests
{
    private const string RoundTrip = "ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize("
        + "[System.Management.Automation.PSSerializer]::Serialize($_)) }";

    // The serial number of one device is the name of another.
    [Theory]
    [InlineData("Remove-KandjiDevice {0} -Force")]
    [InlineData("'{0}' | Remove-KandjiDevice -Force")]
    [InlineData("Lock-KandjiDevice {0} -Force")]
    [InlineData("Set-KandjiDevice {0} -AssetTag x")]
    [InlineData("Rename-KandjiDevice {0} x")]
    [InlineData("Invoke-KandjiDeviceAction {0} BlankPush")]
    [InlineData("New-KandjiDeviceNote {0} -Content x")]
    [InlineData("Get-KandjiDevice {0}")]
    [InlineData("1..45 | ForEach-Object {{ '{0}' }} | Remove-KandjiDevice -Force", 45)]
    public void Device_OfTextThatIsOnesSerialNumberAndAnothersName_IsAmbiguous(string command, int errors = 1)
    {
        Shell.Tenant.State.Devices[KnownFleet.PhoneId].Name = KnownFleet.MacSerial.ToLowerInvariant();

        InvocationResult result = Shell.Run(string.Format(command, KnownFleet.MacSerial));

        Assert.Equal(errors, result.Errors.Count);
        Assert.All(result.Errors, error =>
        {
            Assert.StartsWith("KandjiAmbiguous,", error.FullyQualifiedErrorId);
            Assert.Contains(KnownFleet.MacId, error.Exception.Message);
            Assert.Contains(KnownFleet.PhoneId, error.Exception.Message);
        });
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    [Theory]
    [InlineData($"Remove-KandjiDevice {KnownFleet.MacId} -Force")]
    [InlineData($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}' }} | Remove-KandjiDevice -Force")]
    [InlineData($"Get-KandjiDevice -SerialNumber {KnownFleet.MacSerial} | Remove-KandjiDevice -Force")]
    public void Device_NamedByItsIdOrAColumnOfSerialNumbers_IsThatOneWhateverAnothersName(string command)
    {
        Shell.Tenant.State.Devices[KnownFleet.PhoneId].Name = KnownFleet.MacSerial;

        Shell.Run(command).Succeeded();

        Assert.EndsWith(KnownFleet.MacId, Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "DELETE").Path);
    }

    [Fact]
    public void Device_ThatIsNamedAfterItsOwnSerialNumber_IsNotAmbiguous()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId].Name = KnownFleet.MacSerial;

        Shell.Run($"Remove-KandjiDevice {KnownFleet.MacSerial} -Force").Succeeded();

        Assert.EndsWith(KnownFleet.MacId, Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "DELETE").Path);
    }

    [Theory]
    [InlineData("$null | Remove-KandjiUser -Force")]
    [InlineData("Remove-KandjiUser $null -Force")]
    [InlineData("Remove-KandjiUser @($null) -Force")]
    [InlineData("$null | Remove-KandjiDevice -Force")]
    [InlineData("$null | Remove-KandjiBlueprint -Force")]
    [InlineData("$null | Remove-KandjiTag -Force")]
    [InlineData("$null | Remove-KandjiCustomScript -Force")]
    [InlineData("$null | Get-KandjiDevice")]
    [InlineData("$null | Get-KandjiUser")]
    public void Null_IsCalledNull(string command)
    {
        InvocationResult result = Shell.Run(command);

        Assert.Contains("is null", result.Error.Exception.Message);
        Assert.DoesNotContain("empty array", result.Error.Exception.Message);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("Get-KandjiCustomScript 'Clean temp folders'", "CustomScript")]
    [InlineData("Get-KandjiTag 'macOS pilot'", "Tag")]
    public void RemoveBlueprint_OfAnotherKind_NamesTheKind(string source, string kind)
    {
        foreach (string way in new[] { "", "| " + RoundTrip })
        {
            InvocationResult result = Shell.Run($"{source} {way} | Remove-KandjiBlueprint -Force");

            Assert.Contains($"is a {kind}, not a blueprint", result.Error.Exception.Message);
        }
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method == "DELETE");
    }

    [Theory]
    [InlineData("Remove-KandjiCustomApp -Force")]
    [InlineData("Set-KandjiCustomApp -Active $false")]
    [InlineData("Remove-KandjiInHouseApp -Force")]
    [InlineData("Remove-KandjiCustomProfile -Force")]
    public void LibraryItem_OfAnotherKindOutOfClixml_IsOfTheWrongKind(string command)
    {
        Shell.Run($"Get-KandjiCustomScript 'Clean temp folders' | {RoundTrip} | {command}")
            .Failed("KandjiWrongKind", "Clean temp folders", "custom script");
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method is "DELETE" or "PATCH");
    }

    // What has no id is looked up by its name, which may be another kind's.
    [Fact]
    public void LibraryItem_OfAnotherKindWithoutAnId_IsNotTheItemOfItsName()
    {
        Shell.Run($"[Kandji.Client.Library.CustomScript]@{{ Name = '{KnownFleet.CustomAppName}' }} | {RoundTrip} | "
            + "Remove-KandjiCustomApp -Force").Failed("KandjiWrongKind", KnownFleet.CustomAppName);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method == "DELETE");
    }

    [Theory]
    [InlineData("Get-KandjiCustomScript 'Clean temp folders'", "New-KandjiCustomScript", "CustomScript")]
    [InlineData("@(Get-KandjiCustomProfile)[0]", "New-KandjiCustomProfile", "CustomProfile")]
    [InlineData("@(Get-KandjiCustomApp)[0]", "New-KandjiCustomApp", "CustomApp")]
    [InlineData("@(Get-KandjiInHouseApp)[0]", "New-KandjiInHouseApp", "InHouseApp")]
    [InlineData("Get-KandjiBlueprint Sales", "New-KandjiBlueprint", "Blueprint")]
    public void Copy_OfWhatAFileBroughtBack_SaysWhyAndWhatToDo(string source, string command, string kind)
    {
        InvocationResult result = Shell.Run($"{source} | {RoundTrip} | {command}");

        Assert.Contains($"{kind} that a file or a job brought back", result.Error.Exception.Message);
        Assert.Contains($"Get-Kandji{kind}", result.Error.Exception.Message);
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    [Theory]
    [InlineData("Get-KandjiTag 'macOS pilot'", "New-KandjiCustomScript", "is a Tag, not a CustomScript")]
    [InlineData("Get-KandjiCustomScript 'Clean temp folders'", "New-KandjiCustomApp", "is a CustomScript, not a CustomApp")]
    [InlineData("Get-KandjiCustomScript 'Clean temp folders'", "New-KandjiBlueprint", "is a CustomScript, not a Blueprint")]
    public void Copy_OfAnotherKind_NamesTheKind(string source, string command, string words)
    {
        InvocationResult result = Shell.Run($"{source} | {command}");

        Assert.Contains(words, result.Error.Exception.Message);
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    [Theory]
    [InlineData("Get-KandjiThreat -Tag 'a,b'")]
    [InlineData("Get-KandjiThreat -Tag good, 'a,b'")]
    [InlineData($"Get-KandjiBehavioralDetection {KnownFleet.MacId} -Tag 'a,b'")]
    public void Tag_WithAComma_IsRefusedWhereTheServiceTakesItForTwo(string command)
    {
        Shell.Run(command).Failed("KandjiInvalidArgument", "'a,b'", "comma");
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void LibraryItemStatus_OfADeviceThatIsNamedTwice_ComesOnce()
    {
        var once = Shell.Run($"Get-KandjiLibraryItemStatus 'Clean temp folders' -Device {KnownFleet.MacSerial}").Succeeded()
            .As<LibraryItemStatus>();
        var twice = Shell.Run($"$mac = Get-KandjiDevice {KnownFleet.MacSerial}; Get-KandjiLibraryItemStatus 'Clean temp folders' "
            + $"-Device $mac, {KnownFleet.MacSerial}, {KnownFleet.MacId.ToUpperInvariant()}").Succeeded().As<LibraryItemStatus>();

        Assert.NotEmpty(once);
        Assert.Equal(once.Count, twice.Count);
    }

    /// <summary>The parameters of what a command changes or removes for the whole tenant.</summary>
    private static IEnumerable<(string Name, ArgumentTransformationAttribute Attribute)> ChangedThings() =>
        from cmdlet in CmdletOperations.AllCmdlets()
        from property in cmdlet.Type.GetProperties()
        from attribute in property.GetCustomAttributes<ArgumentTransformationAttribute>()
        where attribute is TagReferenceTransformationAttribute or UserReferenceTransformationAttribute { OnlyUsers: true }
            or BlueprintReferenceTransformationAttribute { OnlyBlueprints: true }
            or LibraryItemReferenceTransformationAttribute { OnlyItems: true }
            or AdeIntegrationReferenceTransformationAttribute { OnlyIntegrations: true }
        select ($"{cmdlet.Name} -{property.Name}", attribute);

    // What a device has is not meant by a row about the device.
    [Fact]
    public void RowAboutADevice_IsNothingElse_ForAnyCommandThatChangesIt()
    {
        string[] serialNumbers = ["serial_number", "Serial", "Device Serial Number"], ids = ["device_id", "Computer ID"];
        object Row(string column) => Shell.Run(
            $"[pscustomobject]@{{ '{column}' = '{KnownFleet.MacSerial}'; tag = 'loaner'; user_email = 'ada@example.com'; "
                + $"blueprint = 'Sales'; library_item_id = '{KnownFleet.ScriptId}'; integration_id = '{KnownFleet.ScriptId}'; "
                + "name = 'x' }").Output[0];
        Dictionary<string, object> rows = serialNumbers.Concat(ids).ToDictionary(column => column, Row);

        string[] taken =
        [
            .. from thing in ChangedThings()
               // A list of people may tell the serial number of what each of them has.
               from column in thing.Attribute is UserReferenceTransformationAttribute ? ids : rows.Keys.ToArray()
               where Taken(thing.Attribute, rows[column])
               select $"{thing.Name}: {column}",
        ];

        Assert.Equal([], taken);
        Assert.InRange(ChangedThings().Count(), 18, 100);
    }

    private static bool Taken(ArgumentTransformationAttribute attribute, object row)
    {
        try
        {
            attribute.Transform(null, row);
            return true;
        }
        catch (ArgumentTransformationMetadataException)
        {
            return false;
        }
    }

    [Theory]
    [InlineData("Remove-KandjiTag -Force")]
    [InlineData("Rename-KandjiTag -NewName x")]
    [InlineData("Remove-KandjiUser -Force")]
    [InlineData("New-KandjiOffboardingPlan")]
    [InlineData("Remove-KandjiBlueprint -Force")]
    [InlineData("Remove-KandjiAdeIntegration -Force")]
    [InlineData("Set-KandjiAdeIntegration -Phone 1")]
    public void RowAboutADevice_IsRefusedBeforeAnythingIsSent(string command)
    {
        InvocationResult result = Shell.Run($"[pscustomobject]@{{ device_id = '{KnownFleet.MacId}'; tag = '{KnownFleet.LoanerTagName}'; "
            + $"user_email = 'ada@example.com'; blueprint = 'Sales'; integration_id = '{KnownFleet.ScriptId}' }} | {command}");

        Assert.Contains(" is not a", result.Error.Exception.Message);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void User_OfARowWithASerialNumber_IsTheUser()
    {
        string email = Shell.Run("(Get-KandjiUser)[0].Email").Succeeded().As<string>().Single();

        Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; user_email = '{email}' }} | Remove-KandjiUser -WhatIf")
            .Succeeded();

        Assert.Contains(Shell.Host.Lines, line => line.StartsWith("What if:", StringComparison.Ordinal) && line.Contains(email));
    }

    private const string TwoDevices =
        $"[pscustomobject]@{{ serial = '{KnownFleet.MacSerial}'; serial_number = '{KnownFleet.PhoneSerial}' }}";

    [Theory]
    [InlineData($"{TwoDevices} | Remove-KandjiDevice -Force", "KandjiContradiction")]
    [InlineData($"Remove-KandjiDevice ({TwoDevices}) -Force", "KandjiContradiction")]
    [InlineData($"Remove-KandjiDevice {KnownFleet.AndroidId}, ({TwoDevices}) -Force", "KandjiContradiction")]
    [InlineData($"Get-KandjiComplianceReport -Device ({TwoDevices})", "KandjiContradiction")]
    [InlineData($"{TwoDevices} | Get-KandjiDevice", "KandjiContradiction")]
    [InlineData("[pscustomobject]@{ serial = 1.23456789012345E+18 } | Remove-KandjiDevice -Force", "KandjiInvalidArgument")]
    [InlineData("@{ email = 'a@example.com'; 'E-mail' = 'b@example.com' } | Remove-KandjiUser -Force", "KandjiContradiction")]
    [InlineData("@{ blueprint = 'Sales'; Blue_print = 'Kiosk' } | Remove-KandjiBlueprint -Force", "KandjiContradiction")]
    [InlineData("@{ tag = 'loaner'; Tag_ = 'pilot' } | Remove-KandjiTag -Force", "KandjiContradiction")]
    [InlineData($"@{{ name = '{KnownFleet.ScriptName}'; Name_ = 'x' }} | Remove-KandjiCustomScript -Force", "KandjiContradiction")]
    public void Row_ThatContradictsItself_HasTheIdOfTheCommandsOwnCheck(string command, string id)
    {
        InvocationResult result = Shell.Run(command);

        Assert.StartsWith(id + ",", result.Error.FullyQualifiedErrorId);
        Assert.NotNull(result.Error.TargetObject);
        Assert.Empty(result.Output);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Rows_OfWhichOneContradictsItself_DoNotKeepTheOthersBack()
    {
        InvocationResult result = Shell.Run(
            $"{TwoDevices}, [pscustomobject]@{{ serial = '{KnownFleet.AndroidSerial}' }} | Set-KandjiDevice -AssetTag x");

        Assert.StartsWith("KandjiContradiction,", result.Error.FullyQualifiedErrorId);
        Assert.EndsWith(KnownFleet.AndroidId, Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "PATCH").Path);
    }
}
