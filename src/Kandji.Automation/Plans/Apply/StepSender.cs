using System.Globalization;
using System.Text;
using System.Text.Json;
using Kandji.Automation.Configuration;
using Kandji.Automation.Inventory;
using Kandji.Client;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Http;
using Kandji.Client.Json;

namespace Kandji.Automation.Plans.Apply;

/// <summary>Makes the request of a step, exactly as the plan has it, and sends it.</summary>
/// <param name="client">The tenant.</param>
/// <param name="path">The plan's file, beside which its texts are.</param>
/// <param name="secrets">The values that no plan holds, by their keys.</param>
internal sealed class StepSender(KandjiClient client, string path, IReadOnlyDictionary<string, string> secrets)
{
    /// <summary>Makes the request. An installer is uploaded for it, which by itself changes nothing.</summary>
    /// <param name="step">The step.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <exception cref="PlanException">A file is not what it was when the plan was made.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<ApiRequest> PrepareAsync(PlanStep step, CancellationToken cancellationToken)
    {
        PlanOperation operation = PlanOperation.Find(step.Operation)!;
        string? fileKey = await UploadAsync(step, operation, cancellationToken).ConfigureAwait(false);
        var request = new ApiRequest(operation.Operation, step.PathArguments.ToArray()) { FollowsUpload = fileKey is not null };
        var values = new List<KeyValuePair<string, object?>>(step.Body ?? PlanValues.None);
        values.AddRange(step.Secrets.Select(key => new KeyValuePair<string, object?>(key, secrets[key])));
        if (fileKey is not null)
            values.Add(new(operation.Upload!, fileKey));
        return operation.Body switch
        {
            PlanBody.Json when step.Body is not null || values.Count > 0 || step.Files.Count > 0 =>
                request.WithJson(ToBody(values.Concat(ReadTexts(step)))),
            PlanBody.Form => request.WithForm(ToForm(values.Concat(ReadTexts(step)))),
            PlanBody.Multipart => WithFile(request, step, ToForm(values)),
            _ => request,
        };
    }

    /// <summary>Sends the request, once.</summary>
    /// <param name="step">The step.</param>
    /// <param name="request">Its request.</param>
    /// <param name="cancellationToken">Stops, but leaves a request that was sent a little time to be answered.</param>
    public Task<StepAnswer> SendAsync(PlanStep step, ApiRequest request, CancellationToken cancellationToken)
    {
        PlanOperation operation = PlanOperation.Find(step.Operation)!;
        return client.Connection.SendAsync(request, response => Read(response, operation, step), cancellationToken);
    }

    /// <summary>Indicates whether the files of a step are what they were when the plan was made.</summary>
    /// <returns>The reason why not; null when they are.</returns>
    public string? RefuseFiles(PlanStep step)
    {
        foreach (PlanUpload upload in step.Files)
        {
            try
            {
                if (upload.Path is null)
                    PlanFile.ReadText(path, upload);
                else if (RefuseInstaller(upload) is { } reason)
                    return reason;
            }
            catch (Exception e) when (e is PlanException or IOException or UnauthorizedAccessException)
            {
                return e.Message;
            }
        }
        return null;
    }

    private async Task<string?> UploadAsync(PlanStep step, PlanOperation operation, CancellationToken cancellationToken)
    {
        if (step.Files.FirstOrDefault(file => file.Path is not null) is not { } upload)
            return null;
        if (RefuseInstaller(upload) is { } reason)
            throw new PlanException("KandjiEditedPlan", path, reason);
        return operation.Kind == ConfigurationKind.InHouseApp
            ? await client.Library.UploadInHouseAppAsync(upload.Path!, null, cancellationToken).ConfigureAwait(false)
            : await client.Library.UploadCustomAppAsync(upload.Path!, null, cancellationToken).ConfigureAwait(false);
    }

    private static string? RefuseInstaller(PlanUpload upload)
    {
        using FileStream stream = File.OpenRead(upload.Path!);
        return stream.Length == upload.Bytes && HexText.Hash(stream, stream.Length) == upload.Sha256
            ? null
            : $"The file '{upload.Path}' was changed after the plan was made: its SHA-256 is not {upload.Sha256}.";
    }

    private IEnumerable<KeyValuePair<string, object?>> ReadTexts(PlanStep step) => step.Files.Where(file => file.Path is null)
        .Select(file => new KeyValuePair<string, object?>(file.Key, Encoding.UTF8.GetString(PlanFile.ReadText(path, file))));

    private ApiRequest WithFile(ApiRequest request, PlanStep step, List<KeyValuePair<string, string>> fields)
    {
        PlanUpload? text = step.Files.FirstOrDefault(file => file.Path is null);
        return request.WithMultipart(
            fields, text is null ? null : new FormFile(text.Key, text.FileName ?? text.Key, PlanFile.ReadText(path, text)));
    }

    private static JsonBody ToBody(IEnumerable<KeyValuePair<string, object?>> values)
    {
        var body = new JsonBody();
        foreach (KeyValuePair<string, object?> value in values)
            body.Add(value.Key, value.Value);
        return body;
    }

    private static List<KeyValuePair<string, string>> ToForm(IEnumerable<KeyValuePair<string, object?>> values) =>
        values.Select(value => new KeyValuePair<string, string>(value.Key, value.Value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value.Value, CultureInfo.InvariantCulture) ?? "",
        })).ToList();

    // Whatever else the service answers, it has accepted the change.
    private static StepAnswer Read(ApiResponse response, PlanOperation operation, PlanStep step)
    {
        bool isLock = operation.Action == DeviceAction.Lock;
        string? key = isLock ? "PIN" : step.Undo?.AnswerKey;
        if (key is null || response.Json.IsEmpty || response.Json[0] != '{')
            return new StepAnswer(null, null);
        JsonElement answer = response.ReadElement();
        string? value = !answer.TryGetProperty(key, out JsonElement found) ? null : found.ValueKind switch
        {
            JsonValueKind.String => found.GetString(),
            JsonValueKind.Number => found.GetRawText(),
            _ => null,
        };
        return isLock ? new StepAnswer(null, value) : new StepAnswer(value, null);
    }
}
