namespace Kandji.Client.Json;

/// <summary>Marks a model that has only some of an object's fields on purpose: the others are passed over, not kept.</summary>
internal interface IPartialModel
{
}
