using Kandji.Automation.Plans;
using Kandji.PowerShell.Cmdlets;

namespace Kandji.PowerShell.Tests.Plans;

public sealed class NewKandjiOffboardingPlanTests : CommandTests
{
    private const string Lock = "POST /api/v1/devices/{device_id}/action/lock";
    private const string Erase = "POST /api/v1/devices/{device_id}/action/erase";
    private const string Note = "POST /api/v1/devices/{device_id}/notes";
    private const string Device = "PATCH /api/v1/devices/{device_id}";
    private const string Record = "PATCH /api/v1/integrations/apple/ade/devices/{device_id}";
    private const string User = "DELETE /api/v1/users/{user_id}";

    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public void Plan_WithoutAPolicy_LocksAndUnassignsEveryDevice()
    {
        List<PlannedChange> changes = Shell.Run("New-KandjiOffboardingPlan left@example.com").Succeeded().As<PlannedChange>();

        Assert.Equal([Lock, Device, Lock, Device], changes.Select(change => change.Step.Operation!).Where(name => name != Record));
        Assert.Equal(
            [KnownFleet.LeaverMacSerial, KnownFleet.LeaverPhoneSerial],
            changes.Where(change => change.Step.Operation == Lock).Select(change => change.SerialNumber!).Order());
        Assert.All(changes.Where(change => change.Step.Operation == Device), change => Assert.Null(change.After["user"]));
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
        Assert.Empty(Shell.Host.Questions);
    }

    [Fact]
    public void Plan_ByAPolicy_HasItsStepsInOrder()
    {
        string policy = Policy("Device = 'Erase'; Note = 'Left.'; Tag = 'returned'; Blueprint = 'Sales'; RemoveUser = $true");
        Shell.Tenant.State.AdeDevices[KnownFleet.NewMacAdeId].User = Shell.Tenant.State.Users[KnownFleet.LeaverId];

        List<PlannedChange> changes = Shell.Run($"New-KandjiOffboardingPlan left@example.com -Policy '{policy}'").Succeeded()
            .As<PlannedChange>();

        Assert.Equal(
            [Erase, Note, Device, Erase, Note, Device],
            changes.Select(change => change.Step.Operation!).TakeWhile(name => name != Record));
        Assert.Contains(changes, change => change.Step.Operation == Record && change.SerialNumber == KnownFleet.NewMacSerial);
        Assert.Equal((User, KnownFleet.LeaverEmail), (changes[^1].Step.Operation, changes[^1].Name));
        PlannedChange device = changes.First(change => change.Step.Operation == Device);
        Assert.Equal("Sales", device.After["blueprint_name"]);
        Assert.Contains("returned", (IEnumerable<object?>)device.After["tags"]!);
        Assert.Null(PlanDuplicates.Find(changes.Select(change => change.Step)));
    }

    [Theory]
    [InlineData("\"filevault_prk_escrowed\":true", "\"filevault_prk_escrowed\":false", "is not escrowed")]
    [InlineData("\"filevault_prk_escrowed\":true", "\"filevault_other\":true", "is not known if the recovery key")]
    [InlineData("\"bypass_code_failed\":false,\"user_activation_lock_enabled\":false",
        "\"bypass_code_failed\":true,\"user_activation_lock_enabled\":true", "Activation Lock is on")]
    [InlineData("\"bypass_code_failed\":false,\"user_activation_lock_enabled\":false,\"device_activation_lock_enabled\":false",
        "\"user_activation_lock_enabled\":false", "is not known if Activation Lock")]
    [InlineData("\"activation_lock\":", "\"activation_lock_other\":", "is not known if Activation Lock")]
    public void Plan_OfAnEraseThatMayStrandTheDevice_IsRefused(string text, string other, string words)
    {
        string policy = Policy("Device = 'Erase'; RemoveUser = $true; AdeDevice = $false");
        Shell.Tenant.Faults.Add(
            $"GET /api/v1/devices/{KnownFleet.LeaverMacId}/details", Fault.RewriteBody(body =>
            {
                string compact = body.Replace(": ", ":", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal);
                return compact.Replace(text, other, StringComparison.Ordinal);
            }));

        InvocationResult result = Shell.Run($"New-KandjiOffboardingPlan left@example.com -Policy '{policy}'")
            .Failed("KandjiOffboardingRefused", KnownFleet.LeaverMacSerial, words);

        List<PlannedChange> changes = result.As<PlannedChange>();
        PlannedChange refused = Assert.Single(changes, change => change.Refusal is not null);
        Assert.Contains(KnownFleet.LeaverMacSerial, refused.Name, StringComparison.Ordinal);
        Assert.Equal("Device", refused.Target.Kind.ToString());
        Assert.DoesNotContain(changes, change => change.Target.Id == KnownFleet.LeaverMacId);
        Assert.DoesNotContain(changes, change => change.Step.Operation == User);
        Assert.Contains("removal is therefore not planned", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfSeveralPeople_GoesOnAfterOneWhoIsNotThere()
    {
        InvocationResult result = Shell.Run(
            "[pscustomobject]@{ mail = 'nosuch@example.com' }, [pscustomobject]@{ mail = 'left@example.com' } | New-KandjiOffboardingPlan")
            .Failed("KandjiNotFound", "nosuch@example.com");

        List<PlannedChange> changes = result.As<PlannedChange>();
        Assert.NotNull(changes[0].Refusal);
        Assert.Equal(2, changes.Count(change => change.Step.Operation == Lock));
    }

    [Fact]
    public void Plan_OfAPersonWhoIsNamedTwice_IsMadeOnce()
    {
        InvocationResult result = Shell.Run(
            $"'left@example.com', 'LEFT@example.com', '{KnownFleet.LeaverId}' | New-KandjiOffboardingPlan").Succeeded();

        Assert.Equal(2, result.As<PlannedChange>().Count(change => change.Step.Operation == Lock));
    }

    [Fact]
    public void Plan_WithAPolicyWithoutTheSection_IsAnError()
    {
        string policy = _folder.Write("policy.psd1", "@{ Schema = 1 }");

        Shell.Run($"New-KandjiOffboardingPlan left@example.com -Policy '{policy}'").Failed("KandjiPolicyError", "Offboarding");
    }

    private string Policy(string steps) => _folder.Write("policy.psd1", $"@{{ Schema = 1; Offboarding = @{{ {steps} }} }}");
}
