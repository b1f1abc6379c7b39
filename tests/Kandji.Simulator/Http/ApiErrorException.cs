namespace Kandji.Simulator.Http;

/// <summary>Ends a route with an error answer. The service is not of one mind about the shape of its errors.</summary>
internal sealed class ApiErrorException(int status, ErrorShape shape, string message, string field = "non_field_errors")
    : Exception(message)
{
    public static ApiErrorException NotFound(string message = "Not found.") => new(404, ErrorShape.Detail, message);

    public static ApiErrorException BadRequest(string message, ErrorShape shape = ErrorShape.Detail) => new(400, shape, message);

    /// <summary>A complaint about one key of the body: <c>{"key":["..."]}</c>.</summary>
    public static ApiErrorException Field(string key, string message) => new(400, ErrorShape.Field, message, key);

    public static ApiErrorException Missing(string key) => Field(key, "This field is required.");

    public ApiResponse ToAnswer(ErrorShape? forced) => (forced ?? shape) switch
    {
        ErrorShape.Detail => ApiResponse.Json(new { detail = Message }, status),
        ErrorShape.Error => ApiResponse.Json(new { error = Message }, status),
        ErrorShape.Message => ApiResponse.Json(new { message = Message, request_id = Guid.NewGuid().ToString("N") }, status),
        ErrorShape.BareString => ApiResponse.Json(Message, status),
        ErrorShape.Array => ApiResponse.Json(new[] { Message }, status),
        ErrorShape.Field => ApiResponse.Json(new Dictionary<string, string[]> { [field] = [Message] }, status),
        ErrorShape.Html => ApiResponse.Text(
            $"<!doctype html><html><head><title>{status}</title></head><body><h1>{status}</h1><p>{Message}</p></body></html>",
            "text/html; charset=utf-8",
            status),
        _ => ApiResponse.Empty(status),
    };
}
