using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Kandji.Simulator.Tests;

/// <summary>Plain HTTP to a simulated tenant, with nothing of ours in between.</summary>
internal sealed class TenantClient : IDisposable
{
    private readonly HttpClient _http;

    public TenantClient(SimulatedTenant tenant, string? token = null)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = tenant.BaseAddress };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token ?? tenant.Token);
    }

    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync("/api/v1/" + path);

    public async Task<JsonNode?> JsonAsync(string path)
    {
        using var response = await GetAsync(path);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a request, and gives the status and the body.</summary>
    public async Task<(int Status, string Body)> SendAsync(string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/" + path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}
