using Kandji.Client.Json;

namespace Kandji.Client.Enrollment;

/// <summary>A change to a device of Automated Device Enrollment. Everything else stays as it is.</summary>
/// <example><code>new AdeDeviceChange().WithAssetTag("NW-00001").WithUser(null)</code></example>
public sealed class AdeDeviceChange
{
    private readonly Dictionary<string, object?> _set = new();

    /// <summary>True when nothing is set.</summary>
    public bool IsEmpty => _set.Count == 0;

    /// <summary>Gives the device a blueprint of its own.</summary>
    /// <param name="blueprintId">The blueprint's id.</param>
    /// <returns>This change.</returns>
    public AdeDeviceChange WithBlueprint(string blueprintId)
    {
        _set["blueprint_id"] = blueprintId ?? throw new ArgumentNullException(nameof(blueprintId));
        _set["use_blueprint_routing"] = false;
        return this;
    }

    /// <summary>Lets blueprint routing decide which blueprint the device gets.</summary>
    /// <returns>This change.</returns>
    public AdeDeviceChange WithBlueprintRouting()
    {
        _set["blueprint_id"] = null;
        _set["use_blueprint_routing"] = true;
        return this;
    }

    /// <summary>Assigns the device to a user; null clears the assignment.</summary>
    /// <param name="userId">The user's id.</param>
    /// <returns>This change.</returns>
    public AdeDeviceChange WithUser(string? userId)
    {
        _set["user_id"] = userId;
        return this;
    }

    /// <summary>Sets the asset tag; null clears it.</summary>
    /// <param name="assetTag">The asset tag.</param>
    /// <returns>This change.</returns>
    public AdeDeviceChange WithAssetTag(string? assetTag)
    {
        _set["asset_tag"] = assetTag;
        return this;
    }

    internal JsonBody ToBody()
    {
        var body = new JsonBody();
        foreach (var member in _set)
            body.Add(member.Key, member.Value);
        return body;
    }
}
