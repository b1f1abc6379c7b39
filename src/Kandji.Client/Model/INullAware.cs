namespace Kandji.Client.Model;

/// <summary>
/// An object of which it matters whether the API sent null or did not send a field at all: null is an empty value, and a field that was not
/// sent says nothing.
/// </summary>
internal interface INullAware
{
    /// <summary>The fields that the API sent as null, by the API's own names; null when there were none.</summary>
    ICollection<string>? NullFields { get; set; }
}
