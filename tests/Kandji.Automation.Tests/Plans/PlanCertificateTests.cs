using System.Text.Json;
using Kandji.Automation.Configuration;
using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.Client.Model;

namespace Kandji.Automation.Tests.Plans;

public sealed class PlanCertificateTests
{
    private const string Evil = "Lef</td><script>alert(1)</script> \u202E & \"x\"";

    [Fact]
    public void ToJson_TellsWhoWhichDevicesWhatWhenAndByWhom()
    {
        using JsonDocument document = JsonDocument.Parse(Create(JournalEvent.Done).ToJson());
        JsonElement root = document.RootElement;

        Assert.True(root.GetProperty("complete").GetBoolean());
        Assert.Equal("Northwind", root.GetProperty("tenant").GetString());
        Assert.Equal(["left@example.com"], root.GetProperty("people").EnumerateArray().Select(person => person.GetString()));
        Assert.Equal("grace@desk", Assert.Single(root.GetProperty("runs").EnumerateArray()).GetProperty("person").GetString());
        JsonElement[] objects = [.. root.GetProperty("objects").EnumerateArray()];
        Assert.Equal(["Device", "User"], objects.Select(item => item.GetProperty("kind").GetString()));
        Assert.Equal("C1", objects[0].GetProperty("serial_number").GetString());
        JsonElement[] steps = [.. objects[0].GetProperty("steps").EnumerateArray()];
        Assert.Equal(["Lock", "User 'left@example.com' -> nothing"], steps.Select(step => step.GetProperty("change").GetString()));
        Assert.All(steps, step =>
        {
            Assert.Equal("Done", step.GetProperty("outcome").GetString());
            Assert.Equal("grace@desk", step.GetProperty("person").GetString());
            Assert.Equal("2026-11-29T10:00:00Z", step.GetProperty("time").GetString());
        });
    }

    [Theory]
    [InlineData(JournalEvent.Failed, "Failed")]
    [InlineData(JournalEvent.Unknown, "Unknown")]
    [InlineData(JournalEvent.Sent, "Queued")]
    [InlineData(JournalEvent.Skipped, "Skipped")]
    public void ToJson_OfAPlanOfWhichNotAllWasDone_IsNotComplete(object last, string outcome)
    {
        PlanCertificate certificate = Create((JournalEvent)last);
        using JsonDocument document = JsonDocument.Parse(certificate.ToJson());

        Assert.False(document.RootElement.GetProperty("complete").GetBoolean());
        Assert.Contains(
            document.RootElement.GetProperty("objects").EnumerateArray().SelectMany(item => item.GetProperty("steps").EnumerateArray()),
            step => step.GetProperty("outcome").GetString() == outcome);
        Assert.Contains("Not everything in the plan was done.", certificate.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_LetsNoNameBeMarkup()
    {
        string html = Create(JournalEvent.Done).ToHtml();

        Assert.Contains("Everything in the plan was done.", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202E', html);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.Contains("2026-11-29 10:00:00", html, StringComparison.Ordinal);
        Assert.Contains("grace@desk", html, StringComparison.Ordinal);
    }

    private static PlanCertificate Create(JournalEvent last)
    {
        var device = new PlanTarget
        {
            Kind = ConfigurationKind.Device, Id = "a1", SerialNumber = "C1", Name = Evil, Platform = "Mac", User = "left@example.com",
        };
        var plan = new Plan
        {
            Host = "acme.api.kandji.io", Tenant = "acme", MadeBy = "ada@laptop", MadeAt = PlanSamples.MadeAt,
            ValidUntil = PlanSamples.MadeAt.AddDays(1), Comment = Evil, Hash = new string('a', 64),
            Steps = new ObjectList<PlanStep>(
            [
                new PlanStep
                {
                    Number = 1, Action = "Lock", Target = device, Operation = "POST /api/v1/devices/{device_id}/action/lock",
                    IsDestructive = true,
                },
                new PlanStep
                {
                    Number = 2, Action = "Set no user", Target = device, Operation = "PATCH /api/v1/devices/{device_id}",
                    Before = PlanSamples.Values(("user", "c2"), ("user_email", "left@example.com")),
                    After = PlanSamples.Values(("user", null)),
                },
                new PlanStep
                {
                    Number = 3, Action = "Remove user", Operation = "DELETE /api/v1/users/{user_id}", IsDestructive = true,
                    Target = new PlanTarget { Kind = ConfigurationKind.User, Id = "c2", Name = "left@example.com" },
                },
            ]),
        };
        DateTime time = PlanSamples.MadeAt.AddMinutes(30);
        JournalEntry[] entries =
        [
            new() { Event = JournalEvent.Run, Person = "grace@desk", Version = "1.0.0", Time = time },
            .. Enumerable.Range(1, 3).SelectMany(step => new JournalEntry[]
            {
                new() { Event = JournalEvent.Intent, Step = step, Time = time },
                new() { Event = step == 3 ? last : JournalEvent.Done, Step = step, Time = time },
            }),
        ];
        return new PlanCertificate(plan, PlanRecord.Read(entries, []), [], "Northwind", time.AddHours(1));
    }
}
