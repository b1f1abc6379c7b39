using System.Globalization;

namespace Kandji.PowerShell.Tests;

/// <summary>The same results whatever the user's culture: what comes from the service and goes to it does not depend on it.</summary>
public sealed class CultureTests : CommandTests
{
    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("ja-JP")]
    public void FindingAndComparing_UnderAnyCulture_GiveTheSame(string culture)
    {
        const string script = """
            (Get-KandjiDevice -Platform IPHONE, mac).DeviceId
            (Get-KandjiDevice -Name 'FRONT DESK').DeviceId
            (Get-KandjiDevice -Name '*IPHONE*').DeviceId
            (Get-KandjiDevice -OrderBy LastCheckIn -First 5).SerialNumber
            (Get-KandjiDevice | Where-Object LastCheckIn -lt ([datetime]::Now.AddDays(-30))).DeviceId
            (Get-KandjiDevice).ForEach({ if ($_.LastCheckIn) { $_.LastCheckIn.ToUniversalTime().Ticks } })
            (Get-KandjiBlueprint 'ENGINEERING').Id
            (Get-KandjiUser 'ADA@EXAMPLE.COM').Id
            """;

        object[] expected = Under(Shell, "en-US", script);
        string[] asked = Asked(Shell);
        object[] actual = Under(Shell, culture, script);

        Assert.True(expected.Length > 100);
        Assert.Equal(expected, actual);
        Assert.Equal(asked, Asked(Shell));
    }

    [Fact]
    public void Action_UnderTurkishRules_IsTheSameAction()
    {
        Under(Shell, "tr-TR", $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial.ToLowerInvariant()} updateinventory");

        Assert.EndsWith("/action/updateinventory", Shell.Tenant.Log.Entries.Single(e => e.Method == "POST").Path);
    }

    // The requests since the last time, in an order that does not depend on which page that is read ahead arrives first.
    private static string[] Asked(PowerShellSession shell)
    {
        string[] asked = shell.Tenant.Log.Entries.Select(e => e.RawTarget).Order(StringComparer.Ordinal).ToArray();
        shell.Tenant.Log.Clear();
        return asked;
    }

    private static object[] Under(PowerShellSession shell, string culture, string script)
    {
        Assert.SkipWhen(CultureInfo.GetCultures(CultureTypes.SpecificCultures).Length < 2,
            "There are no cultures here: .NET runs in its invariant mode.");
        return shell.Run($$"""
            $before = [cultureinfo]::CurrentCulture
            [cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo('{{culture}}')
            try { {{script}} } finally { [cultureinfo]::CurrentCulture = $before }
            """).Succeeded().Output.Select(o => o.BaseObject).ToArray();
    }
}
