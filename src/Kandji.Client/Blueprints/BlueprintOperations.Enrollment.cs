using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client.Http;
using Kandji.Client.Json;

namespace Kandji.Client.Blueprints;

public sealed partial class BlueprintOperations
{
    internal static readonly ApiOperation GetEnrollmentProfile =
        new("GET", "/api/v1/blueprints/{blueprint_id}/ota-enrollment-profile", Section,
            "Get Manual Enrollment Profile") { Query = ["sso"] };

    /// <summary>
    /// Reads the profile with which devices are enrolled by hand into a blueprint. Stands for GET
    /// /api/v1/blueprints/{blueprint_id}/ota-enrollment-profile.
    /// </summary>
    /// <param name="blueprintId">The blueprint's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The contents of a .mobileconfig file.</returns>
    /// <exception cref="KandjiApiException">There is no such blueprint, or the call failed.</exception>
    public Task<byte[]> GetEnrollmentProfileAsync(string blueprintId, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(GetEnrollmentProfile, blueprintId), ReadProfile, cancellationToken);

    /// <summary>
    /// Reads the address at which people sign in to get the enrollment profile of a blueprint. Stands for GET
    /// /api/v1/blueprints/{blueprint_id}/ota-enrollment-profile with sso=true.
    /// </summary>
    /// <param name="blueprintId">The blueprint's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The address; null when the blueprint asks nobody to sign in, so that there is none.</returns>
    /// <exception cref="KandjiApiException">There is no such blueprint, or the call failed.</exception>
    public Task<Uri?> GetEnrollmentAddressAsync(string blueprintId, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(GetEnrollmentProfile, blueprintId).With("sso", true), ReadAddress, cancellationToken);

    private static byte[] ReadProfile(ApiResponse response) =>
        response.Body.IsEmpty || response.ContentType is "text/html" or "application/json"
            ? throw new JsonException("The answer is not a profile.")
            : response.Body.ToArray();

    // Instead of an address the service answers with the profile itself when nobody has to sign in.
    private static Uri? ReadAddress(ApiResponse response)
    {
        if (response.ContentType != "application/json")
        {
            ReadProfile(response);
            return null;
        }
        Utf8JsonReader reader = response.ReadJson();
        JsonElement answer = JsonElement.ParseValue(ref reader);
        reader.RequireEnd();
        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("url", out JsonElement url)
            && url.ValueKind == JsonValueKind.String && Uri.TryCreate(url.GetString(), UriKind.Absolute, out Uri? address)
            ? address
            : throw new UnexpectedJsonException("it names no address");
    }
}
