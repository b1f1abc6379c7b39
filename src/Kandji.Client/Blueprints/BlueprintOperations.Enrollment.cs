using System.Text.Json;
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

    // The content type varies; the content tells.
    private static byte[] ReadProfile(ApiResponse response) =>
        IsProfile(response.Body) ? response.Body.ToArray() : throw new JsonException("The answer is not a profile.");

    private static bool IsProfile(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> text = SkipBlank(body);
        // A signed profile is a CMS message in DER: a sequence whose length takes several bytes.
        if (body.Length > 2 && body[0] == 0x30 && body[1] > 0x80)
            return true;
        return text.StartsWith("bplist"u8)
            || (text.StartsWith("<"u8) && text.Slice(0, Math.Min(text.Length, 2048)).IndexOf("<plist"u8) >= 0);
    }

    private static ReadOnlySpan<byte> SkipBlank(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body.Slice(3);
        while (!body.IsEmpty && body[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            body = body.Slice(1);
        return body;
    }

    // Instead of an address the service answers with the profile itself when nobody has to sign in.
    private static Uri? ReadAddress(ApiResponse response)
    {
        if (IsProfile(response.Body))
            return null;
        JsonElement answer = response.ReadElement();
        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("url", out JsonElement url)
            && url.ValueKind == JsonValueKind.String && Uri.TryCreate(url.GetString(), UriKind.Absolute, out Uri? address)
            ? address
            : throw new UnexpectedJsonException("it names no address");
    }
}
