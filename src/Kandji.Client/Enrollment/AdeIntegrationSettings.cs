using Kandji.Client.Json;

namespace Kandji.Client.Enrollment;

/// <summary>The settings of an Automated Device Enrollment integration. The service requires all of them each time.</summary>
public sealed class AdeIntegrationSettings
{
    /// <summary>The id of the blueprint that devices get; null lets blueprint routing decide.</summary>
    public string? BlueprintId { get; init; }

    /// <summary>The telephone number that people see during setup.</summary>
    public required string Phone { get; init; }

    /// <summary>The e-mail address that people see during setup.</summary>
    public required string Email { get; init; }

    internal JsonBody ToBody()
    {
        var body = new JsonBody { { "blueprint_id", BlueprintId }, { "phone", Phone }, { "email", Email } };
        body.Add("use_blueprint_routing", BlueprintId is null);
        return body;
    }

    // A form has no null; the service takes an empty field for one.
    internal IReadOnlyList<KeyValuePair<string, string>> ToForm() => new[]
    {
        new KeyValuePair<string, string>("blueprint_id", BlueprintId ?? ""),
        new KeyValuePair<string, string>("use_blueprint_routing", BlueprintId is null ? "true" : "false"),
        new KeyValuePair<string, string>("phone", Phone),
        new KeyValuePair<string, string>("email", Email),
    };
}
