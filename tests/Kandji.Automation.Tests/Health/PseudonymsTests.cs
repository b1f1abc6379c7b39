using Kandji.Automation.Health;
using Kandji.Automation.Health.Reports;
using Kandji.Automation.Health.Reports.Html;
using Kandji.Client.Devices;

namespace Kandji.Automation.Tests.Health;

/// <summary>What is left of names in a report that asks for pseudonyms.</summary>
public sealed class PseudonymsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Page_HasNoNameOfADeviceOrPerson(bool anonymize)
    {
        TenantReport tenant = SampleFleet.Create(300);
        string page = Write(tenant, anonymize);

        foreach (Device device in tenant.Snapshot.Devices)
        {
            Check(device.SerialNumber!);
            Check(MarkupText.Escape(device.DeviceName), device.DeviceName!);
            Check(device.DeviceId!, isShown: false);
            if (device.User is { } user)
            {
                Check(user.Email!, isShown: false);
                Check(user.Name!);
            }
        }

        void Check(string text, string? other = null, bool isShown = true)
        {
            bool found = page.Contains(text, StringComparison.OrdinalIgnoreCase)
                || (other is not null && page.Contains(other, StringComparison.OrdinalIgnoreCase));
            if (anonymize)
                Assert.False(found, $"'{text}' is in the page.");
            else if (isShown)
                Assert.True(found, $"'{text}' is not in the page.");
        }
    }

    [Fact]
    public void Names_InSentences_AreReplaced_WholeAndByTheLongest()
    {
        TenantReport tenant = Of(
            ("1", "Ann", "SER1", "ann@example.com", "Ann Leeson"), ("2", "Ann Lee", "SER12", "lee@example.com", "Lee"),
            ("3", "iPad", "SER3", null, null), ("4", "7", "SER4", null, null));
        Pseudonyms names = Pseudonyms.From(Report(tenant, anonymize: true));

        Assert.Equal(
            "Device 2 (Serial-2), Device 1 (Serial-1) and Annabel: an iPad for 7 days.",
            names.Hide("Ann Lee (SER12), Ann (SER1) and Annabel: an iPad for 7 days."));
        Assert.Equal("Mail to Person 1 or PERSON 2x.", names.Hide("Mail to ANN@example.com or PERSON 2x."));
        Assert.Equal("serial-3", names.Hide("ser3").ToLowerInvariant());
        Assert.Equal("", names.Hide(""));
    }

    [Fact]
    public void Name_ThatSeveralHave_IsThatOfTheThingThatTheSentenceIsAbout()
    {
        TenantReport tenant = Of(("1", "MacBook of Kim", "SER1", null, null), ("2", "MacBook of Kim", "SER2", null, null));
        Pseudonyms names = Pseudonyms.From(Report(tenant, anonymize: true));
        var second = new FindingSubject { Kind = FindingSubjectKind.Device, Id = "2", Name = "MacBook of Kim", SerialNumber = "SER2" };

        Assert.Equal("Device 2 (Serial-2) is silent.", names.Hide("MacBook of Kim (SER2) is silent.", second));
    }

    [Fact]
    public void Nothing_IsReplaced_UnlessAsked()
    {
        Assert.False(Pseudonyms.From(SampleFleet.Report(SampleFleet.Create(3))).IsOn);
        Assert.Equal("Ada", Pseudonyms.None.DeviceName("1", "Ada"));
        Assert.Equal("Ada is here.", Pseudonyms.None.Hide("Ada is here."));
    }

    private static string Write(TenantReport tenant, bool anonymize)
    {
        var output = new StringWriter();
        HtmlReportWriter.Write(Report(tenant, anonymize), output, CancellationToken.None);
        return output.ToString().Replace("\\u2019", "’").Replace("\\u0027", "'");
    }

    private static FleetReport Report(TenantReport tenant, bool anonymize) => new()
    {
        Tenants = [tenant],
        MadeAt = SampleFleet.Now,
        ModuleVersion = "1.0.0",
        Anonymize = anonymize,
    };

    private static TenantReport Of(params (string Id, string Name, string Serial, string? Email, string? Person)[] devices)
    {
        TenantReport empty = SampleFleet.Create(0);
        empty.Snapshot.Devices = FleetList<Device>.From(devices.Select(of => new Device
        {
            DeviceId = of.Id,
            DeviceName = of.Name,
            SerialNumber = of.Serial,
            User = of.Email is null ? null : new DeviceUser { Email = of.Email, Name = of.Person },
        }).ToList());
        return empty;
    }
}
