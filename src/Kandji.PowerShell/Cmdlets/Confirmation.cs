using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// Asks before something that cannot be undone, whatever <c>$ConfirmPreference</c> says; -Force or -Confirm:$false answers yes, and a bare
/// Enter no. For one command the answers "to all" hold to its end.
/// </summary>
/// <param name="cmdlet">The command that asks.</param>
/// <param name="force">Indicates whether -Force was given.</param>
/// <param name="isWhatIf">Indicates whether the command only says what it would do, so that nothing need be asked.</param>
internal sealed class Confirmation(KandjiCmdlet cmdlet, bool force, bool isWhatIf)
{
    /// <summary>More things than this are asked about once, all together.</summary>
    public const int BulkConfirmationThreshold = 5;

    // As PowerShell's own questions; the question itself says what is done.
    private const string Caption = "Confirm";

    private bool _yesToAll;
    private bool _noToAll;
    private bool? _answer;

    private bool HasConfirm => cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm");

    /// <summary>Asks about many things at once, before the first is touched; few are asked about one by one.</summary>
    /// <param name="change">The action, the number of objects, and their kinds.</param>
    /// <returns>True to go on; then nothing is asked about the single things.</returns>
    public bool AskAboutAll(BulkChange change) =>
        _answer ?? (change.Kinds.Count <= BulkConfirmationThreshold || AskAboutMany(Whole(change.Question)));

    /// <summary>Asks about things at once, however few they are, before the first is touched.</summary>
    /// <param name="change">The action, the number of objects, and their kinds.</param>
    /// <returns>True to go on; then nothing is asked about the single things.</returns>
    public bool AskAboutAllAtOnce(BulkChange change) => AskAboutMany(Whole(change.Question));

    /// <summary>Asks about what is done in several tenants, before the first is touched.</summary>
    /// <param name="question">The action, and the number of objects by tenant and kind.</param>
    /// <returns>True to go on.</returns>
    public bool AskAboutTenants(string question) => AskAboutMany(question);

    /// <summary>Takes the answer to a question that was asked about all tenants.</summary>
    public void Answer(bool isConfirmed) => (_answer, _yesToAll) = (isConfirmed, isConfirmed);

    private bool AskAboutMany(string question)
    {
        if (cmdlet.IsPlanning || isWhatIf || force || HasConfirm)
            return true;
        // As ShouldContinue, which cannot make No the answer of a bare Enter without offering answers "to all".
        var choices = new Collection<ChoiceDescription> { new("&Yes", "Do it to all of them."), new("&No", "Do it to none of them.") };
        _yesToAll = Ask(question, () => cmdlet.Host.UI.PromptForChoice(Caption, question, choices, defaultChoice: 1) == 0);
        return _yesToAll;
    }

    /// <summary>Asks about one thing.</summary>
    /// <param name="target">The exact object.</param>
    /// <param name="action">The action.</param>
    /// <param name="query">The question, which has the words of the action.</param>
    /// <returns>True to do it.</returns>
    public bool Ask(string target, string action, string query)
    {
        if (cmdlet.IsPlanning)
            return true;
        // These are PowerShell's own: it says what would be done, or asks or does not ask as -Confirm wants.
        if (isWhatIf || HasConfirm)
            return Ask(query, () => ((Cmdlet)cmdlet).ShouldProcess(cmdlet.NameTenant(target), action));
        string whole = Whole(query);
        return force || Ask(whole, () => cmdlet.ShouldContinue(whole, Caption, hasSecurityImpact: true, ref _yesToAll, ref _noToAll));
    }

    /// <summary>Counts things by kind, for a question: <c>3 Mac, 2 iPhone</c>.</summary>
    public static string ByKind(IEnumerable<string?> kinds)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (string? kind in kinds)
        {
            string name = string.IsNullOrEmpty(kind) ? "of unknown kind" : kind!;
            counts[name] = counts.TryGetValue(name, out int count) ? count + 1 : 1;
        }
        var words = new List<string>();
        foreach (var count in counts)
            words.Add($"{count.Value} {count.Key}");
        return string.Join(", ", words);
    }

    private string Whole(string question) => cmdlet.TenantToName is { } tenant ? $"{tenant}: {question}" : question;

    private static bool Ask(string query, Func<bool> ask) =>
        Ask(query, ask, "This cannot be undone and there", "-Force (or -Confirm:$false)");

    /// <summary>Asks as PowerShell does about a change that can be undone.</summary>
    /// <param name="target">The exact object.</param>
    /// <param name="action">The action.</param>
    /// <param name="ask">Asks.</param>
    public static bool Ask(string target, string action, Func<bool> ask) => Ask($"{action}: {target}?", ask, "There", "-Confirm:$false");

    /// <summary>
    /// Asks. Where nobody can answer, the command ends with an error that has the question and says what to do, instead of waiting.
    /// PowerShell's console fails with a NullReferenceException when its input has ended, as that of a scheduled job has.
    /// </summary>
    private static bool Ask(string query, Func<bool> ask, string there, string yes)
    {
        try
        {
            return ask();
        }
        catch (Exception e) when (e is HostException or InvalidOperationException or NotImplementedException or NullReferenceException)
        {
            throw new TerminatingException(new ErrorRecord(
                new InvalidOperationException(
                    $"{query} {there} is nobody to ask. Give {yes} to do it without a question, -WhatIf to see what it would do.", e),
                "KandjiConfirmationNeeded", ErrorCategory.OperationStopped, null));
        }
    }
}
