using System.Text;
using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Model;
using Kandji.Client.Paging;

namespace Kandji.Client.Enrollment;

/// <summary>The operations of Automated Device Enrollment.</summary>
public sealed class EnrollmentOperations
{
    private const string Section = "Automated Device Enrollment integrations";
    private const string Root = "/api/v1/integrations/apple/ade";

    internal static readonly ApiOperation PublicKey = new("GET", Root + "/public_key/", Section, "Download ADE public key");

    internal static readonly ApiOperation Create = new("POST", Root + "/", Section, "Create ADE integration")
    {
        Body = ["blueprint_id", "use_blueprint_routing", "phone", "email", "file"],
    };

    internal static readonly ApiOperation Renew = new("POST", Root + "/{ade_token_id}/renew", Section, "Renew ADE integration")
    {
        Body = ["blueprint_id", "use_blueprint_routing", "phone", "email", "file"],
    };

    internal static readonly ApiOperation Update = new("PATCH", Root + "/{ade_token_id}", Section, "Update ADE integration")
    {
        Body = ["blueprint_id", "use_blueprint_routing", "phone", "email"],
    };

    internal static readonly ApiOperation List = new("GET", Root, Section, "List ADE integrations") { Query = ["page"] };

    internal static readonly ApiOperation Get = new("GET", Root + "/{ade_token_id}", Section, "Get ADE integration");

    internal static readonly ApiOperation Delete = new("DELETE", Root + "/{ade_token_id}", Section, "Delete ADE integration");

    internal static readonly ApiOperation ListDevicesOfIntegration =
        new("GET", Root + "/{ade_token_id}/devices", Section, "List devices associated to ADE token") { Query = ["page"] };

    internal static readonly ApiOperation ListDevices = new("GET", Root + "/devices", Section, "List ADE devices")
    {
        Query = ["blueprint_id", "user_id", "dep_account", "device_family", "model", "os", "profile_status", "serial_number", "page"],
    };

    internal static readonly ApiOperation GetDevice = new("GET", Root + "/devices/{device_id}", Section, "Get ADE device");

    internal static readonly ApiOperation UpdateDevice = new("PATCH", Root + "/devices/{device_id}", Section, "Update ADE device")
    {
        Body = ["blueprint_id", "use_blueprint_routing", "asset_tag", "user_id"],
    };

    private readonly ApiConnection _connection;

    internal EnrollmentOperations(ApiConnection connection) => _connection = connection;

    /// <summary>
    /// Fetches the public key that Apple wants when an MDM server is added there. Stands for GET
    /// /api/v1/integrations/apple/ade/public_key/.
    /// </summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A certificate in PEM form.</returns>
    /// <exception cref="KandjiApiException">The call failed, or the answer is not a certificate.</exception>
    public Task<string> GetPublicKeyAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(PublicKey), ReadCertificate, cancellationToken);

    /// <summary>Lists integrations, streaming. Stands for GET /api/v1/integrations/apple/ade.</summary>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each integration once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read, or the list ended before its count.</exception>
    public IAsyncEnumerable<AdeIntegration> ListAsync(CancellationToken cancellationToken = default)
    {
        var context = new StringPool();
        return CountedPaging.ByNumber(
            _connection,
            page => new ApiRequest(List).With("page", page == 1 ? null : page),
            response => PageReader.ReadEnvelope<AdeIntegration>(response, context),
            integration => integration.Id,
            cancellationToken);
    }

    /// <summary>Reads one integration. Stands for GET /api/v1/integrations/apple/ade/{ade_token_id}.</summary>
    /// <param name="integrationId">The integration's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The integration.</returns>
    /// <exception cref="KandjiApiException">There is no such integration, or the call failed.</exception>
    public Task<AdeIntegration> GetAsync(string integrationId, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<AdeIntegration>(
            new ApiRequest(Get, integrationId), integrationId, static integration => [integration.Id], cancellationToken);

    /// <summary>Adds an integration. Stands for POST /api/v1/integrations/apple/ade/.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="fileName">The name of the token's file.</param>
    /// <param name="token">The content of the server token (.p7m) that Apple gave.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The integration.</returns>
    /// <exception cref="KandjiApiException">The token was refused (400), or the call failed.</exception>
    public Task<AdeIntegration> CreateAsync(
        AdeIntegrationSettings settings, string fileName, byte[] token, CancellationToken cancellationToken = default) =>
        SendTokenAsync(new ApiRequest(Create), settings, fileName, token, cancellationToken);

    /// <summary>Renews the token of an integration. Stands for POST /api/v1/integrations/apple/ade/{ade_token_id}/renew.</summary>
    /// <param name="integrationId">The integration's id.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="fileName">The name of the token's file.</param>
    /// <param name="token">The content of the new server token (.p7m) of the same MDM server at Apple.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The integration.</returns>
    /// <exception cref="KandjiApiException">There is no such integration, or the token was refused (400), or the call failed.</exception>
    public Task<AdeIntegration> RenewAsync(
        string integrationId, AdeIntegrationSettings settings, string fileName, byte[] token,
        CancellationToken cancellationToken = default) =>
        SendTokenAsync(new ApiRequest(Renew, integrationId), settings, fileName, token, cancellationToken);

    /// <summary>Changes what is set on an integration. Stands for PATCH /api/v1/integrations/apple/ade/{ade_token_id}.</summary>
    /// <param name="integrationId">The integration's id.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The integration.</returns>
    /// <exception cref="KandjiApiException">There is no such integration, or the call failed.</exception>
    public Task<AdeIntegration> UpdateAsync(
        string integrationId, AdeIntegrationSettings settings, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<AdeIntegration>(
            new ApiRequest(Update, integrationId).WithJson((settings ?? throw new ArgumentNullException(nameof(settings))).ToBody()),
            cancellationToken);

    /// <summary>
    /// Removes an integration: its devices are no longer assigned, and enroll nowhere once they are erased.
    /// Stands for DELETE /api/v1/integrations/apple/ade/{ade_token_id}.
    /// </summary>
    /// <param name="integrationId">The integration's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when the service has answered.</returns>
    /// <exception cref="KandjiApiException">There is no such integration, or the call failed.</exception>
    public Task DeleteAsync(string integrationId, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(Delete, integrationId), cancellationToken);

    /// <summary>Lists devices that Apple knows, streaming. Stands for GET /api/v1/integrations/apple/ade/devices.</summary>
    /// <param name="query">Which; null for all.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each device once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read, or the list ended before its count.</exception>
    public IAsyncEnumerable<AdeDevice> ListDevicesAsync(AdeDeviceQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new AdeDeviceQuery();
        return StreamDevicesAsync<AdeDevice>(
            () => new ApiRequest(ListDevices)
                .With("blueprint_id", query.BlueprintId)
                .With("user_id", query.UserId)
                .With("dep_account", query.IntegrationId)
                .With("device_family", query.DeviceFamily)
                .With("model", query.Model)
                .With("os", query.Os)
                .With("profile_status", query.ProfileStatus)
                .With("serial_number", query.SerialNumber),
            device => device.Id,
            cancellationToken);
    }

    /// <summary>Lists all devices as <see cref="ListDevicesAsync"/> does, and reads only their ids.</summary>
    internal IAsyncEnumerable<ListedRow> ListDeviceRowsAsync(CancellationToken cancellationToken) =>
        StreamDevicesAsync<ListedRow>(() => new ApiRequest(ListDevices), row => row.Id, cancellationToken);

    /// <summary>
    /// Lists the devices of one integration, streaming. Stands for GET /api/v1/integrations/apple/ade/{ade_token_id}/devices.
    /// </summary>
    /// <param name="integrationId">The integration's id.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each device once.</returns>
    /// <exception cref="KandjiApiException">
    /// There is no such integration, a page could not be read, or the list ended before its count.
    /// </exception>
    public IAsyncEnumerable<AdeDevice> ListIntegrationDevicesAsync(string integrationId, CancellationToken cancellationToken = default) =>
        StreamDevicesAsync<AdeDevice>(
            () => new ApiRequest(ListDevicesOfIntegration, integrationId), device => device.Id, cancellationToken);

    /// <summary>Reads one device that Apple knows. Stands for GET /api/v1/integrations/apple/ade/devices/{device_id}.</summary>
    /// <param name="adeDeviceId">The device's id in Automated Device Enrollment.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The device.</returns>
    /// <exception cref="KandjiApiException">There is no such device, or the call failed.</exception>
    public Task<AdeDevice> GetDeviceAsync(string adeDeviceId, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<AdeDevice>(
            new ApiRequest(GetDevice, adeDeviceId), adeDeviceId, static device => [device.Id], cancellationToken);

    /// <summary>Changes a device that Apple knows. Stands for PATCH /api/v1/integrations/apple/ade/devices/{device_id}.</summary>
    /// <param name="adeDeviceId">The device's id in Automated Device Enrollment.</param>
    /// <param name="change">The changes.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The device.</returns>
    /// <exception cref="KandjiApiException">There is no such device, or the call failed.</exception>
    public Task<AdeDevice> UpdateDeviceAsync(string adeDeviceId, AdeDeviceChange change, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<AdeDevice>(
            new ApiRequest(UpdateDevice, adeDeviceId).WithJson((change ?? throw new ArgumentNullException(nameof(change))).ToBody()),
            cancellationToken);

    private IAsyncEnumerable<T> StreamDevicesAsync<T>(
        Func<ApiRequest> request, Func<T, string?> key, CancellationToken cancellationToken)
        where T : KandjiObject, new()
    {
        var context = new StringPool();
        return CountedPaging.ByNumber(
            _connection,
            page => request().With("page", page == 1 ? null : page),
            response => PageReader.ReadEnvelope<T>(response, context),
            key,
            cancellationToken);
    }

    private Task<AdeIntegration> SendTokenAsync(
        ApiRequest request, AdeIntegrationSettings settings, string fileName, byte[] token, CancellationToken cancellationToken)
    {
        IReadOnlyList<KeyValuePair<string, string>> fields = (settings ?? throw new ArgumentNullException(nameof(settings))).ToForm();
        _ = fileName ?? throw new ArgumentNullException(nameof(fileName));
        _ = token ?? throw new ArgumentNullException(nameof(token));
        return _connection.GetAsync<AdeIntegration>(
            request.WithMultipart(fields, new FormFile("file", fileName, token)), cancellationToken);
    }

    private static string ReadCertificate(ApiResponse response)
    {
        string text = Encoding.UTF8.GetString(response.Body.ToArray());
        return text.TrimStart().StartsWith("-----BEGIN", StringComparison.Ordinal)
            ? text
            : throw new FormatException("The answer is not a certificate in PEM format.");
    }
}
