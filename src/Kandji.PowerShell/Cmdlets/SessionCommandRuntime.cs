using System.Management.Automation.Host;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// The runtime of a command's part in one tenant: it forwards to the runtime of the cmdlet that PowerShell runs, in the tenant's name;
/// questions have it already, see <see cref="Confirmation"/>. An error that would end the command ends this part only.
/// </summary>
/// <param name="inner">The runtime of the cmdlet that PowerShell runs.</param>
/// <param name="tenant">The tenant's name.</param>
/// <param name="number">The number of the part, which keeps its progress apart from that of the others.</param>
/// <param name="limit">Counts what is written.</param>
/// <param name="pipeline">The way to the pipeline's thread; null where that is the thread of the part.</param>
internal sealed class SessionCommandRuntime(
    ICommandRuntime inner, string tenant, int number, OutputLimit limit, SessionPipeline? pipeline) : ICommandRuntime2
{
    private const int ProgressIdsOfOnePart = 1_000_000;
    private const string ViewSuffix = "#Tenant";

    public PSHost Host => inner.Host;

    public PSTransactionContext CurrentPSTransaction => inner.CurrentPSTransaction;

    /// <summary>Ends an error that ends the command's part in a tenant.</summary>
    public static string NothingMore(string tenant) => $"The command ended in {tenant}: what has no result there was not done.";

    public void WriteObject(object sendToPipeline)
    {
        if (pipeline is null)
            WriteCounted(sendToPipeline);
        else
            pipeline.Write(() => WriteCounted(sendToPipeline));
    }

    public void WriteObject(object sendToPipeline, bool enumerateCollection)
    {
        if (enumerateCollection && LanguagePrimitives.GetEnumerable(sendToPipeline) is { } items)
        {
            foreach (object item in items)
                WriteObject(item);
            return;
        }
        WriteObject(sendToPipeline);
    }

    public void WriteError(ErrorRecord errorRecord)
    {
        string message = errorRecord.ErrorDetails?.Message ?? errorRecord.Exception.Message;
        errorRecord.ErrorDetails = new ErrorDetails($"{tenant}: {message}")
        {
            RecommendedAction = errorRecord.ErrorDetails?.RecommendedAction,
        };
        Do(() => inner.WriteError(errorRecord));
    }

    public void ThrowTerminatingError(ErrorRecord errorRecord)
    {
        string message = errorRecord.ErrorDetails?.Message ?? errorRecord.Exception.Message;
        errorRecord.ErrorDetails = new ErrorDetails($"{message} {NothingMore(tenant)}")
        {
            RecommendedAction = errorRecord.ErrorDetails?.RecommendedAction,
        };
        WriteError(errorRecord);
        throw new SessionEndedException(errorRecord);
    }

    public void WriteWarning(string text) => Do(() => inner.WriteWarning($"{tenant}: {text}"));

    public void WriteVerbose(string text) => Do(() => inner.WriteVerbose($"{tenant}: {text}"));

    public void WriteDebug(string text) => Do(() => inner.WriteDebug($"{tenant}: {text}"));

    public void WriteCommandDetail(string text) => Do(() => inner.WriteCommandDetail(text));

    public void WriteInformation(InformationRecord informationRecord) =>
        Do(() => (inner as ICommandRuntime2)?.WriteInformation(informationRecord));

    public void WriteProgress(ProgressRecord progressRecord) => Do(() => inner.WriteProgress(Own(progressRecord)));

    public void WriteProgress(long sourceId, ProgressRecord progressRecord) =>
        Do(() => inner.WriteProgress(sourceId, Own(progressRecord)));

    public bool ShouldProcess(string target) => Ask(() => inner.ShouldProcess(target));

    public bool ShouldProcess(string target, string action) => Ask(() => inner.ShouldProcess(target, action));

    public bool ShouldProcess(string verboseDescription, string verboseWarning, string caption) =>
        Ask(() => inner.ShouldProcess(verboseDescription, verboseWarning, caption));

    public bool ShouldProcess(
        string verboseDescription, string verboseWarning, string caption, out ShouldProcessReason shouldProcessReason)
    {
        ShouldProcessReason reason = default;
        bool goesOn = Ask(() => inner.ShouldProcess(verboseDescription, verboseWarning, caption, out reason));
        shouldProcessReason = reason;
        return goesOn;
    }

    public bool ShouldContinue(string query, string caption) => Ask(() => inner.ShouldContinue(query, caption));

    public bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll)
    {
        bool yes = yesToAll, no = noToAll;
        bool goesOn = Ask(() => inner.ShouldContinue(query, caption, ref yes, ref no));
        (yesToAll, noToAll) = (yes, no);
        return goesOn;
    }

    public bool ShouldContinue(string query, string caption, bool hasSecurityImpact, ref bool yesToAll, ref bool noToAll)
    {
        bool yes = yesToAll, no = noToAll;
        bool goesOn = Ask(() => inner is ICommandRuntime2 runtime
            ? runtime.ShouldContinue(query, caption, hasSecurityImpact, ref yes, ref no)
            : inner.ShouldContinue(query, caption, ref yes, ref no));
        (yesToAll, noToAll) = (yes, no);
        return goesOn;
    }

    public bool TransactionAvailable() => inner.TransactionAvailable();

    private void WriteCounted(object item)
    {
        if (limit.IsReached)
            throw new SessionEndedException(null);
        limit.Count();
        inner.WriteObject(ShowTenant(item));
    }

    // The views of this name have a column for the tenant.
    private static object ShowTenant(object item)
    {
        if (item is not null && PSObject.AsPSObject(item) is var shown && IsOfThisModule(shown.BaseObject)
            && !shown.TypeNames[0].EndsWith(ViewSuffix, StringComparison.Ordinal))
            shown.TypeNames.Insert(0, shown.BaseObject.GetType().FullName + ViewSuffix);
        return item!;
    }

    private static bool IsOfThisModule(object item) =>
        item.GetType().Namespace?.StartsWith("Kandji.", StringComparison.Ordinal) == true;

    private ProgressRecord Own(ProgressRecord record)
    {
        int first = number * ProgressIdsOfOnePart;
        return new ProgressRecord(first + record.ActivityId, $"{tenant}: {record.Activity}", record.StatusDescription)
        {
            ParentActivityId = record.ParentActivityId < 0 ? record.ParentActivityId : first + record.ParentActivityId,
            PercentComplete = record.PercentComplete,
            SecondsRemaining = record.SecondsRemaining,
            CurrentOperation = record.CurrentOperation,
            RecordType = record.RecordType,
        };
    }

    private bool Ask(Func<bool> question)
    {
        bool answer = false;
        Do(() => answer = question());
        return answer;
    }

    private void Do(Action action)
    {
        if (pipeline is null)
            action();
        else
            pipeline.Run(action);
    }
}
