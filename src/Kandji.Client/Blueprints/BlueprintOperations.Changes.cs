using Kandji.Client.Http;

namespace Kandji.Client.Blueprints;

public sealed partial class BlueprintOperations
{
    private static readonly string[] Settings =
        ["name", "description", "icon", "color", "enrollment_code.code", "enrollment_code.is_active"];

    internal static readonly ApiOperation Create = new("POST", "/api/v1/blueprints", Section, "Create Blueprint")
    {
        Body = [.. Settings, "type", "source.type", "source.id"],
    };

    internal static readonly ApiOperation Update = new("PATCH", "/api/v1/blueprints/{blueprint_id}", Section, "Update Blueprint")
    {
        Body = Settings,
    };

    internal static readonly ApiOperation Delete = new("DELETE", "/api/v1/blueprints/{blueprint_id}", Section, "Delete Blueprint");

    /// <summary>Creates a blueprint. Stands for POST /api/v1/blueprints.</summary>
    /// <param name="blueprint">The blueprint to create.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The blueprint as it was created.</returns>
    /// <exception cref="KandjiApiException">The name is taken, the source does not fit (400), or the call failed.</exception>
    public Task<Blueprint> CreateAsync(NewBlueprint blueprint, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<Blueprint>(
            new ApiRequest(Create).WithForm((blueprint ?? throw new ArgumentNullException(nameof(blueprint))).ToForm()), cancellationToken);

    /// <summary>Changes a blueprint. Stands for PATCH /api/v1/blueprints/{blueprint_id}.</summary>
    /// <param name="blueprintId">The blueprint's id.</param>
    /// <param name="change">The changes. Properties that are null stay as they are.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The blueprint as it is now.</returns>
    /// <exception cref="KandjiApiException">The service refused the change, or the call failed.</exception>
    public Task<Blueprint> UpdateAsync(string blueprintId, BlueprintChange change, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<Blueprint>(
            new ApiRequest(Update, blueprintId).WithForm((change ?? throw new ArgumentNullException(nameof(change))).ToForm()),
            cancellationToken);

    /// <summary>
    /// Deletes a blueprint, which ends the management of every device in it. Stands for DELETE /api/v1/blueprints/{blueprint_id}.
    /// </summary>
    /// <param name="blueprintId">The blueprint's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when the service has answered.</returns>
    /// <exception cref="KandjiApiException">There is no such blueprint, or the call failed.</exception>
    public Task DeleteAsync(string blueprintId, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(Delete, blueprintId), cancellationToken);
}
