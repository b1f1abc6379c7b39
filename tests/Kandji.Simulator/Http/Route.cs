namespace Kandji.Simulator.Http;

/// <summary>
/// One operation of the API: what it is called in the token's grid of permissions, and what answers it. Without a
/// permission it is not the API's at all, but a store's that signed URLs lead to: no token, no limits.
/// </summary>
internal sealed record Route(string Method, string Template, string? Permission, Func<ApiRequest, ApiResponse> Handler)
{
    public string[] Segments { get; } = Template.Trim('/').Split('/');
}
