using System.Security;
using Kandji.Automation.Configuration;
using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.Automation.Tests.Configuration.Files;
using Kandji.Client;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Model;
using Kandji.Simulator;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Plans;

/// <summary>A simulated tenant, and plans for it.</summary>
internal sealed class PlanBench : IAsyncDisposable
{
    private PlanBench(SimulatedTenant tenant)
    {
        Tenant = tenant;
        Client = NewClient();
    }

    public SimulatedTenant Tenant { get; }

    public KandjiClient Client { get; }

    public TemporaryFolder Folder { get; } = new();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public string PlanPath => Path.Combine(Folder.Path, "q4.kplan.json");

    public static async Task<PlanBench> StartAsync(int devices = 60, int seed = 1)
    {
        SimulatedTenant tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = devices, Seed = seed });
        // The gateway counts in seconds of the true clock, of which the client waits for none.
        tenant.Limits.Enabled = false;
        return new PlanBench(tenant);
    }

    public KandjiClient NewClient(HttpMessageHandler? handler = null, TimeProvider? clock = null, int requestsPerSecond = 1000)
    {
        var secret = new SecureString();
        foreach (char c in Tenant.Token)
            secret.AppendChar(c);
        return new KandjiClient(new KandjiClientOptions
        {
            BaseAddress = Tenant.BaseAddress, Token = secret, RequestsPerSecond = requestsPerSecond, Handler = handler,
            Clock = clock ?? new AutoAdvanceTimeProvider(),
        });
    }

    /// <summary>The devices that a plan may be about.</summary>
    public List<SimulatedDevice> Devices => Tenant.State.Devices.Where(device => device is { IsRemoved: false, MdmEnabled: true })
        .DistinctBy(device => device.SerialNumber).ToList();

    /// <summary>Writes a plan to a file, and reads it again.</summary>
    public async Task<Plan> WriteAsync(params IEnumerable<PlanStep> steps) => await PlanFile.WriteAsync(
        PlanPath, NewPlan(steps), overwrite: true, Token);

    public Plan NewPlan(IEnumerable<PlanStep> steps, DateTime? validUntil = null, string madeBy = "ada@laptop") => new()
    {
        Host = Client.Identity.Host,
        Tenant = Client.Identity.Name,
        MadeBy = madeBy,
        MadeAt = Whole(DateTime.UtcNow),
        ValidUntil = Whole(validUntil ?? DateTime.UtcNow.AddDays(1)),
        Steps = new ObjectList<PlanStep>(steps.Select(WithNumber)),
    };

    /// <summary>Applies the plan, or undoes it.</summary>
    public async Task<List<PlanStepResult>> ApplyAsync(
        PlanRunOptions? options = null, KandjiClient? client = null, TimeProvider? clock = null)
    {
        var results = new List<PlanStepResult>();
        using PlanRun run = await OpenAsync(options, client, clock);
        PlanReview review = await PlanReview.CreateAsync(run, Token);
        if (review.Differences.Count > 0 && !run.Options.SkipChanged)
            throw new PlanException("KandjiPlanChanged", PlanPath, string.Join("; ", review.Differences));
        End = await PlanRunner.RunAsync(run, review, result => Add(results, result), Token);
        return results;
    }

    /// <summary>How the last run ended.</summary>
    public RunEnd? End { get; private set; }

    public Task<PlanRun> OpenAsync(PlanRunOptions? options = null, KandjiClient? client = null, TimeProvider? clock = null) =>
        PlanRun.OpenAsync(
            PlanFile.Read(PlanPath), PlanPath, client ?? Client, clock ?? new AutoAdvanceTimeProvider(), options ?? new PlanRunOptions(),
            Token);

    /// <summary>The requests so far that change something: method, path and body.</summary>
    public List<string> Changes => Tenant.Log.Entries.Where(entry => entry.Method != "GET")
        .Select(entry => $"{entry.Method} {entry.Path} {entry.Body}".TrimEnd()).ToList();

    /// <summary>A step that sets the asset tag of a device.</summary>
    public static PlanStep SetAssetTag(SimulatedDevice device, string assetTag) =>
        Set(device, $"Set asset tag '{assetTag}'", "asset_tag", device.AssetTag.Length == 0 ? null : device.AssetTag, assetTag);

    /// <summary>A step that moves a device to a blueprint.</summary>
    public static PlanStep Move(SimulatedDevice device, SimulatedBlueprint blueprint) =>
        Set(device, $"Set blueprint '{blueprint.Name}'", "blueprint_id", device.Blueprint.Id, blueprint.Id);

    /// <summary>The same, with a name that the plan shows.</summary>
    public static PlanStep Move(SimulatedDevice device, SimulatedBlueprint blueprint, string shown) =>
        WithName(Move(device, blueprint), "blueprint_name", shown);

    /// <summary>A step that gives a device a user, with the address that the plan shows.</summary>
    public static PlanStep SetUser(SimulatedDevice device, SimulatedUser user, string shown) =>
        WithName(Set(device, $"Set user '{shown}'", "user", device.User?.Id, user.Id), "user_email", shown);

    /// <summary>The same in an older tenant, whose devices know their users by numbers.</summary>
    public static PlanStep SetUserByNumber(SimulatedDevice device, SimulatedUser user, string shown) =>
        WithName(Set(device, $"Set user '{shown}'", "user", $"{device.User?.DeprecatedId}", $"{user.DeprecatedId}"), "user_email", shown);

    public static PlanStep SetTags(SimulatedDevice device, params string[] tags) =>
        Set(device, "Set tags", "tags", device.Tags.Select(tag => tag.Name).Order(StringComparer.Ordinal).ToList(), tags.ToList());

    /// <summary>A step that sends an action.</summary>
    public static PlanStep Act(SimulatedDevice device, DeviceAction action, PlanValues? body = null)
    {
        PlanOperation operation = PlanOperation.Find(DeviceActionAttribute.For(action).Operation)!;
        PlanValues? sent = body ?? (operation.Body == PlanBody.None ? null : PlanValues.None);
        return new PlanStep
        {
            Action = action.ToString(),
            Target = Target(device),
            Operation = operation.ToString(),
            PathArguments = new TextList([device.Id]),
            Body = sent,
            IsDestructive = operation.IsDestructive,
            Undo = operation.UndoneBy is { } back
                ? new PlanUndo { Operation = back.ToString(), PathArguments = new TextList([device.Id]), Body = null }
                : null,
            NoUndo = operation.UndoneBy is null ? "what a device has done cannot be taken back" : null,
            Guard = Guard(device, operation.IsDestructive),
        };
    }

    public static PlanStep Delete(SimulatedDevice device) => new()
    {
        Action = "Delete device",
        Target = Target(device),
        Operation = "DELETE /api/v1/devices/{device_id}",
        PathArguments = new TextList([device.Id]),
        IsDestructive = true,
        NoUndo = "a device comes back only by enrolling again",
        Guard = Guard(device, isDestructive: true),
    };

    public static PlanStep AddNote(SimulatedDevice device, string text) => new()
    {
        Action = "Add a note",
        Target = Target(device),
        Operation = "POST /api/v1/devices/{device_id}/notes",
        PathArguments = new TextList([device.Id]),
        Body = new PlanValues([new("content", text)]),
        Undo = new PlanUndo
        {
            Operation = "DELETE /api/v1/devices/{device_id}/notes/{note_id}",
            PathArguments = new TextList([device.Id, PlanUndo.FromAnswer]), AnswerKey = "note_id", IsDestructive = true,
        },
        Guard = Guard(device, isDestructive: false),
    };

    public static PlanStep AddTag(string name) => new()
    {
        Action = $"Create tag '{name}'",
        Target = new PlanTarget { Kind = ConfigurationKind.Tag, Name = name },
        Operation = "POST /api/v1/tags",
        Body = new PlanValues([new("name", name)]),
        Undo = new PlanUndo
        {
            Operation = "DELETE /api/v1/tags/{tag_id}", PathArguments = new TextList([PlanUndo.FromAnswer]), AnswerKey = "id",
            IsDestructive = true,
        },
    };

    public static PlanStep RenameTag(SimulatedTag tag, string name) => new()
    {
        Action = $"Rename to '{name}'",
        Target = new PlanTarget { Kind = ConfigurationKind.Tag, Id = tag.Id, Name = tag.Name },
        Operation = "PATCH /api/v1/tags/{tag_id}",
        PathArguments = new TextList([tag.Id]),
        Body = new PlanValues([new("name", name)]),
        Before = new PlanValues([new("name", tag.Name)]),
        After = new PlanValues([new("name", name)]),
        Undo = new PlanUndo
        {
            Operation = "PATCH /api/v1/tags/{tag_id}", PathArguments = new TextList([tag.Id]),
            Body = new PlanValues([new("name", tag.Name)]),
        },
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Folder.Dispose();
        await Tenant.DisposeAsync();
    }

    private static PlanStep Set(SimulatedDevice device, string action, string key, object? before, object? after) => new()
    {
        Action = action,
        Target = Target(device),
        Operation = "PATCH /api/v1/devices/{device_id}",
        PathArguments = new TextList([device.Id]),
        Body = new PlanValues([new(key, after)]),
        Before = new PlanValues([new(key, before)]),
        After = new PlanValues([new(key, after)]),
        Undo = new PlanUndo
        {
            Operation = "PATCH /api/v1/devices/{device_id}", PathArguments = new TextList([device.Id]),
            Body = new PlanValues([new(key, before)]),
        },
        Guard = Guard(device, isDestructive: false),
    };

    private static PlanTarget Target(SimulatedDevice device) => new()
    {
        Kind = ConfigurationKind.Device, Id = device.Id, SerialNumber = device.SerialNumber, Name = device.Name,
        Platform = device.Platform.ToString(), User = device.User?.Email, Blueprint = device.Blueprint.Name,
    };

    private static PlanGuard Guard(SimulatedDevice device, bool isDestructive) => new()
    {
        ReadAt = Whole(DateTime.UtcNow),
        LastEnrollment = Whole(device.LastEnrollment.UtcDateTime),
        HasOwner = isDestructive,
        UserId = isDestructive ? device.User?.Id : null,
        BlueprintId = isDestructive ? device.Blueprint.Id : null,
    };

    // As files have it.
    private static DateTime Whole(DateTime time) => new(time.Ticks - (time.Ticks % 10), DateTimeKind.Utc);

    private static PlanStep WithNumber(PlanStep step, int index) => With(step, index + 1, step.After);

    private static PlanStep WithName(PlanStep step, string key, string shown) =>
        With(step, step.Number, new PlanValues([.. step.After, new(key, shown)]));

    private static PlanStep With(PlanStep step, int number, PlanValues after) => new()
    {
        Number = number, Action = step.Action, Target = step.Target, Operation = step.Operation, PathArguments = step.PathArguments,
        Body = step.Body, Files = step.Files, Secrets = step.Secrets, Before = step.Before, After = after,
        IsDestructive = step.IsDestructive, Undo = step.Undo, NoUndo = step.NoUndo, Guard = step.Guard, Refusal = step.Refusal,
    };

    private static void Add(List<PlanStepResult> results, PlanStepResult result)
    {
        lock (results)
            results.Add(result);
    }
}
