namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Objects that somebody has put together, so that they have no id.</summary>
public sealed class ObjectWithoutIdTests : CommandTests
{
    [Theory]
    [InlineData($"Set-KandjiDevice {KnownFleet.MacSerial} -User ([Kandji.Client.Users.User]@{{ Email = 'left@example.com' }})")]
    [InlineData($"Set-KandjiAdeDevice {KnownFleet.NewMacSerial} -User ([Kandji.Client.Users.User]@{{ Email = 'left@example.com' }})")]
    [InlineData("[Kandji.Client.Users.User]@{ Email = 'left@example.com' } | Remove-KandjiUser -UnassignDevices -Force")]
    [InlineData($"Move-KandjiDevice {KnownFleet.MacSerial} ([Kandji.Client.Blueprints.Blueprint]@{{ Name = 'Sales' }})")]
    [InlineData("[Kandji.Client.Blueprints.Blueprint]@{ Name = 'Sales' } | Remove-KandjiBlueprint -Force")]
    [InlineData("[Kandji.Client.Tags.Tag]@{ Name = 'loaner' } | Remove-KandjiTag -Force")]
    [InlineData("[Kandji.Client.Library.CustomScript]@{ Name = 'Clean temp folders' } | Remove-KandjiCustomScript -Force")]
    public void Change_OfAnObjectWithoutAnId_SaysSoAndSendsNoChange(string command)
    {
        Shell.Run(command).Failed("KandjiInvalidArgument", "has no id");
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }
}
