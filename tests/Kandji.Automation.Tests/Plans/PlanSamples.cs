using Kandji.Automation.Configuration;
using Kandji.Automation.Plans;
using Kandji.Client.Model;

namespace Kandji.Automation.Tests.Plans;

/// <summary>Plans of invented changes.</summary>
internal static class PlanSamples
{
    public static readonly DateTime MadeAt = new(2026, 11, 29, 9, 30, 0, DateTimeKind.Utc);

    private static readonly string[] Texts =
    [
        "", "Sales", "Ada’s MacBook Pro", "a\"b\\c", "line\nbreak\ttab", "\u202Eevil", "\u2028", "☆ 🎉 \u00e9e\u0301",
        "{{ $HOME }} %PATH%", "</script>", "\u0000\u001f\u007f",
    ];

    /// <summary>A plan with every member that a file can have.</summary>
    public static Plan Full() => Create(
    [
        new PlanStep
        {
            Number = 1,
            Action = "Set blueprint 'Engineering', no user",
            Target = Mac,
            Operation = "PATCH /api/v1/devices/{device_id}",
            PathArguments = ["a1000000-0000-4000-8000-000000000001"],
            Body = Values(("blueprint_id", "b2"), ("user", null), ("tags", new[] { "loaner", "VIP ☆" })),
            Before = Values(
                ("user", "c1"), ("user_email", "ada@example.com"), ("blueprint_id", "b1"), ("blueprint_name", "Sales"),
                ("tags", Array.Empty<string>())),
            After = Values(
                ("user", null), ("blueprint_id", "b2"), ("blueprint_name", "Engineering"), ("tags", new[] { "VIP ☆", "loaner" })),
            Undo = new PlanUndo
            {
                Operation = "PATCH /api/v1/devices/{device_id}",
                PathArguments = ["a1000000-0000-4000-8000-000000000001"],
                Body = Values(("user", "c1"), ("blueprint_id", "b1"), ("tags", Array.Empty<string>())),
            },
            Guard = new PlanGuard { ReadAt = MadeAt },
        },
        new PlanStep
        {
            Number = 2,
            Action = "Erase",
            Target = Mac,
            Operation = "POST /api/v1/devices/{device_id}/action/erase",
            PathArguments = ["a1000000-0000-4000-8000-000000000001"],
            Body = Values(("ReturnToService", Values(("Enabled", true), ("ProfileId", "")))),
            Secrets = ["PIN"],
            IsDestructive = true,
            NoUndo = "what a device has done cannot be taken back",
            Guard = new PlanGuard
            {
                ReadAt = MadeAt, LastEnrollment = MadeAt.AddDays(-100).AddTicks(1234560), HasOwner = true, UserId = null,
                BlueprintId = "b1",
            },
        },
        new PlanStep
        {
            Number = 3,
            Action = "Change custom script",
            Target = new PlanTarget { Kind = ConfigurationKind.CustomScript, Id = "e1", Name = "Clean\ntemp" },
            Operation = "PATCH /api/v1/library/custom-scripts/{library_item_id}",
            PathArguments = ["e1"],
            Body = Values(("active", true)),
            Files = new([new PlanUpload { Key = "script", Sha256 = new string('a', 64), Bytes = 12 }]),
            Before = Values(("script", "sha256:" + new string('b', 64)), ("active", false)),
            After = Values(("script", "sha256:" + new string('c', 64)), ("active", true)),
            Undo = new PlanUndo
            {
                Operation = "PATCH /api/v1/library/custom-scripts/{library_item_id}",
                PathArguments = ["e1"],
                Body = Values(("active", false)),
                Files = new([new PlanUpload { Key = "script", Sha256 = new string('d', 64), Bytes = 0 }]),
            },
        },
        new PlanStep
        {
            Number = 4,
            Action = "Create tag",
            Target = new PlanTarget { Kind = ConfigurationKind.Tag, Name = "\u202Egnp.exe" },
            Operation = "POST /api/v1/tags",
            Body = Values(("name", "\u202Egnp.exe")),
            Undo = new PlanUndo
            {
                Operation = "DELETE /api/v1/tags/{tag_id}", PathArguments = ["{answer}"], AnswerKey = "id", IsDestructive = true,
            },
        },
        new PlanStep
        {
            Number = 5,
            Action = "Create custom app",
            Target = new PlanTarget { Kind = ConfigurationKind.CustomApp, Name = "VPN" },
            Operation = "POST /api/v1/library/custom-apps",
            Body = Values(("name", "VPN"), ("active", "true")),
            Files = new([new PlanUpload { Key = "file_key", Path = "/tmp/VPN.pkg", Sha256 = new string('e', 64), Bytes = 123456789 }]),
            Undo = new PlanUndo
            {
                Operation = "DELETE /api/v1/library/custom-apps/{library_item_id}", PathArguments = ["{answer}"], AnswerKey = "id",
                IsDestructive = true,
            },
        },
        new PlanStep
        {
            Number = 6,
            Action = "Set-KandjiDevice",
            Target = new PlanTarget { Kind = ConfigurationKind.Device, Name = "C02NOSUCH" },
            Refusal = "No device has the serial number 'C02NOSUCH'.",
        },
    ], "CHG-4711: <script> | \"quotes\"");

    /// <summary>A plan of random changes.</summary>
    public static Plan Random(Random random) => Create(
        Enumerable.Range(1, random.Next(0, 12)).Select(number => RandomStep(random, number)).ToArray(),
        random.Next(2) == 0 ? null : "c" + Text(random));

    private static PlanStep RandomStep(Random random, int number)
    {
        string id = random.Next(1, int.MaxValue).ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        object? assetTag = Value(random, 0), user = Value(random, 3);
        return new PlanStep
        {
            Number = number,
            Action = "Set " + Text(random),
            Target = new PlanTarget
            {
                Kind = ConfigurationKind.Device, Id = id, SerialNumber = "C" + random.Next(), Name = Text(random),
                Platform = "Mac", User = Text(random), Blueprint = Text(random),
            },
            Operation = "PATCH /api/v1/devices/{device_id}",
            PathArguments = [id],
            Body = Values(("asset_tag", assetTag), ("user", user)),
            Before = Values((Text(random), Value(random, 0)), ("asset_tag", Value(random, 0)), ("user", Value(random, 0))),
            After = Values((Text(random), Value(random, 0)), ("z", Value(random, 0)), ("user", user), ("asset_tag", assetTag)),
            NoUndo = "no",
            Guard = new PlanGuard { ReadAt = MadeAt.AddTicks(random.Next(0, 1000) * 10L) },
        };
    }

    public static PlanValues Values(params (string Key, object? Value)[] entries) =>
        new(entries.Select(entry => new KeyValuePair<string, object?>(entry.Key, entry.Value)));

    private static PlanTarget Mac => new()
    {
        Kind = ConfigurationKind.Device,
        Id = "a1000000-0000-4000-8000-000000000001",
        SerialNumber = "C02KN0WN0MAC",
        Name = "Ada’s MacBook Pro",
        Platform = "Mac",
        User = "ada@example.com",
        Blueprint = "Sales",
    };

    private static Plan Create(PlanStep[] steps, string? comment) => new()
    {
        Host = "acme.api.kandji.io",
        Tenant = "acme",
        MadeBy = "ada@laptop",
        MadeAt = MadeAt,
        ValidUntil = MadeAt.AddDays(1),
        Comment = comment,
        Commands = ["Set-KandjiDevice", "Invoke-KandjiDeviceAction Erase"],
        Steps = new ObjectList<PlanStep>(steps),
    };

    private static string Text(Random random) => Texts[random.Next(Texts.Length)] + random.Next(10);

    private static object? Value(Random random, int depth) => random.Next(depth > 2 ? 6 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => (long)random.Next(int.MinValue, int.MaxValue),
        3 => random.NextDouble() * Math.Pow(10, random.Next(-20, 15)),
        4 or 5 => Text(random),
        6 => Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth + 1)).ToArray(),
        _ => Values(("a" + Text(random), Value(random, depth + 1)), ("b", Value(random, depth + 1))),
    };
}
