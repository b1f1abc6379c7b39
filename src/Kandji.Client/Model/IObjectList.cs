namespace Kandji.Client.Model;

/// <summary>A list of objects, whatever their type.</summary>
internal interface IObjectList
{
    /// <summary>Replaces each object in the list by another of its type, before anybody else has seen the list.</summary>
    void Replace(Func<KandjiObject, KandjiObject> replacement);
}
