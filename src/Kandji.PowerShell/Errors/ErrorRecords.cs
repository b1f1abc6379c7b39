using Kandji.Automation.Configuration.Files;
using Kandji.Automation.Files;
using Kandji.Automation.Inventory;
using Kandji.Automation.Plans;
using Kandji.Client.Http;

namespace Kandji.PowerShell.Errors;

/// <summary>Turns failures into error records: an id to match, a category from the status, and the object as the target.</summary>
internal static class ErrorRecords
{
    /// <summary>Makes the record; null for an exception that is no failure of a call or of its input.</summary>
    public static ErrorRecord? Create(Exception e, object? target) => e switch
    {
        KandjiApiException api => new ErrorRecord(api, "Kandji" + api.Kind, GetCategory(api.Kind), target ?? api.Path),
        ObjectException known => new ErrorRecord(known, known.Id, known.Category, target ?? known.Target),
        LockedFileException locked => new ErrorRecord(locked, "KandjiFileLocked", ErrorCategory.ResourceBusy, target ?? locked.Path),
        InventoryException known => new ErrorRecord(known, known.Id, GetCategory(known), target),
        PlanException plan => new ErrorRecord(plan, plan.Id, GetPlanCategory(plan.Id), target ?? plan.Path),
        InvalidDataException => new ErrorRecord(e, "KandjiFileError", ErrorCategory.InvalidData, target),
        ConfigurationFileException file => Create(file.Problem),
        IOException or UnauthorizedAccessException => new ErrorRecord(e, "KandjiFileError", GetCategory(e), target),
        ArgumentException argument => CreateForArgument(argument, "KandjiInvalidArgument", target),
        WildcardPatternException => new ErrorRecord(e, "KandjiInvalidArgument", ErrorCategory.InvalidArgument, target),
        _ => null,
    };

    /// <summary>Makes the record of a thing of a configuration that cannot be used; its target is the file where there is one.</summary>
    public static ErrorRecord Create(ConfigurationProblem problem)
    {
        // A full disk or a refused download is no fault of the file.
        ErrorRecord? cause = problem.Cause is KandjiApiException or IOException or UnauthorizedAccessException
            && problem.ErrorId == new ConfigurationProblem("").ErrorId
            ? Create(problem.Cause, null)
            : null;
        string id = cause?.FullyQualifiedErrorId ?? problem.ErrorId;
        var exception = new ObjectException(id, cause?.CategoryInfo.Category ?? GetCategory(problem.ErrorId), problem.ToString());
        return new ErrorRecord(exception, id, exception.Category, problem.Path ?? problem.Name ?? (object?)problem.Kind);
    }

    /// <summary>
    /// Makes the record of input that is wrong. .NET ends such a message with the name of a parameter in the code, <c>(Parameter
    /// 'uri')</c>: it is no parameter of the command and goes.
    /// </summary>
    public static ErrorRecord CreateForArgument(ArgumentException e, string id, object? target)
    {
        string message = e.Message;
        string ending = new ArgumentException("", e.ParamName).Message;
        if (e.ParamName is not null && message.EndsWith(ending, StringComparison.Ordinal))
            message = message.Substring(0, message.Length - ending.Length);
        return new ErrorRecord(new ArgumentException(message, e), id, ErrorCategory.InvalidArgument, target);
    }

    /// <summary>
    /// Indicates whether every other call would fail too: the token is dead, the host is not there, or the session was closed.
    /// </summary>
    public static bool IsFatal(Exception e) =>
        e is LockedFileException
            or ConfigurationFileException { Problem.ErrorId: "KandjiFileLocked" }
            or KandjiApiException { Kind: KandjiErrorKind.Unauthorized or KandjiErrorKind.Unreachable or KandjiErrorKind.Closed };

    private static ErrorCategory GetCategory(string errorId) => errorId switch
    {
        "KandjiConfigurationNotFound" => ErrorCategory.ObjectNotFound,
        "KandjiFileLocked" => ErrorCategory.ResourceBusy,
        "KandjiOtherTenant" => ErrorCategory.InvalidArgument,
        "KandjiPruneRefused" => ErrorCategory.InvalidOperation,
        "KandjiOutcomeUnknown" => ErrorCategory.OperationStopped,
        _ => ErrorCategory.InvalidData,
    };

    private static ErrorCategory GetCategory(Exception e) => e switch
    {
        UnauthorizedAccessException => ErrorCategory.PermissionDenied,
        FileNotFoundException or DirectoryNotFoundException => ErrorCategory.ObjectNotFound,
        _ => ErrorCategory.WriteError,
    };

    private static ErrorCategory GetCategory(InventoryException e) => e.Id switch
    {
        "KandjiNotFound" => ErrorCategory.ObjectNotFound,
        "KandjiOtherTenant" => ErrorCategory.InvalidArgument,
        "KandjiTooManyRemoved" or "KandjiQueueFull" => ErrorCategory.LimitsExceeded,
        "KandjiWebhookGone" => ErrorCategory.ConnectionError,
        "KandjiWebhookRefused" => ErrorCategory.InvalidOperation,
        _ => ErrorCategory.InvalidData,
    };

    private static ErrorCategory GetPlanCategory(string id) => id switch
    {
        "KandjiPlanInUse" => ErrorCategory.ResourceBusy,
        "KandjiPlanNotApproved" => ErrorCategory.PermissionDenied,
        "KandjiPlanChanged" or "KandjiPlanExpired" or "KandjiPlanEmpty" or "KandjiPlanRefusedStep" or "KandjiPlanStarted"
            or "KandjiPlanNotApplied" => ErrorCategory.InvalidOperation,
        "KandjiPlanSecretMissing" or "KandjiOtherTenant" => ErrorCategory.InvalidArgument,
        "KandjiPlanStopped" or "KandjiOutcomeUnknown" => ErrorCategory.OperationStopped,
        "KandjiCommandFailed" => ErrorCategory.DeviceError,
        _ => ErrorCategory.InvalidData,
    };

    private static ErrorCategory GetCategory(KandjiErrorKind kind) => kind switch
    {
        KandjiErrorKind.BadRequest => ErrorCategory.InvalidOperation,
        KandjiErrorKind.Unauthorized => ErrorCategory.AuthenticationError,
        KandjiErrorKind.Forbidden => ErrorCategory.PermissionDenied,
        KandjiErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        KandjiErrorKind.RateLimited => ErrorCategory.LimitsExceeded,
        KandjiErrorKind.ServerError => ErrorCategory.ResourceUnavailable,
        KandjiErrorKind.Unreachable or KandjiErrorKind.Closed => ErrorCategory.ConnectionError,
        KandjiErrorKind.NoAnswer => ErrorCategory.OperationTimeout,
        KandjiErrorKind.OutcomeUnknown => ErrorCategory.OperationStopped,
        KandjiErrorKind.InvalidResponse => ErrorCategory.InvalidData,
        KandjiErrorKind.Redirected => ErrorCategory.ProtocolError,
        KandjiErrorKind.ReadOnlyTenant => ErrorCategory.PermissionDenied,
        KandjiErrorKind.IncompleteList => ErrorCategory.ReadError,
        _ => ErrorCategory.NotSpecified,
    };
}
