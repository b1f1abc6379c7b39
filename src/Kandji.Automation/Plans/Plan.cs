using Kandji.Client.Model;

namespace Kandji.Automation.Plans;

/// <summary>Changes of one tenant that are written down before they are made. See <see cref="PlanFile"/>.</summary>
public sealed class Plan
{
    /// <summary>The schema that this version of the module reads and writes.</summary>
    internal const int CurrentSchema = 1;

    /// <summary>The schema of the file.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The API's host of the tenant that the plan is for: <c>acme.api.kandji.io</c>.</summary>
    public string Host { get; init; } = "";

    /// <summary>The tenant's name as it is shown: <c>acme</c>.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The person who made the plan, and where: <c>ada@laptop</c>.</summary>
    public string MadeBy { get; init; } = "";

    /// <summary>The commands that made the plan, in the order in which they were run.</summary>
    public TextList Commands { get; init; } = [];

    /// <summary>When the plan was made, in UTC.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>Until when the plan may be applied, in UTC.</summary>
    public DateTime ValidUntil { get; init; }

    /// <summary>The reason for the changes, in the words of whoever made the plan; null for none.</summary>
    public string? Comment { get; init; }

    /// <summary>The changes, in the order in which they are made.</summary>
    public ObjectList<PlanStep> Steps { get; init; } = new([]);

    /// <summary>The SHA-256 of the plan, which approvals and the journal name; empty until the plan was written or read.</summary>
    public string Hash { get; init; } = "";
}
