using Kandji.Client.Json;

namespace Kandji.Client.Devices;

/// <summary>A change of a device. Only what is set is sent; what was never set stays as it is.</summary>
public sealed class DeviceChange
{
    private readonly Dictionary<string, object?> _set = new();

    /// <summary>True when nothing is set, so that there is nothing to send.</summary>
    public bool IsEmpty => _set.Count == 0;

    /// <summary>Assigns a user by id; null unassigns.</summary>
    /// <param name="userId">A UUID, in older tenants a whole number.</param>
    /// <returns>This change.</returns>
    public DeviceChange WithUser(string? userId)
    {
        // Older tenants know users by numbers and refuse them as strings.
        _set["user"] = long.TryParse(
            userId, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number)
            ? number
            : userId;
        return this;
    }

    /// <summary>Sets the asset tag; null clears it.</summary>
    /// <param name="assetTag">The asset tag.</param>
    /// <returns>This change.</returns>
    public DeviceChange WithAssetTag(string? assetTag)
    {
        _set["asset_tag"] = assetTag;
        return this;
    }

    /// <summary>Moves the device to a blueprint.</summary>
    /// <param name="blueprintId">The blueprint's id.</param>
    /// <returns>This change.</returns>
    public DeviceChange WithBlueprint(string blueprintId)
    {
        _set["blueprint_id"] = blueprintId ?? throw new ArgumentNullException(nameof(blueprintId));
        return this;
    }

    /// <summary>Replaces all tags; an empty list clears them.</summary>
    /// <param name="tags">The tags' names.</param>
    /// <returns>This change.</returns>
    public DeviceChange WithTags(IReadOnlyList<string> tags)
    {
        _set["tags"] = tags ?? throw new ArgumentNullException(nameof(tags));
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
