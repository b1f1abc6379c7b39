namespace Kandji.Automation.Inventory;

/// <summary>An inventory that cannot be used or compared, with the id of the error as scripts match it.</summary>
/// <param name="id">The id: <c>KandjiTooManyRemoved</c>.</param>
/// <param name="message">The description of the failure, and what to do next.</param>
/// <param name="cause">The cause; null for none.</param>
internal sealed class InventoryException(string id, string message, Exception? cause = null) : Exception(message, cause)
{
    public string Id { get; } = id;
}
