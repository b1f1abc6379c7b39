using Kandji.Client.Model;

namespace Kandji.Automation.Plans.Apply;

/// <summary>The result of a step of a plan in a run.</summary>
public sealed class PlanStepResult
{
    /// <summary>The number of the step in the plan.</summary>
    public int Number { get; init; }

    /// <summary>The change.</summary>
    public string Action { get; init; } = "";

    /// <summary>The object that the step is about.</summary>
    public PlanTarget Target { get; init; } = new();

    /// <summary>The name of the object.</summary>
    public string? Name => Target.Name;

    /// <summary>The serial number of a device.</summary>
    public string? SerialNumber => Target.SerialNumber;

    /// <summary>The outcome.</summary>
    public PlanStepOutcome Outcome { get; internal set; }

    /// <summary>The message of the service or the device, or the reason why the step was left out.</summary>
    public string? Message { get; internal set; }

    /// <summary>When it was known, in local time.</summary>
    public DateTime Time { get; internal set; }

    /// <summary>The six digits that unlock a Mac after Lock. A secret: no file and no view has it.</summary>
    public string? UnlockPin { get; internal set; }

    /// <summary>The tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>The failure, for the error record that is written with the result; null where there is none.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>The id of what the step made; null where it made nothing.</summary>
    internal string? MadeId { get; set; }

    /// <summary>The result without the PIN, for what is kept and shown elsewhere than the result itself.</summary>
    internal PlanStepResult WithoutSecret()
    {
        if (UnlockPin is null)
            return this;
        var copy = (PlanStepResult)MemberwiseClone();
        copy.UnlockPin = null;
        return copy;
    }

    /// <summary>The number, the change, its target and the outcome.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"step {Number}: {Action}: {Target}: {Outcome}");
}
