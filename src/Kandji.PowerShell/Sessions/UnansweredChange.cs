using Kandji.Client.Model;

namespace Kandji.PowerShell.Sessions;

/// <summary>
/// A change that a command sent and whose result it did not write, because it was stopped by Ctrl+C, by <c>Select-Object -First</c>, or by
/// an error. The session keeps these in <see cref="KandjiSession.UnansweredChanges"/>.
/// </summary>
public sealed class UnansweredChange
{
    internal UnansweredChange(DateTimeOffset time, string command, string action, string target)
    {
        Time = time.LocalDateTime;
        Command = command;
        Action = action;
        Target = target;
    }

    /// <summary>When the change was sent, in local time.</summary>
    public DateTime Time { get; }

    /// <summary>The command that sent it: <c>Set-KandjiDevice</c>.</summary>
    public string Command { get; }

    /// <summary>The change that the command was to make, as its confirmation names it.</summary>
    public string Action { get; }

    /// <summary>The object that the change is about, as the command's confirmation names it.</summary>
    public string Target { get; }

    /// <summary>The device's name; null when the change is not about a device.</summary>
    public string? DeviceName { get; internal init; }

    /// <summary>The device's serial number; null when the change is not about a device.</summary>
    public string? SerialNumber { get; internal init; }

    /// <summary>The device's id; null when the change is not about a device.</summary>
    public string? DeviceId { get; internal init; }

    /// <summary>The outcome, as far as it was known when the command ended.</summary>
    public ChangeOutcome Outcome { get; internal init; }

    /// <summary>The reason, or what to do next.</summary>
    public string? Message { get; internal init; }

    /// <summary>The result that the command would have written, without secrets; null when there is none.</summary>
    public object? Result { get; internal init; }

    /// <summary>The action, the object and the outcome.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() =>
        PrintableText.Sanitize($"{Action}: {Target}: {OutcomeText}{(Message is null ? "" : " " + Message)}");

    private string OutcomeText => Outcome switch
    {
        ChangeOutcome.Unknown => "the outcome is unknown.",
        ChangeOutcome.Completed => "done.",
        ChangeOutcome.Queued => "queued.",
        ChangeOutcome.Refused => "refused.",
        ChangeOutcome.Failed => "failed on the device.",
        ChangeOutcome.Pending => "queued; the device has not answered.",
        _ => "not sent.",
    };
}
