using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Paging;

/// <summary>An item of a list of which only the id is read. It is for those who want the JSON that the item was received as.</summary>
internal sealed class ListedRow : TenantObject, IPartialModel
{
    /// <summary>The id of what is not a device.</summary>
    public string? Id { get; set; }

    /// <summary>The id of a device in the device list.</summary>
    public string? DeviceId { get; set; }
}
