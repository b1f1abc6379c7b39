using Kandji.Client.Http;

namespace Kandji.Automation.Plans;

/// <summary>A change that a command was about to send, taken from its request.</summary>
internal sealed class PlannedRequest
{
    private PlannedRequest(PlanOperation operation, string action, ApiRequest request, PlanValues body)
    {
        Operation = operation;
        Action = action;
        Request = request;
        Body = body;
    }

    /// <summary>The operation.</summary>
    public PlanOperation Operation { get; }

    /// <summary>The change in the words of the question that the command asks.</summary>
    public string Action { get; }

    /// <summary>The request, which was not sent.</summary>
    public ApiRequest Request { get; }

    /// <summary>Everything that it would have sent.</summary>
    public PlanValues Body { get; }

    /// <summary>The installer that it would have uploaded before; null for none.</summary>
    public PlanUpload? Installer { get; init; }

    /// <summary>Takes a request.</summary>
    /// <param name="action">The change in the words of the question that the command asks.</param>
    /// <param name="request">The request.</param>
    /// <param name="installer">The installer that it would have uploaded before; null for none.</param>
    /// <exception cref="NotSupportedException">It cannot be planned; the message is the reason.</exception>
    public static PlannedRequest From(string action, ApiRequest request, PlanUpload? installer)
    {
        if (PlanOperation.Find(request.Operation) is not { } operation)
        {
            throw new NotSupportedException(PlanOperation.NotPlannable.TryGetValue(request.Operation, out string? reason)
                ? $"'{request.Operation}' cannot be planned: {reason}."
                : $"'{request.Operation}' is not one of the operations that can be planned.");
        }
        PlanValues body = ReadBody(request);
        // The one secret that can be given when the plan is applied is the PIN of an erased Mac.
        if (operation.Secrets.FirstOrDefault(key => key != "PIN" && PlanStepBuilder.Find(body, key, out _)) is { } secret)
        {
            throw new NotSupportedException(
                $"'{action}' cannot be planned, because '{secret}' is a secret that no file may hold. Do it without -AsPlan.");
        }
        return new PlannedRequest(operation, action, request, body) { Installer = installer };
    }

    private static PlanValues ReadBody(ApiRequest request)
    {
        if (request.JsonObject is { } json)
            return PlanValues.Parse(json.ToUtf8());
        IEnumerable<KeyValuePair<string, object?>> fields =
            (request.FormFields ?? []).Select(field => new KeyValuePair<string, object?>(field.Key, field.Value));
        return new PlanValues(fields);
    }
}
